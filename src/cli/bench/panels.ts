/** @file Made-up panels in every metric, of the size that the measures are timed at. */
import { Random, seedOf } from "#core/random.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { metrics, type Metric, type ScoredTask } from "#measures/metrics.ts";
import { writeSpans, type Span } from "#measures/spans.ts";

export interface PanelSize {
  models: number;
  /** Real and synthetic ones: a real one and one by each of the first models. */
  datasets: number;
  rows: number;
}

type Row = (random: Random) => { target: string; answer: (ability: number, random: Random) => string };

const labels = Array.from({ length: 10 }, (_, i) => `label ${i}`);
const names = ["PER", "ORG", "LOC", "MISC"];
const words = ["red", "river", "four", "house", "green", "seven"];

/** A row of each task, and an answer that is right about as often as its solver is able. */
const rowsOf: Readonly<Record<ScoredTask, Row>> = {
  classification: (random) => {
    const target = random.pick(labels);
    return { target, answer: (ability, own) => (own.next() < ability ? target : own.pick(labels)) };
  },
  similarity: (random) => {
    const level = random.below(26) / 5;
    const answer = (ability: number, own: Random) => {
      return Math.min(5, Math.max(0, level + (1 - ability) * 4 * own.normal())).toFixed(2);
    };
    return { target: String(level), answer };
  },
  entities: (random) => {
    const spans = Array.from({ length: random.below(4) }, (_, i): Span => {
      return { start: 20 * i, end: 20 * i + 3 + random.below(9), label: random.pick(names) };
    });
    const answer = (ability: number, own: Random) => {
      const found = spans.filter(() => own.next() < ability);
      return writeSpans(found.map((span) => (own.next() < ability ? span : { ...span, end: span.end + 2 })));
    };
    return { target: writeSpans(spans), answer };
  },
  answers: (random) => {
    const target = `${random.pick(words)} ${random.pick(words)}`;
    const answer = (ability: number, own: Random) => (own.next() < ability ? target : `the ${own.pick(words)}`);
    return { target: JSON.stringify([target]), answer };
  },
};

/** The tables of a real dataset and of sets by its solvers; equal seeds give equal tables. */
export function madePanel(
  metric: Metric,
  { models, datasets, rows }: PanelSize,
  seed: number,
): { solvers: string[]; tables: DatasetTable[] } {
  const solvers = Array.from({ length: models }, (_, m) => `model ${m + 1}`);
  const tables = Array.from({ length: datasets }, (_, d): DatasetTable => {
    const random = new Random(seedOf(seed, "made", metric, d));
    const made = Array.from({ length: rows }, () => rowsOf[metrics[metric].task](random));
    const answersOf = (m: number) => made.map(({ answer }) => answer(0.55 + 0.06 * m, random));
    return {
      name: `set ${d}`,
      generator: d === 0 ? null : solvers[d - 1]!,
      seed: d === 0 ? null : 1,
      targets: made.map(({ target }) => target),
      predictions: Object.fromEntries(solvers.map((solver, m) => [solver, answersOf(m)])),
    };
  });
  return { solvers, tables };
}
