/** @file Which demonstrations to draw, so that few of them show many entity types. */
import { readSpans } from "#measures/spans.ts";
import type { Example } from "#tasks/task.ts";

/**
 * The rows in an order in which each run of `each` rows, from the first on, holds every label where that can be: a run takes
 * the first row in the given order that has a label it lacks (where fewer rows than lacking labels are left, the row with
 * the most of them), and fills up with the next rows once it has all or no row has more.
 */
export function coverage<Row extends Example>(rows: readonly Row[], labels: readonly string[], each: number): Row[] {
  let left = rows.map((row) => ({ row, labels: new Set(readSpans(row.target).map(({ label }) => label)) }));
  const ordered: Row[] = [];
  while (left.length > 0) {
    const lacking = new Set(labels);
    const run = new Set<(typeof left)[number]>();
    while (run.size < each && lacking.size > 0) {
      const gain = ({ labels: own }: (typeof left)[number]) => [...own].filter((label) => lacking.has(label)).length;
      const useful = left.filter((one) => !run.has(one) && gain(one) > 0);
      const tight = each - run.size < lacking.size;
      const next = tight
        ? useful.reduce<(typeof left)[number] | undefined>(
            (best, one) => (best && gain(best) >= gain(one) ? best : one),
            undefined,
          )
        : useful[0];
      if (!next) break;
      run.add(next);
      next.labels.forEach((label) => lacking.delete(label));
    }
    for (const one of left) if (run.size < each) run.add(one);
    ordered.push(...[...run].map(({ row }) => row));
    left = left.filter((one) => !run.has(one));
  }
  return ordered;
}
