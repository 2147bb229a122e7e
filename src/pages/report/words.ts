/** @file The words that stand for the values of a result. */
import { count, counted, listed } from "#charts/format.ts";
import { taskNamed, taskWords } from "#pages/task-words.ts";
import type { Result, SolverFacts, StudyDocument, WayToSolve } from "#state/lab.svelte.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";
import { type Metric, metrics } from "#state/metrics.ts";

export const ways: Record<WayToSolve, { title: string }> = {
  direct: { title: "solved directly" },
  generative: { title: "solved generatively" },
  answer: { title: "answered in text" },
};

/** How each task's answers come about. */
export const howSolved: Readonly<Record<DatasetTask, Readonly<Record<WayToSolve, string>>>> = {
  classification: {
    direct: "A model takes the label that it finds likeliest given the text.",
    generative: "A model takes the label under which it finds the text likeliest.",
    answer: "A model writes its answer, from which the label is read.",
  },
  similarity: {
    direct: "A model's score is the mean of the levels, each weighed by how likely the model finds it given the pair.",
    generative:
      "A model's score is the mean of the levels, each weighed by how likely the model finds the pair given it.",
    answer: "A model writes its answer, from which a number is read.",
  },
  entities: {
    direct: "A model gives each token the tag that it finds likeliest given the text around it.",
    generative: "",
    answer: "A model writes the names that it finds, and they are looked up in the text.",
  },
  answers: { direct: "", generative: "", answer: "A model writes its answer in words." },
};

const isMetric = (metric: string): metric is Metric => Object.hasOwn(metrics, metric);

export const metricName = (metric: string): string => (isMetric(metric) ? metrics[metric].name : metric);

/** "Macro-F1", at the start of a line. */
export const metricTitle = (metric: string): string =>
  `${metricName(metric)[0]!.toUpperCase()}${metricName(metric).slice(1)}`;

/** What a difference of such scores is counted in. */
export function metricUnit(metric: string): string {
  if (metric === "meanSquaredError") return "squared points of the scale";
  return metric === "pearson" || metric === "spearman" ? "points of correlation" : "score points";
}

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
  const task = taskNamed(result.task);
  const { rows, each } = taskWords[task];
  const prepared = adapted
    ? ` after ${counted(adapted.perLabel ?? adapted.rows ?? 0, "demonstration")}` +
      `${adapted.perLabel === undefined ? "" : ` ${each}`} from ${adapted.name}${draws}`
    : "";
  return (
    `Task: ${taskTitle(result.task)}. Each model wrote ${rows(perGenerator)}${runs}${prepared}; ` +
    `${result.solvers.length} solvers answered the ${counted(sets, "synthetic set")} and the real one. ` +
    `${howSolved[task][result.solve]} Scores are ${metricName(result.metric)}${metricSense(result.metric)}.`
  );
}

/** "intent detection", "text similarity" */
const taskTitle = (task: string): string =>
  task === "intent" ? "intent detection" : taskWords[taskNamed(task)].title.toLowerCase();

/** What must be known to read scores of a metric. */
function metricSense(metric: string): string {
  if (metric === "meanSquaredError") return ": an error, so less is better";
  return metric === "pearson" || metric === "spearman" ? ", from −1 to 1" : "";
}

/** How a solver came to know the task; demonstrations as the task counts them. */
export function preparation(
  { preparation: how, perLabel, draw }: SolverFacts,
  { draws, task }: { draws: number; task: string },
): string {
  const which = draws > 1 && draw !== null ? `, draw ${draw + 1}` : "";
  const { rows, each } = taskWords[taskNamed(task)];
  const shown = each === "in all" ? rows(perLabel ?? 0) : `${rows(perLabel ?? 0)} ${each}`;
  if (how === "adapted") return `adapted on ${shown}${which}`;
  if (how === "few-shot") return `few-shot, ${shown}${which}`;
  if (how === "outside") return "ran elsewhere, its answers were brought";
  return how === "fitted" ? "fitted on real rows" : "zero-shot";
}

/** What makes a synthetic set harder than it should be. */
export const wrongTargets: Readonly<Record<DatasetTask, string>> = {
  classification: "wrong labels",
  similarity: "scores that do not fit their pairs",
  entities: "names that are not marked, or marked wrongly,",
  answers: "wrong accepted answers",
};

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
