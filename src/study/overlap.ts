/** @file What two datasets have in common that they must not: demonstrations and test. */
import { nearDuplicateClusters } from "#measures/clusters.ts";
import type { Instance } from "#core/words.ts";
import { comparableText } from "#tasks/comparable.ts";
import { labelsOf } from "#tasks/labels.ts";

export interface SharedText {
  /** Index in the demonstrations. */
  shown: number;
  /** Index in the test rows of the first text like it. */
  tested: number;
  /** The same text but for case, punctuation and spacing; else nearly the same (Jaccard 0.8 over words, or through others). */
  same: boolean;
}

export interface Overlap {
  shared: readonly SharedText[];
  /** Labels of test rows that no demonstration has, sorted. */
  labelsNotShown: readonly string[];
  /** Labels of demonstrations that no test row has, sorted. */
  labelsNotTested: readonly string[];
}

/**
 * Every demonstration that stands in the test rows too, exactly or nearly; and labels that only one side has. `labelsIn`
 * gives the labels, levels or entity types of one row; absent: its target.
 */
export function overlapOf(
  shown: readonly Instance[],
  tested: readonly Instance[],
  labelsIn: (row: Instance) => readonly string[] = ({ target }) => [target],
): Overlap {
  const key = (row: Instance) => comparableText(row.input) || row.input;
  const exact = new Map<string, number>();
  tested.forEach((row, i) => {
    if (!exact.has(key(row))) exact.set(key(row), i);
  });
  const clusters = nearDuplicateClusters([...tested, ...shown].map((row) => row.input));
  const near = new Map<string, number>();
  tested.forEach((_, i) => {
    if (!near.has(clusters[i]!)) near.set(clusters[i]!, i);
  });
  const shared = shown.flatMap((row, i): SharedText[] => {
    const same = exact.get(key(row));
    if (same !== undefined) return [{ shown: i, tested: same, same: true }];
    const like = near.get(clusters[tested.length + i]!);
    return like === undefined ? [] : [{ shown: i, tested: like, same: false }];
  });
  const all = (rows: readonly Instance[]) => labelsOf(rows.flatMap(labelsIn).map((target) => ({ target })));
  const [shownLabels, testedLabels] = [all(shown), all(tested)];
  return {
    shared,
    labelsNotShown: testedLabels.filter((label) => !shownLabels.includes(label)),
    labelsNotTested: shownLabels.filter((label) => !testedLabels.includes(label)),
  };
}
