import { describe, expect, it } from "vitest";
import type { ScoreMatrix } from "#core/words.ts";
import { analyse } from "#measures/analyse.ts";

const matrix: ScoreMatrix = {
  metric: "accuracy",
  real: "real",
  solvers: ["a", "b", "baseline"],
  datasets: { real: [0.9, 0.6, 0.3], da: [0.9, 0.5, 0.2], db: [0.7, 0.7, 0.4] },
  generators: { da: "a", db: "b" },
};

describe("analyse", () => {
  it("adds the average of generators and leaves out the real dataset", () => {
    const { mspd, spearman, pearson } = analyse(matrix);
    for (const measures of [mspd, spearman, pearson]) {
      expect(Object.keys(measures)).toEqual(["da", "db", "average of generators"]);
    }
    expect(mspd["average of generators"]!.estimate).toBeCloseTo((0.1 ** 2 + 0 + 0) / 3, 14);
  });

  it("says why there are no intervals, and counts what is compared", () => {
    const { mspd, biasFactor } = analyse(matrix);
    expect(mspd.da).toMatchObject({ low: null, high: null, n: 3, reason: expect.stringContaining("No interval") });
    expect(biasFactor.a).toMatchObject({ low: null, high: null, n: 2 });
  });

  it("gives rank correlations with p-values and warns of panels that cannot reach significance", () => {
    const { spearman } = analyse(matrix);
    expect(spearman.da).toMatchObject({ estimate: 1, p: 2 / 6, reason: expect.stringContaining("p < .05") });
  });

  it("gives only bias factors without real data", () => {
    const { biasFactor, ...rest } = analyse({ ...matrix, real: null });
    expect(rest).toEqual({ mspd: {}, spearman: {}, pearson: {} });
    expect(Object.keys(biasFactor)).toEqual(["a", "b"]);
  });

  it.each([
    ["a constant row", { da: [0.5, 0.5, 0.5] }, "spearman", 'All solvers score the same on "da"'],
    ["a constant real row", { real: [0.5, 0.5, 0.5] }, "pearson", 'All solvers score the same on "real"'],
    ["a missing score", { da: [0.5, null, 0.5] }, "mspd", '"b" has no score on "da"'],
  ] as const)("is undefined with a reason for %s", (_, datasets, measure, reason) => {
    const found = analyse({ ...matrix, datasets: { ...matrix.datasets, ...datasets } })[measure].da;
    expect(found).toMatchObject({ estimate: null, low: null, high: null, reason: expect.stringContaining(reason) });
  });

  it("has no average of fewer than two generators", () => {
    const { spearman } = analyse({ ...matrix, generators: { da: "a" } });
    expect(spearman["average of generators"]).toMatchObject({ estimate: null, p: null });
  });

  it("refuses generators that are no solvers and names that are no datasets", () => {
    expect(() => analyse({ ...matrix, generators: { da: "z" } })).toThrow('"z", which is not a solver');
    expect(() => analyse({ ...matrix, real: "reel" })).toThrow('"reel" is not a dataset');
  });
});
