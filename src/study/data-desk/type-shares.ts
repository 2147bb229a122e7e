/** @file How many sentences show each entity type, on both sides of a split. */
import type { Instance } from "#core/words.ts";
import { typesIn } from "#study/dataset-task.ts";
import type { LabelShare } from "#study/split.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { Parts } from "./parts.ts";
import type { SplitWay } from "./protocol.ts";

/** Under cross-fitting every row is on both sides, so there is nothing to tell. `tested` are the rows that `parts.tested` counts. */
export function typeShares(
  way: SplitWay,
  parts: Parts,
  rows: readonly Instance[],
  tested: readonly Instance[],
): LabelShare[] {
  if (way === "folds") return [];
  const shownRows = parts.shown.map((i) => rows[i]!);
  const testRows = parts.tested.map((i) => tested[i]!);
  const having = (list: readonly Instance[]) => {
    const byType = new Map<string, Instance[]>();
    for (const row of list) {
      for (const type of typesIn(row)) {
        const own = byType.get(type);
        if (own) own.push(row);
        else byType.set(type, [row]);
      }
    }
    return byType;
  };
  const [all, shown, test] = [having(rows), having(shownRows), having(testRows)];
  return [...new Set([...all.keys(), ...test.keys()])].sort().map((label) => {
    const own = all.get(label) ?? [];
    const demonstrations = shown.get(label)?.length ?? 0;
    return {
      ...{ label, rows: own.length, different: new Set(own.map(({ input }) => comparableText(input))).size },
      ...{ demonstrations, test: test.get(label)?.length ?? 0 },
      aside: way === "own" ? own.length - demonstrations : 0,
    };
  });
}
