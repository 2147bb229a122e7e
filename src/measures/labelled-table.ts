/** @file Predictions of a panel on one dataset, and the same as numbers. */

/** What every solver said about every row of one dataset. */
export interface DatasetTable {
  name: string;
  /** The model that wrote it; null for real data. */
  generator: string | null;
  /** The generation run's seed; null for real data. */
  seed: number | null;
  targets: readonly string[];
  /** Rows with one cluster id are resampled together (near-duplicate texts, one user); absent: every row alone. */
  clusters?: readonly string[];
  /** solver → a prediction per row, null where the answer was unparsed. */
  predictions: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Labels as positions in `labels`; an unparsed prediction is `labels.length`. */
export interface CodedTable {
  labels: readonly string[];
  /** `[rows]`. */
  targets: Int32Array;
  /** `[solvers][rows]`, in the order asked for. */
  predictions: readonly Int32Array[];
}

/**
 * Codes a table's labels. Labels are those of targets and predictions, in order of appearance.
 *
 * Throws RangeError when there are no rows, or a solver is missing or has not one prediction per row.
 */
export function codeTable(table: DatasetTable, solvers: readonly string[]): CodedTable {
  const rows = table.targets.length;
  if (rows === 0) throw new RangeError(`Dataset "${table.name}" has no rows; a score needs at least one.`);
  const codes = new Map<string, number>();
  const code = (label: string) => {
    if (!codes.has(label)) codes.set(label, codes.size);
    return codes.get(label)!;
  };
  const targets = Int32Array.from(table.targets, code);
  const unparsed = -1;
  const predictions = solvers.map((solver) => {
    const said = table.predictions[solver];
    if (said?.length !== rows) {
      throw new RangeError(
        `Dataset "${table.name}": found ${said?.length ?? "no"} predictions of "${solver}", expected ${rows}, one per row.`,
      );
    }
    return Int32Array.from(said, (label) => (label === null ? unparsed : code(label)));
  });
  const junk = codes.size;
  for (const said of predictions) said.forEach((label, i) => label === unparsed && (said[i] = junk));
  return { labels: [...codes.keys()], targets, predictions };
}
