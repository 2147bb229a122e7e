import { describe, expect, it } from "vitest";
import { sampleOf } from "#measures/across/arm.ts";
import { letterGroups, rankingOf } from "#measures/across/tied-groups.ts";
import { simulateArm } from "./simulated-arms.ts";

describe("compact letters", () => {
  const letters = (items: string, apart: readonly string[]) =>
    letterGroups(
      [...items],
      apart.map((pair) => [pair[0]!, pair[1]!] as const),
    ).map((group) => [...group].sort().join(""));

  it("give one group where nobody differs and one each where all do", () => {
    expect(letters("abc", [])).toEqual(["abc"]);
    expect(letters("abc", ["ab", "bc", "ac"])).toEqual(["a", "b", "c"]);
    expect(letters("", [])).toEqual([]);
  });

  it("let groups overlap where tied is not transitive", () => {
    expect(letters("abcd", ["ac", "ad", "bd"])).toEqual(["ab", "bc", "cd"]);
  });

  it("are exactly the largest sets of solvers of which no two differ", () => {
    const items = [..."abcde"];
    const pairs = items.flatMap((a, i) => items.slice(i + 1).map((b) => a + b));
    for (let graph = 0; graph < 1 << pairs.length; graph += 7) {
      const apart = pairs.filter((_, i) => graph & (1 << i));
      const subsets = Array.from({ length: 31 }, (_, i) => items.filter((_, k) => (i + 1) & (1 << k)).join(""));
      const free = subsets.filter((set) => apart.every((pair) => !set.includes(pair[0]!) || !set.includes(pair[1]!)));
      const largest = free.filter(
        (set) => !free.some((wider) => wider !== set && [...set].every((s) => wider.includes(s))),
      );
      expect([...letters("abcde", apart)].sort()).toEqual(largest.sort());
    }
  });
});

describe("statistically tied groups", () => {
  const ranking = (ability: Record<string, number>, seed: number, rows = 150) =>
    rankingOf(sampleOf(simulateArm({ key: "x", rows, ability }, seed), { seed, resamples: 200 }));

  it("seldom part equals, and part what is far apart", () => {
    const studies = 80;
    let parted = 0;
    for (let study = 0; study < studies; study++) {
      const { real } = ranking({ a: 0.7, b: 0.7, c: 0.7, d: 0.7 }, study, 80);
      if (real.groups.length > 1) parted++;
    }
    expect(parted / studies).toBeLessThan(0.12);
    const { average } = ranking({ a: 0.95, b: 0.94, c: 0.5, d: 0.49 }, 1);
    expect(average.groups.map(({ solvers }) => [...solvers].sort())).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(average.solvers.map(({ letters }) => letters).join("")).toBe("aabb");
  });

  it("rank best first, with the paired difference of every pair", () => {
    const { real } = ranking({ a: 0.5, b: 0.9, c: 0.7 }, 2);
    expect(real.solvers.map(({ solver, place }) => [solver, place])).toEqual([
      ["b", 1],
      ["c", 2],
      ["a", 3],
    ]);
    const score = (name: string) => real.solvers.find(({ solver }) => solver === name)!.score.estimate!;
    expect(real.pairs.map(({ better, worse }) => better + worse)).toEqual(["bc", "ba", "ca"]);
    for (const { better, worse, estimate } of real.pairs) {
      expect(estimate).toBeCloseTo(score(better) - score(worse), 12);
    }
  });
});
