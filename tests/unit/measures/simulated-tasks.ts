/** @file Panels whose true scores are known, in the tasks that have no labels. */
import type { Random } from "#core/random.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { writeSpans, type Span } from "#measures/spans.ts";

export interface SimulatedSet {
  name: string;
  generator: string | null;
  rows: number;
  /** solver → its true score here: Pearson, micro F1 of any scheme but partial, or exact match. */
  score: Readonly<Record<string, number>>;
}

type Task = "similarity" | "entities" | "answers";

/**
 * Rows of five equally frequent levels, of 0 to 3 entities, or of one accepted answer; solvers err independently.
 *
 * Similarity: answer = target + noise, so that the correlation is sqrt(2 / (2 + noise variance)). Entities: each is found
 * with probability a and every second row gets a spurious one: 1.5 true and 1.5a + .5 found, F1 = 3a / (2 + 1.5a).
 */
export function simulateTask(task: Task, { name, generator, rows, score }: SimulatedSet, random: Random): DatasetTable {
  const made = Array.from({ length: rows }, (_, i) => row(task, i, random));
  const predictions = Object.entries(score).map(([solver, truth]) => [solver, made.map(({ answer }) => answer(truth))]);
  const targets = made.map(({ target }) => target);
  return {
    name,
    generator,
    seed: generator && 1,
    targets,
    predictions: Object.fromEntries(predictions),
  } as DatasetTable;
}

function row(task: Task, i: number, random: Random): { target: string; answer: (truth: number) => string } {
  if (task === "similarity") {
    const level = i % 5;
    const noise = (truth: number) => Math.sqrt(2 * (1 / truth ** 2 - 1)) * random.normal();
    return { target: String(level), answer: (truth) => (level + noise(truth)).toFixed(3) };
  }
  if (task === "answers") {
    return { target: '["forty two","42"]', answer: (truth) => (random.next() < truth ? "42." : "twelve") };
  }
  const spans = Array.from({ length: random.below(4) }, (_, k): Span => {
    return { start: 10 * k, end: 10 * k + 5, label: random.pick(["PER", "LOC"]) };
  });
  const extra = { start: 90, end: 95, label: "PER" };
  const answer = (truth: number) => {
    // F1 = 2 · 1.5a / (1.5 + 1.5a + .5)
    const found = (2 * truth) / (3 - 1.5 * truth);
    const kept = spans.filter(() => random.next() < found);
    return writeSpans(random.next() < 0.5 ? [...kept, extra] : kept);
  };
  return { target: writeSpans(spans), answer };
}
