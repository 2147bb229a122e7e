import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { rankCeiling, unrankableReason } from "#measures/rank-ceiling.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { simulate } from "./simulated-panel.ts";

const solvers = ["a", "b", "c", "d", "e", "f"];
const real = (step: number) =>
  simulate(
    {
      name: "real",
      generator: null,
      rows: 200,
      accuracy: Object.fromEntries(solvers.map((solver, i) => [solver, 0.5 + step * i])),
    },
    new Random(3),
  );

describe("rank ceiling", () => {
  it("is near 1 for a panel that spans ability", () => {
    const ceiling = rankCeiling(real(0.09), solvers, "accuracy", 1);
    expect(ceiling).toMatchObject({ rankable: true, n: 200 });
    expect(ceiling.estimate).toBeGreaterThan(0.9);
    expect(ceiling.low).toBeLessThanOrEqual(ceiling.estimate!);
  });

  it("refuses ranks of equals, and every rank correlation of the study says so", () => {
    const ceiling = rankCeiling(real(0), solvers, "accuracy", 1);
    expect(ceiling).toMatchObject({ rankable: false, reason: unrankableReason });
    expect(ceiling.estimate).toBeLessThan(0.8);
    const synthetic = { ...real(0.09), name: "by-a", generator: "a" };
    const { spearman } = measuresWithIntervals([real(0), synthetic], {
      solvers,
      metric: "accuracy",
      seed: 1,
      resamples: 50,
    }).measures;
    expect(spearman["by-a"]!.reason).toBe(unrankableReason);
  });

  it("is undefined for one unit, and where every half ties the panel", () => {
    const table = real(0.09);
    const lump = { ...table, clusters: table.targets.map(() => "one") };
    expect(rankCeiling(lump, solvers, "accuracy", 1)).toMatchObject({ estimate: null, rankable: false });
    const same = { ...table, predictions: Object.fromEntries(solvers.map((solver) => [solver, table.targets])) };
    expect(rankCeiling(same, solvers, "macroF1", 1)).toMatchObject({ estimate: null, rankable: false });
  });
});
