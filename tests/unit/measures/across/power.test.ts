import { describe, expect, it } from "vitest";
import { sampleOf } from "#measures/across/arm.ts";
import { biasOf } from "#measures/across/bias-over-datasets.ts";
import { pilotPanel } from "#measures/across/pilot.ts";
import { assumedPanel, biasError, powerOf } from "#measures/across/power.ts";
import { rankTestFacts } from "#measures/across/rank-test-facts.ts";
import { measured } from "#measures/across/spread.ts";
import { spearman } from "#measures/rank-correlation.ts";
import { simulateArm } from "./simulated-arms.ts";

describe("what a rank correlation can show", () => {
  it("is nothing with 4 solvers and only a perfect order with 5", () => {
    expect(rankTestFacts(2)).toMatchObject({ leastP: 1, leastCorrelation: null });
    expect(rankTestFacts(4)).toMatchObject({ leastP: 2 / 24, leastCorrelation: null, orders: null });
    expect(rankTestFacts(5)).toMatchObject({ leastP: 2 / 120, leastCorrelation: 1, orders: 2 });
  });

  // all orders r of range(n) counted by itertools.permutations: least |1 - 6 sum(d²) / (n³ - n)| reached by <= 5% of them
  it.each([
    [6, 0.885714286, 24],
    [7, 0.785714286, 242],
    [8, 0.738095238, 1_848],
  ])("with %i solvers starts at %f", (solvers, least, orders) => {
    expect(rankTestFacts(solvers)).toMatchObject({ leastCorrelation: expect.closeTo(least, 8), orders });
  });

  it("above 8 solvers follows t", () => {
    // t = scipy.stats.t.ppf(.975, 10); t / numpy.sqrt(10 + t * t) = 0.575983
    expect(rankTestFacts(12).leastCorrelation).toBeCloseTo(0.575983, 3);
    expect(() => rankTestFacts(2.5)).toThrow(RangeError);
  });
});

describe("how many rows", () => {
  const models = 6;
  const panel = assumedPanel(models);
  /** Every simulated table has a latent correlation of .3 between solvers, about .19 between right answers. */
  const ability = Object.fromEntries(panel.abilities.map((p, i) => [`m${i}`, p]));

  it("stands on the standard deviation of an unbiased bias factor, as the formula has it for equal variances", () => {
    const equal = { abilities: panel.abilities, rowVariances: panel.abilities.map(() => 0.2), rowCorrelation: 0.3 };
    const { biasError: found } = powerOf({ rows: 150, panel: equal, seed: 1 });
    expect(found!.median / biasError(0.2, 0.3, 150)).toBeGreaterThan(0.96);
    expect(found!.median / biasError(0.2, 0.3, 150)).toBeLessThan(1.04);
  });

  it("gives a bias factor that 80% of studies of rows, resampled in full, do detect", () => {
    const rows = 120;
    const abilities = [0.4, 0.43, 0.46, 0.49, 0.52, 0.55];
    const rowVariances = abilities.map((p) => p * (1 - p));
    const { biasFactor } = powerOf({ rows, panel: { abilities, rowVariances, rowCorrelation: 0.19 }, seed: 2 });
    const solvers = Object.fromEntries(abilities.map((p, i) => [`m${i}`, p]));
    const bias = Object.fromEntries(Object.keys(solvers).map((solver) => [solver, biasFactor!.plain.median]));
    const studies = 100;
    let detected = 0;
    for (let study = 0; study < studies; study++) {
      const arm = simulateArm({ key: "x", rows, ability: solvers, bias }, study);
      const { spreads } = biasOf(sampleOf(arm, { seed: study, resamples: 120 }));
      detected += [...spreads.values()].filter((spread) => measured(spread).low! > 0).length;
    }
    expect(detected / (studies * models)).toBeGreaterThan(0.76);
    expect(detected / (studies * models)).toBeLessThan(0.85);
  });

  it("gives the ceiling of SRCC that perfect benchmarks of rows reach", () => {
    const rows = 80;
    const { perfectSpearman } = powerOf({ rows, panel, seed: 3 });
    const found = Array.from({ length: 150 }, (_, study) => {
      const { tables, solvers } = simulateArm({ key: "x", rows, ability, generators: ["m0"] }, 700 + study);
      const scores = tables.map((table) =>
        solvers.map((solver) => table.targets.filter((target, i) => table.predictions[solver]![i] === target).length),
      );
      return spearman(scores[0]!, scores[1]!);
    });
    const mean = found.reduce((sum, rho) => sum + rho / found.length, 0);
    expect(Math.abs(mean - perfectSpearman!.single.mean)).toBeLessThan(0.02);
    expect(perfectSpearman!.average.mean).toBeGreaterThan(perfectSpearman!.single.mean);
  });

  it("gives a difference of scores whose order shows in 95% of the samples", () => {
    const rows = 100;
    const { scoreDifference } = powerOf({ rows, panel: { ...assumedPanel(2), rowVariances: [0.21, 0.21] }, seed: 4 });
    const pair = { low: 0.7 - scoreDifference! / 2, high: 0.7 + scoreDifference! / 2 };
    let right = 0;
    for (let study = 0; study < 400; study++) {
      const { tables } = simulateArm({ key: "x", rows, ability: pair, generators: [] }, study);
      const { targets, predictions } = tables[0]!;
      const hits = (solver: string) => targets.filter((target, i) => predictions[solver]![i] === target).length;
      right += hits("high") > hits("low") ? 1 : hits("high") === hits("low") ? 0.5 : 0;
    }
    expect(right / 400).toBeGreaterThan(0.92);
    expect(right / 400).toBeLessThan(0.98);
  });

  it("asks for more as claims are more and less as rows are more", () => {
    const few = powerOf({ rows: 50, panel, seed: 5 });
    const many = powerOf({ rows: 450, panel, seed: 5 });
    expect(few.biasFactor!.holm.median).toBeGreaterThan(few.biasFactor!.plain.median);
    expect(few.biasFactor!.plain.median / many.biasFactor!.plain.median).toBeCloseTo(3, 0);
    expect(powerOf({ rows: 50, panel, seed: 5 })).toEqual(few);
    expect(powerOf({ rows: 50, panel: assumedPanel(1), seed: 5 })).toMatchObject({ biasFactor: null });
    expect(() => powerOf({ rows: 1, panel, seed: 5 })).toThrow("found 1 rows");
  });

  it("reads a pilot: scores, variance of a row, correlation between solvers", () => {
    const { tables, solvers } = simulateArm({ key: "x", rows: 600, ability, generators: [] }, 8);
    const pilot = pilotPanel(tables[0]!, solvers, "accuracy", { seed: 1, resamples: 400 });
    pilot.abilities.forEach((p, i) => {
      expect(Math.abs(p - panel.abilities[i]!)).toBeLessThan(0.07);
      expect(pilot.rowVariances[i]! / (p * (1 - p))).toBeGreaterThan(0.8);
      expect(pilot.rowVariances[i]! / (p * (1 - p))).toBeLessThan(1.2);
    });
    expect(pilot.rowCorrelation).toBeGreaterThan(0.1);
    expect(pilot.rowCorrelation).toBeLessThan(0.3);
  });
});
