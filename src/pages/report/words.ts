/** @file The words that stand for the values of a result. */
import { count, counted, listed } from "#charts/format.ts";
import type { Result, SolverFacts, StudyDocument, WayToSolve } from "#state/lab.svelte.ts";

export const ways: Record<WayToSolve, { title: string; how: string }> = {
  direct: { title: "solved directly", how: "A model takes the label that it finds likeliest given the text." },
  generative: {
    title: "solved generatively",
    how: "A model takes the label under which it finds the text likeliest.",
  },
  answer: { title: "answered in text", how: "A model writes its answer, from which the label is read." },
};

const tasks: Record<string, string> = { intent: "intent detection" };
const metrics: Record<string, string> = { macroF1: "macro-F1", accuracy: "accuracy" };

const taskName = (task: string): string => tasks[task] ?? task;
export const metricName = (metric: string): string => metrics[metric] ?? metric;

/** What the study asks, in one sentence. */
export function question({ plan }: StudyDocument, result: Result): string {
  const writers = plan.models.length;
  const who = writers === 1 ? "one model" : `${count(writers)} models`;
  const own = writers === 1 ? "does it favour its own" : "do they favour their own";
  return `Can data written by ${who} stand in for ${result.real}, and ${own}?`;
}

/** What was done, in sentences. */
export function method({ plan }: StudyDocument, result: Result): string {
  const sets = Object.values(result.datasets).filter((dataset) => dataset.generator !== null).length;
  const { perGenerator, seeds } = plan.generate;
  const runs = seeds > 1 ? ` in each of ${seeds} runs` : "";
  const adapted = plan.data.demonstrations;
  const draws = adapted && adapted.draws > 1 ? ` in ${adapted.draws} draws` : "";
  const prepared = adapted
    ? ` after ${counted(adapted.perLabel ?? adapted.rows ?? 0, "demonstration")}` +
      `${adapted.perLabel === undefined ? "" : " per label"} from ${adapted.name}${draws}`
    : "";
  return (
    `Task: ${taskName(result.task)}. Each model wrote ${counted(perGenerator, "row")}${runs}${prepared}; ` +
    `${result.solvers.length} solvers answered the ${counted(sets, "synthetic set")} and the real one. ` +
    `${ways[result.solve].how} Scores are ${metricName(result.metric)}.`
  );
}

/** How a solver came to know the task. */
export function preparation({ preparation: how, perLabel, draw }: SolverFacts, draws: number): string {
  const which = draws > 1 && draw !== null ? `, draw ${draw + 1}` : "";
  if (how === "adapted") return `adapted on ${counted(perLabel ?? 0, "row")} per label${which}`;
  if (how === "few-shot") return `few-shot, ${counted(perLabel ?? 0, "row")} per label${which}`;
  if (how === "outside") return "ran elsewhere, its answers were brought";
  return how === "fitted" ? "fitted on real rows" : "zero-shot";
}

/** "duplicate 12, empty 3", most frequent first. */
export function rejects(rejected: Readonly<Record<string, number>>): string {
  const found = Object.entries(rejected).filter(([, n]) => n > 0);
  return found.length === 0
    ? "none"
    : found
        .sort(([, a], [, b]) => b - a)
        .map(([reason, n]) => `${reason} ${count(n)}`)
        .join(", ");
}

/** "a, b and 3 more" */
export function someOf(names: readonly string[], most = 4): string {
  return names.length <= most ? listed(names) : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
