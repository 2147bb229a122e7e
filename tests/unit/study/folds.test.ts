import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { dealFolds, foldShare } from "#study/fidelity/folds.ts";
import { scriptedLabels, scriptedText } from "#support/scripted-model.ts";

function instances(count: number): Instance[] {
  const random = new Random(4);
  return Array.from({ length: count }, (_, i) => {
    const target = scriptedLabels[i % scriptedLabels.length]!;
    return { id: `row-${i}`, input: scriptedText(target, random), target };
  });
}

describe("dealing rows into folds", () => {
  it("spreads every label evenly and is seeded", () => {
    const rows = instances(60);
    const folds = dealFolds(rows, 4, 1);
    for (const label of scriptedLabels) {
      const sizes = [0, 1, 2, 3].map((fold) => rows.filter((r, i) => r.target === label && folds[i] === fold).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
    }
    expect(dealFolds(rows, 4, 1)).toEqual(folds);
    expect(dealFolds(rows, 4, 2)).not.toEqual(folds);
  });

  it("parts neither groups nor near-duplicates, directly or through each other", () => {
    const rows = instances(40).map((row, i) => ({ ...row, group: `talk ${i % 13}` }));
    rows[1] = { ...rows[1]!, input: "please wake me at seven in the morning tomorrow" };
    rows[2] = { ...rows[2]!, input: "Please wake me at seven in the morning, tomorrow!" };
    const folds = dealFolds(rows, 3, 1);
    const foldsOf = (of: (row: (typeof rows)[number]) => boolean) => new Set(folds.filter((_, i) => of(rows[i]!))).size;
    for (let talk = 0; talk < 13; talk++) expect(foldsOf(({ group }) => group === `talk ${talk}`)).toBe(1);
    expect(foldsOf(({ group }) => group === "talk 1" || group === "talk 2")).toBe(1);
  });

  it("says when there are too few rows", () => {
    expect(() => dealFolds(instances(3), 5, 1)).toThrow("needs 5 different test rows or groups; found 3");
  });

  it("shares rows to write out without losing one", () => {
    for (const [count, folds, turn] of [
      [7, 3, 0],
      [7, 3, 2],
      [2, 5, 4],
      [9, 3, 1],
    ] as const) {
      const parts = Array.from({ length: folds }, (_, fold) => foldShare(count, fold, folds, turn));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(count);
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
    }
  });
});
