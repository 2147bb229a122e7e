/** @file The score of every metric, of plain lists and of weighted rows. */
import { exactMatchOf, readAcceptedAnswers, tokenF1Of } from "./answers.ts";
import { readDecimals } from "./decimals.ts";
import { codeTable, type DatasetTable } from "./labelled-table.ts";
import { macroF1Scorer } from "./macro-f1.ts";
import { metrics, type Metric } from "./metrics.ts";
import { spanCounts, type SpanScheme } from "./span-schemes.ts";
import { readSpans } from "./spans.ts";
import { pearsonScorer, spearmanScorer } from "./weighted-correlation.ts";
import { meanScorer, ratioScorer, type Scorer } from "./weighted-sums.ts";

export { macroF1Refusal } from "./macro-f1.ts";
export type { Metric } from "./metrics.ts";
export type { Scorer } from "./weighted-sums.ts";

/**
 * A metric's score of predictions (null: unparsed) of `targets`, both in the wire form of the metric's task.
 *
 * An unparsed answer is wrong in classification and for answers, finds no entities, and is left out of the similarity
 * metrics. NaN without rows and where the metric is undefined (a correlation of equal numbers). Throws RangeError when the
 * lengths differ, InputError naming the row that does not hold what the task asks for.
 */
export function scoreOf(metric: Metric, targets: readonly string[], predictions: readonly (string | null)[]): number {
  if (targets.length === 0 && predictions.length === 0) return NaN;
  const table = { name: "rows", generator: null, seed: null, targets, predictions: { it: predictions } };
  return scorerOf(table, ["it"], metric)(new Float64Array(targets.length).fill(1), new Float64Array(1))[0]!;
}

/**
 * Accuracy: share of rows whose prediction is the target, in [0, 1].
 *
 * Unparsed predictions (null) are wrong. NaN without rows. Throws RangeError when the lengths differ.
 * Source: `sklearn.metrics.accuracy_score(targets, predictions)`.
 */
export function accuracy(targets: readonly string[], predictions: readonly (string | null)[]): number {
  return scoreOf("accuracy", targets, predictions);
}

/**
 * Macro-F1: the plain mean of F1 = 2 TP / (targets + predictions) over the labels that occur in either, in [0, 1].
 *
 * Unparsed predictions (null) are wrong and are no label. NaN without rows. Throws RangeError when the lengths differ.
 * Source: `sklearn.metrics.f1_score(targets, predictions, average="macro")`, unparsed rows given a label that is then
 * left out of `labels`.
 */
export function macroF1(targets: readonly string[], predictions: readonly (string | null)[]): number {
  return scoreOf("macroF1", targets, predictions);
}

/**
 * A scorer of a table in any metric, `[solvers]` in the order of `solvers`; its buffers are reused between calls.
 *
 * A solver that the table does not name has no score (NaN). The metrics are defined at `scoreOf`, `spanScores` and
 * `tokenF1Of`; mean squared error is the mean of (prediction - target)², in squared points of the targets' own scale
 * (`numpy.mean((x - y) ** 2)`).
 * @throws RangeError when there are no rows, or a solver has not one prediction per row; InputError as `scoreOf`.
 */
export function scorerOf(table: DatasetTable, solvers: readonly string[], metric: Metric): Scorer {
  const present = solvers.filter((solver) => table.predictions[solver] !== undefined);
  requirePredictions(table, present);
  const score = makers[metric](table, present);
  if (present.length === solvers.length) return score;
  const places = present.map((solver) => solvers.indexOf(solver));
  const found = new Float64Array(present.length);
  return (weights, into) => {
    into.fill(NaN);
    score(weights, found).forEach((value, i) => (into[places[i]!] = value));
    return into;
  };
}

/**
 * The value of one row whose plain mean over rows is the score; null for a metric that is no such mean. An unparsed answer
 * (null) is worth 0.
 * @throws InputError, beginning with `where`, where the target is not what the metric reads.
 */
export function rowScore(metric: Metric, target: string, prediction: string | null, where = "Target"): number | null {
  const valueOf = rowMeans[metric];
  if (!valueOf) return null;
  return prediction === null ? 0 : valueOf(target, prediction, where);
}

/** `rowScore` of every row of one solver; null for a metric that is no mean, and for a solver that the table does not name. */
export function rowValues(table: DatasetTable, solver: string, metric: Metric): Float64Array | null {
  const said = table.predictions[solver];
  if (!metrics[metric].meanOverRows || !said) return null;
  const at = (i: number) => `Dataset "${table.name}", target of row ${i + 1}`;
  return Float64Array.from(said, (answer, i) => rowScore(metric, table.targets[i]!, answer, at(i))!);
}

