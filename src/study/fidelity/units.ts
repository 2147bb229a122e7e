/** @file Which rows are one observation and must stay on one side of every split. */
import type { Instance } from "#core/words.ts";
import { nearDuplicateClusters } from "#measures/clusters.ts";

/**
 * Each row's unit: rows of one group, or of nearly the same text, directly or through others, share one. A unit is the
 * index of its first row. Empty for no rows.
 */
export function unitsOf(rows: readonly Pick<Instance, "input" | "group">[]): number[] {
  const parent = nearDuplicateClusters(rows.map((row) => row.input)).map(Number);
  const root = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const firstOf = new Map<string, number>();
  rows.forEach(({ group }, row) => {
    if (group === undefined) return;
    const first = firstOf.get(group);
    if (first === undefined) firstOf.set(group, row);
    else {
      const [one, two] = [root(first), root(row)];
      parent[Math.max(one, two)] = Math.min(one, two);
    }
  });
  return rows.map((_, row) => root(row));
}
