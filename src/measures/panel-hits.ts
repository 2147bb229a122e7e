/** @file The share of a panel that answers a row rightly, row by row. */
import type { DatasetTable } from "./labelled-table.ts";

/**
 * Per row the share of the solvers whose prediction is the target, in [0, 1]; an unparsed prediction is wrong.
 *
 * Its mean over rows is the panel-mean accuracy, over the rows of one label the panel-mean recall. Throws RangeError
 * without solvers.
 */
export function panelHits(table: DatasetTable, solvers: readonly string[]): Float64Array {
  if (solvers.length === 0) throw new RangeError("panelHits: no solvers, expected at least one.");
  const hits = new Float64Array(table.targets.length);
  for (const solver of solvers) {
    const said = table.predictions[solver]!;
    table.targets.forEach((target, i) => {
      if (said[i] === target) hits[i]! += 1 / solvers.length;
    });
  }
  return hits;
}
