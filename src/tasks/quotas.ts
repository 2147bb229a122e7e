/** @file How many texts of each label a dataset holds. */

/**
 * `count` shared out over the labels as evenly as it goes, in the order of `labels`; the first labels get one more where it
 * does not go evenly.
 * @throws RangeError without labels, or for a count that is no whole number from 0.
 */
export function quotas(labels: readonly string[], count: number): Map<string, number> {
  if (labels.length === 0) throw new RangeError("Quotas need at least one label; found none.");
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`Quotas need a whole number of rows; found ${count}.`);
  const each = Math.floor(count / labels.length);
  const rest = count % labels.length;
  return new Map(labels.map((label, i) => [label, each + (i < rest ? 1 : 0)]));
}
