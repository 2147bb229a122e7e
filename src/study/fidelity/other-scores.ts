/** @file The same answers under the task's other metrics, and under other treatments of unparsed answers. */
import { analyse, type Measures } from "#measures/analyse.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { type Metric, metricsOf } from "#measures/metrics.ts";
import { scorerOf } from "#measures/scores.ts";
import { type SpanScheme, storedSpanScoresByLabel } from "#measures/span-schemes.ts";
import { readSpans } from "#measures/spans.ts";
import { unparsedAsWorst, unparsedAtRandom } from "#measures/unparsed.ts";
import type { TaskName } from "#tasks/task.ts";

/**
 * How answers that could not be read count: `left out` of a correlation, as the `worst` level, or as a level drawn at random
 * ("as released": what the paper's authors do). Null where the metric itself says: wrong.
 */
export type UnparsedTreatment = "left out" | "worst" | "as released" | null;

/** A score matrix beside the headline's, with its measures without intervals. */
export interface OtherScores {
  metric: Metric;
  unparsed: UnparsedTreatment;
  /** dataset → score by solver; null where undefined. */
  datasets: Readonly<Record<string, readonly (number | null)[]>>;
  measures: Measures;
}

interface Source {
  task: TaskName;
  metric: Metric;
  labels: readonly string[];
  /** The real dataset's name. */
  real: string;
  tables: readonly DatasetTable[];
  solvers: readonly string[];
  seed: number;
}

/**
 * The task's other metrics, and for graded answers the headline under the two other treatments of unparsed ones where
 * there are any. Without intervals: make a metric the plan's own to get them.
 */
export function otherScores(source: Source): OtherScores[] {
  const { task, metric, labels, tables, seed } = source;
  const graded = task === "similarity";
  const others = metricsOf(task)
    .filter((name) => name !== metric)
    .map((name) => scored(source, tables, name, graded ? "left out" : null));
  const gaps = tables.some(({ predictions }) => Object.values(predictions).some((said) => said.includes(null)));
  if (!graded || !gaps) return others;
  const levels = labels.map(Number);
  return [
    ...others,
    scored(
      source,
      tables.map((table) => unparsedAsWorst(table, levels)),
      metric,
      "worst",
    ),
    scored(
      source,
      tables.map((table) => unparsedAtRandom(table, levels, seed)),
      metric,
      "as released",
    ),
  ];
}

function scored(
  { solvers, real }: Source,
  tables: readonly DatasetTable[],
  metric: Metric,
  unparsed: UnparsedTreatment,
): OtherScores {
  const rows = tables.map((table) => {
    const weights = new Float64Array(table.targets.length).fill(1);
    const scores = scorerOf(table, solvers, metric)(weights, new Float64Array(solvers.length));
    return [table.name, [...scores].map((score) => (Number.isFinite(score) ? score : null))] as const;
  });
  const datasets = Object.fromEntries(rows);
  const generators = Object.fromEntries(
    tables.flatMap(({ name, generator }) => (generator === null ? [] : [[name, generator]])),
  );
  return { metric, unparsed, datasets, measures: analyse({ metric, real, solvers, datasets, generators }) };
}

const schemes: Partial<Record<Metric, SpanScheme>> = {
  entityTypeF1: "entityType",
  partialF1: "partial",
  exactF1: "exact",
  strictF1: "strict",
};

/** Entity type → dataset → true entities of it; absent for other tasks. */
export function entityCounts({
  task,
  labels,
  tables,
}: Pick<Source, "task" | "labels" | "tables">): Record<string, Record<string, number>> | undefined {
  if (task !== "entities") return undefined;
  const found = tables.map(({ name, targets }) => ({
    name,
    labels: targets.flatMap((target, i) =>
      readSpans(target, `Dataset "${name}", row ${i + 1}`).map(({ label }) => label),
    ),
  }));
  return Object.fromEntries(
    labels.map((label) => [
      label,
      Object.fromEntries(found.map(({ name, labels: own }) => [name, own.filter((one) => one === label).length])),
    ]),
  );
}

/** Entity type → dataset → F1 by solver under the headline's scheme; absent for other tasks. */
export function entityLabelScores({
  metric,
  labels,
  tables,
  solvers,
}: Source): Record<string, Record<string, (number | null)[]>> | undefined {
  const scheme = schemes[metric];
  if (!scheme) return undefined;
  const found = tables.map((table) => ({
    name: table.name,
    bySolver: solvers.map((solver) => {
      const said = table.predictions[solver];
      return said ? storedSpanScoresByLabel(scheme, table.targets, said) : null;
    }),
  }));
  return Object.fromEntries(
    labels.map((label) => [
      label,
      Object.fromEntries(
        found.map(({ name, bySolver }) => [
          name,
          bySolver.map((scores) => (scores && Object.hasOwn(scores, label) ? scores[label]!.f1 : null)),
        ]),
      ),
    ]),
  );
}
