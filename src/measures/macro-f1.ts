/** @file Macro-F1 over weighted rows, and when it must not be the headline. */
import type { CodedTable } from "./labelled-table.ts";
import type { Scorer } from "./weighted-sums.ts";

/** Least rows per label with which macro-F1 may be the headline. */
const leastRowsPerLabel = 5;

/** Macro-F1 of each solver of a coded table; its buffers are reused, so that thousands of resamples cost no memory. */
export function macroF1Scorer({ labels, targets, predictions }: CodedTable): Scorer {
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
