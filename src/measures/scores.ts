/** @file Accuracy and macro-F1, of plain labels and of weighted rows. */
import { codeTable, type CodedTable, type DatasetTable } from "./labelled-table.ts";

/** Names of the metrics as in plans. */
export type Metric = "accuracy" | "macroF1";

/** Least rows per label with which macro-F1 may be the headline. */
const leastRowsPerLabel = 5;

/**
 * Accuracy: share of rows whose prediction is the target, in [0, 1].
 *
 * Unparsed predictions (null) are wrong. NaN without rows. Throws RangeError when the lengths differ.
 * Source: `sklearn.metrics.accuracy_score(targets, predictions)`.
 */
export function accuracy(targets: readonly string[], predictions: readonly (string | null)[]): number {
  return single("accuracy", targets, predictions);
}

/**
 * Macro-F1: the plain mean of F1 = 2 TP / (targets + predictions) over the labels that occur in either, in [0, 1].
 *
 * Unparsed predictions (null) are wrong and are no label. NaN without rows. Throws RangeError when the lengths differ.
 * Source: `sklearn.metrics.f1_score(targets, predictions, average="macro")`, unparsed rows given a label that is then
 * left out of `labels`.
 */
export function macroF1(targets: readonly string[], predictions: readonly (string | null)[]): number {
  return single("macroF1", targets, predictions);
}

function single(metric: Metric, targets: readonly string[], predictions: readonly (string | null)[]): number {
  if (targets.length === 0 && predictions.length === 0) return NaN;
  const table = codeTable({ name: "rows", generator: null, seed: null, targets, predictions: { it: predictions } }, [
    "it",
  ]);
  return scorer(table, metric)(new Float64Array(targets.length).fill(1), new Float64Array(1))[0]!;
}

/** Fills `into` (`[solvers]`) with scores; row i counts `weights[i]` times. */
export type Scorer = (weights: Float64Array, into: Float64Array) => Float64Array;

/** A scorer of a table for weighted rows; its buffers are reused, so that thousands of resamples cost no memory. */
export function scorer(table: CodedTable, metric: Metric): Scorer {
  return metric === "accuracy" ? accuracyScorer(table) : macroF1Scorer(table);
}

/**
 * A scorer of a table in any metric, `[solvers]` in the order of `solvers`.
 * @throws RangeError when there are no rows, or a solver is missing or has not one prediction per row.
 */
export function scorerOf(table: DatasetTable, solvers: readonly string[], metric: Metric): Scorer {
  return scorer(codeTable(table, solvers), metric);
}

function accuracyScorer({ targets, predictions }: CodedTable): Scorer {
  const correct = predictions.map((said) => Float64Array.from(said, (label, i) => (label === targets[i] ? 1 : 0)));
  return (weights, into) => {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i]!;
    correct.forEach((hits, m) => {
      let sum = 0;
      for (let i = 0; i < hits.length; i++) sum += weights[i]! * hits[i]!;
      into[m] = sum / total;
    });
    return into;
  };
}

function macroF1Scorer({ labels, targets, predictions }: CodedTable): Scorer {
  const size = labels.length + 1;
  const asked = new Float64Array(size);
  const said = new Float64Array(size);
  const hit = new Float64Array(size);
  const rows = new Int32Array(targets.length);
  return (weights, into) => {
    asked.fill(0);
    let drawn = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i]! > 0) {
        asked[targets[i]!]! += weights[i]!;
        rows[drawn++] = i;
      }
    }
    predictions.forEach((answers, m) => {
      said.fill(0);
      hit.fill(0);
      for (let k = 0; k < drawn; k++) {
        const i = rows[k]!;
        const label = answers[i]!;
        said[label]! += weights[i]!;
        if (label === targets[i]!) hit[label]! += weights[i]!;
      }
      let sum = 0;
      let present = 0;
      for (let label = 0; label < labels.length; label++) {
        const both = asked[label]! + said[label]!;
        if (both > 0) {
          sum += (2 * hit[label]!) / both;
          present++;
        }
      }
      into[m] = sum / present;
    });
    return into;
  };
}

/**
 * Why macro-F1 must not be the headline of this dataset; null where it may.
 *
 * With fewer than 5 rows of a label its F1 hangs on single rows, and every label weighs the same.
 */
export function macroF1Refusal(dataset: string, targets: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const label of targets) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [label, rows] = [...counts].reduce((least, entry) => (entry[1] < least[1] ? entry : least), ["", Infinity]);
  if (rows >= leastRowsPerLabel) return null;
  return (
    `Dataset "${dataset}" has ${rows} ${rows === 1 ? "row" : "rows"} of label "${label}"; macro-F1 needs ` +
    `${leastRowsPerLabel} rows of every label. Use accuracy, more rows, or fewer labels.`
  );
}
