/** @file Likelihood rows by dataset, the texts of each paired over models. */
import type { LikelihoodRow } from "./row.ts";

/** One dataset, scored by every model. */
export interface LikelihoodTable {
  name: string;
  generator: string | null;
  seed: number | null;
  instances: readonly string[];
  labels: readonly string[];
  clusters: readonly string[];
  /** `[instances]`. */
  bytes: Float64Array;
  /** `[models][instances]`, natural logarithm; NaN where there is none. */
  logProbs: readonly Float64Array[];
  /** `[models]`: why a model has no number here; null where it has. */
  gaps: readonly (string | null)[];
}

/**
 * Groups rows by dataset; datasets, models and instances in the order in which they first occur.
 *
 * Probability 0 (null, or log −∞) leaves the model without a number on the dataset, and so does a missing text.
 * @throws RangeError without rows, for a log-probability that is NaN or above 0, a text of no bytes, a text scored twice
 * by one model, and where rows of one dataset or text disagree on generator or bytes.
 */
export function likelihoodTables(rows: readonly LikelihoodRow[]): {
  models: readonly string[];
  tables: readonly LikelihoodTable[];
} {
  if (rows.length === 0) throw new RangeError("No likelihoods: expected at least one scored text.");
  rows.forEach(checkRow);
  const models = [...new Set(rows.map(({ model }) => model))];
  const datasets = new Map<string, LikelihoodRow[]>();
  for (const row of rows) {
    const known = datasets.get(row.dataset);
    if (known) known.push(row);
    else datasets.set(row.dataset, [row]);
  }
  return { models, tables: [...datasets.values()].map((its) => tableOf(its, models)) };
}

function checkRow({ model, dataset, instance, logProb, bytes }: LikelihoodRow): void {
  const where = `Text "${instance}" of "${dataset}", scored by "${model}"`;
  if (logProb !== null && !(logProb <= 0))
    throw new RangeError(`${where}: found log-probability ${logProb}, expected at most 0.`);
  if (!(bytes > 0 && Number.isFinite(bytes)))
    throw new RangeError(`${where}: found ${bytes} bytes, expected 1 or more.`);
}

function tableOf(rows: readonly LikelihoodRow[], models: readonly string[]): LikelihoodTable {
  const [{ dataset: name, generator, seed = null }] = rows as [LikelihoodRow];
  const texts = new Map<string, { at: number; row: LikelihoodRow }>();
  for (const row of rows) {
    if (row.generator !== generator) {
      throw new RangeError(`Dataset "${name}" is said to be by "${generator}" and by "${row.generator}".`);
    }
    const known = texts.get(row.instance);
    if (known && known.row.bytes !== row.bytes) {
      throw new RangeError(`Text "${row.instance}" of "${name}" has ${known.row.bytes} and ${row.bytes} bytes.`);
    }
    if (!known) texts.set(row.instance, { at: texts.size, row });
  }
  const logProbs = models.map(() => new Float64Array(texts.size).fill(NaN));
  for (const { model, instance, logProb } of rows) {
    const column = logProbs[models.indexOf(model)]!;
    const { at } = texts.get(instance)!;
    if (!Number.isNaN(column[at]!)) throw new RangeError(`"${model}" scored text "${instance}" of "${name}" twice.`);
    column[at] = logProb ?? -Infinity;
  }
  const first = [...texts.values()].map(({ row }) => row);
  const gaps = logProbs.map((column, m) => gapOf(models[m]!, name, column));
  return {
    ...{ name, generator, seed, gaps },
    instances: [...texts.keys()],
    labels: first.map(({ label = "" }) => label),
    clusters: first.map(({ cluster, instance }) => cluster ?? `text ${instance}`),
    bytes: Float64Array.from(first, ({ bytes }) => bytes),
    logProbs: logProbs.map((column, m) => (gaps[m] === null ? column : column.fill(NaN))),
  };
}

function gapOf(model: string, dataset: string, column: Float64Array): string | null {
  const scored = column.filter((value) => !Number.isNaN(value));
  if (scored.length < column.length) {
    return `"${model}" has scored ${scored.length} of ${column.length} texts of "${dataset}".`;
  }
  const impossible = scored.filter((value) => value === -Infinity).length;
  return impossible === 0
    ? null
    : `"${model}" gives probability 0 to ${impossible} of ${column.length} texts of "${dataset}".`;
}