/** Why a solver's score on a table is undefined. */
export function scoreGap(table: DatasetTable, solver: string, metric: Metric): string {
  const said = table.predictions[solver];
  if (!said) return `"${solver}" has no predictions on "${table.name}".`;
  const parsed = said.filter((answer) => answer !== null).length;
  if (metric === "meanSquaredError") return `"${solver}" gave no readable score on "${table.name}".`;
  if (parsed < 2) {
    return `"${solver}" gave ${parsed} readable scores on "${table.name}"; a correlation needs two or more.`;
  }
  return `All readable scores of "${solver}" on "${table.name}", or the targets of these rows, are equal: no correlation exists.`;
}

/** The value of one parsed answer. */
const rowMeans: Partial<Record<Metric, (target: string, answer: string, where: string) => number>> = {
  accuracy: (target, answer) => (target === answer ? 1 : 0),
  exactMatch: (target, answer, where) => exactMatchOf(readAcceptedAnswers(target, where), answer),
  tokenF1: (target, answer, where) => tokenF1Of(readAcceptedAnswers(target, where), answer),
};

type Maker = (table: DatasetTable, solvers: readonly string[]) => Scorer;

const ofRowMeans =
  (metric: Metric): Maker =>
  (table, solvers) =>
    meanScorer(solvers.map((solver) => rowValues(table, solver, metric)!));

const makers: Readonly<Record<Metric, Maker>> = {
  accuracy: ofRowMeans("accuracy"),
  macroF1: (table, solvers) => macroF1Scorer(codeTable(table, solvers)),
  pearson: (table, solvers) => pearsonScorer(...numbersOf(table, solvers)),
  spearman: (table, solvers) => spearmanScorer(...numbersOf(table, solvers)),
  meanSquaredError: (table, solvers) => {
    const [targets, answers] = numbersOf(table, solvers);
    const parsed = answers.map((own) => own.map((value) => (Number.isNaN(value) ? 0 : 1)));
    const errors = answers.map((own, m) => own.map((value, i) => (parsed[m]![i] ? (value - targets[i]!) ** 2 : 0)));
    return ratioScorer(errors, parsed, { empty: NaN });
  },
  entityTypeF1: ofSpans("entityType"),
  partialF1: ofSpans("partial"),
  exactF1: ofSpans("exact"),
  strictF1: ofSpans("strict"),
  tokenF1: ofRowMeans("tokenF1"),
  exactMatch: ofRowMeans("exactMatch"),
};

/** Micro F1 = 2 credit / (found + true) over rows, each row's share of both counted once. */
function ofSpans(scheme: SpanScheme): Maker {
  return (table, solvers) => {
    const truth = table.targets.map((target, i) =>
      readSpans(target, `Dataset "${table.name}", target of row ${i + 1}`),
    );
    const credits: Float64Array[] = [];
    const sizes: Float64Array[] = [];
    for (const solver of solvers) {
      const found = table.predictions[solver]!.map((said, i) =>
        said === null ? [] : readSpans(said, `Dataset "${table.name}", prediction of "${solver}", row ${i + 1}`),
      );
      sizes.push(Float64Array.from(found, (spans, i) => spans.length + truth[i]!.length));
      credits.push(
        Float64Array.from(found, (spans, i) => {
          const { correct, partial } = spanCounts(scheme, truth[i]!, spans);
          return 2 * correct + partial;
        }),
      );
    }
    return ratioScorer(credits, sizes, { empty: 0 });
  };
}

function numbersOf(table: DatasetTable, solvers: readonly string[]): [Float64Array, Float64Array[]] {
  const targets = readDecimals(table.targets, `Dataset "${table.name}", targets`);
  const where = (solver: string) => `Dataset "${table.name}", predictions of "${solver}"`;
  return [targets, solvers.map((solver) => readDecimals(table.predictions[solver]!, where(solver)))];
}

function requirePredictions(table: DatasetTable, solvers: readonly string[]): void {
  const rows = table.targets.length;
  if (rows === 0) throw new RangeError(`Dataset "${table.name}" has no rows; a score needs at least one.`);
  for (const solver of solvers) {
    const found = table.predictions[solver]!.length;
    if (found !== rows) {
      throw new RangeError(
        `Dataset "${table.name}": found ${found} predictions of "${solver}", expected ${rows}, one per row.`,
      );
    }
  }
}
