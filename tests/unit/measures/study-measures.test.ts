import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { analyse } from "#measures/analyse.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { dependsOnScale, measuresWithIntervals, type StudyMeasuresOptions } from "#measures/study-measures.ts";
import { simulate, type SimulatedDataset } from "./simulated-panel.ts";

const solvers = ["a", "b", "c", "baseline"];
const base = { a: 0.9, b: 0.75, c: 0.6, baseline: 0.4 };
const options: StudyMeasuresOptions = { solvers, metric: "macroF1", seed: 7, resamples: 300 };

function tables(seed: number, ...more: SimulatedDataset[]): DatasetTable[] {
  const random = new Random(seed);
  const written = ["a", "b", "c"].map((generator) => ({
    name: `by-${generator}`,
    generator,
    rows: 80,
    accuracy: base,
  }));
  return [{ name: "real", generator: null, rows: 100, accuracy: base }, ...written, ...more].map((dataset) =>
    simulate(dataset, random),
  );
}

describe("measures of a study", () => {
  it.each(["accuracy", "macroF1"] as const)("estimates are those of the bare score matrix (%s)", (metric) => {
    const { matrix, measures } = measuresWithIntervals(tables(1), { ...options, metric });
    const bare = analyse(matrix);
    for (const kind of ["mspd", "spearman", "pearson", "biasFactor"] as const) {
      expect(Object.keys(measures[kind])).toEqual(Object.keys(bare[kind]));
      for (const [key, measure] of Object.entries(measures[kind])) {
        expect(measure.estimate).toBeCloseTo(bare[kind][key]!.estimate!, 12);
        expect(measure.low).toBeLessThanOrEqual(measure.high!);
      }
    }
    expect(measures.spearman["by-a"]!.p).toBe(bare.spearman["by-a"]!.p);
  });

  it("gives the same intervals again, and in any order of datasets", () => {
    const forwards = measuresWithIntervals(tables(2), options).measures;
    const backwards = measuresWithIntervals(tables(2).reverse(), options).measures;
    expect(measuresWithIntervals(tables(2), options).measures).toEqual(forwards);
    expect(backwards.biasFactor.a!.low).toBeCloseTo(forwards.biasFactor.a!.low!, 12);
    expect(backwards.mspdCorrected["by-b"]!.high).toBeCloseTo(forwards.mspdCorrected["by-b"]!.high!, 12);
    expect(measuresWithIntervals(tables(2), { ...options, seed: 8 }).measures).not.toEqual(forwards);
  });

  it("counts independent units, not rows", () => {
    const [real, ...rest] = tables(3);
    const clusters = real!.targets.map((_, i) => `user ${i % 25}`);
    const { measures } = measuresWithIntervals([{ ...real!, clusters }, ...rest], options);
    expect(measures.units).toEqual({ real: 25, "by-a": 80, "by-b": 80, "by-c": 80 });
    expect(measures.mspd["by-a"]!.n).toBe(25);
    expect(measures.biasFactor.a!.n).toBe(80);
  });

  it("copies of rows do not narrow an interval when they are clusters", () => {
    const width = (list: DatasetTable[]) => {
      const { low, high } = measuresWithIntervals(list, { ...options, metric: "accuracy", resamples: 1000 }).measures
        .biasFactor.a!;
      return high! - low!;
    };
    const twice = <T>(list: readonly T[]) => [...list, ...list];
    const single = tables(4);
    const doubled = single.map((table) => ({
      ...table,
      targets: twice(table.targets),
      clusters: twice(table.targets.map((_, i) => `text ${i}`)),
      predictions: Object.fromEntries(Object.entries(table.predictions).map(([solver, said]) => [solver, twice(said)])),
    }));
    expect(width(doubled) / width(single)).toBeCloseTo(1, 1);
    expect(width(doubled.map(({ clusters: _, ...table }) => table)) / width(single)).toBeLessThan(0.8);
  });

  it("widens the bias factor's interval when generation seeds disagree", () => {
    const run = (seed: number, own: number): SimulatedDataset => ({
      name: `by-a-${seed}`,
      generator: "a",
      seed,
      rows: 80,
      accuracy: { ...base, a: own },
    });
    const width = (list: DatasetTable[]) => {
      const { low, high } = measuresWithIntervals(list, options).measures.biasFactor.a!;
      return high! - low!;
    };
    expect(width(tables(5, run(2, 0.5)))).toBeGreaterThan(1.3 * width(tables(5, run(2, 0.9))));
  });

  it("reports a bias factor that changes sign between points and log-odds", () => {
    // Own data: 99% against 90% elsewhere; the rival loses 30 points but few log-odds.
    const scored = (name: string, generator: string, hits: Record<string, number>): DatasetTable => ({
      name,
      generator,
      seed: 1,
      targets: Array.from({ length: 1000 }, (_, i) => (i % 2 ? "x" : "y")),
      predictions: Object.fromEntries(
        ["a", "b"].map((solver) => [
          solver,
          Array.from({ length: 1000 }, (_, i) => (i < hits[solver]! ? (i % 2 ? "x" : "y") : "z")),
        ]),
      ),
    });
    const list = [scored("da", "a", { a: 995, b: 600 }), scored("db", "b", { a: 900, b: 460 })];
    const { biasFactor, biasFactorLogOdds } = measuresWithIntervals(list, {
      ...options,
      solvers: ["a", "b"],
      metric: "accuracy",
    }).measures;
    expect(Math.sign(biasFactor.a!.estimate!)).toBe(-Math.sign(biasFactorLogOdds.a!.estimate!));
    expect(biasFactor.a!.reason).toBe(dependsOnScale);
    expect(biasFactorLogOdds.a!.reason).toBe(dependsOnScale);
  });

  it("adds controls against groups, undefined where a group is empty", () => {
    const controls = { "same family": { a: "x", b: "x", c: "y" }, "same demonstrations": { a: null, b: "1", c: "1" } };
    const { biasFactorControls } = measuresWithIntervals(tables(6), { ...options, controls }).measures;
    expect(biasFactorControls["same family"]!.a!.estimate).toBeTypeOf("number");
    expect(biasFactorControls["same family"]!.a!.low).toBeTypeOf("number");
    expect(biasFactorControls["same family"]!.c).toMatchObject({
      estimate: null,
      reason: expect.stringContaining('"c"'),
    });
    expect(biasFactorControls["same demonstrations"]!.a!.estimate).toBeNull();
  });

  it("tells a model from its draw: the mean over draws against rivals of the same draw", () => {
    const checkpoints = ["a1", "b1", "a2", "b2"];
    const place = (solver: string) => ({ model: solver[0]!, draw: solver[1]! });
    const crossing = Object.fromEntries(checkpoints.map((solver) => [solver, place(solver)]));
    // Each draw helps its own readers everywhere it is written by .2; model a alone likes its own data, by .1.
    const accuracy = (writer: string, solver: string) =>
      0.5 + (writer[1] === solver[1] ? 0.2 : 0) + (writer === solver && solver[0] === "a" ? 0.1 : 0);
    const list = checkpoints.map((generator) => {
      const row = Object.fromEntries(checkpoints.map((solver) => [solver, accuracy(generator, solver)]));
      return simulate({ name: `by-${generator}`, generator, rows: 4000, accuracy: row }, new Random(11));
    });
    const study = { ...options, solvers: checkpoints, metric: "accuracy" as const, resamples: 100 };
    const { biasFactor, biasFactorOverDraws } = measuresWithIntervals(list, { ...study, crossing }).measures;
    expect(biasFactor.b1!.estimate).toBeGreaterThan(0.1);
    expect(biasFactorOverDraws.a!.estimate).toBeCloseTo(0.05, 1);
    expect(biasFactorOverDraws.a).toMatchObject({ n: 2, low: expect.any(Number) });
    expect(biasFactorOverDraws.a!.low).toBeLessThan(biasFactorOverDraws.a!.estimate!);
    expect(Math.abs(biasFactorOverDraws.b!.estimate! - biasFactorOverDraws.a!.estimate!)).toBeLessThan(0.02);
    expect(measuresWithIntervals(list, study).measures.biasFactorOverDraws).toEqual({});
  });

  it("splits MSPD into parts that add up, raw and corrected", () => {
    const { mspd, mspdCorrected, mspdParts } = measuresWithIntervals(tables(7), options).measures;
    for (const [key, part] of Object.entries(mspdParts)) {
      expect(part.squaredShift.estimate! + part.variance.estimate!).toBeCloseTo(mspd[key]!.estimate!, 12);
      const corrected = part.correctedSquaredShift.estimate! + part.correctedVariance.estimate!;
      expect(corrected).toBeCloseTo(mspdCorrected[key]!.estimate!, 12);
      expect(mspd[key]!.estimate! - mspdCorrected[key]!.estimate!).toBeCloseTo(part.noiseFloor!, 12);
    }
    expect(mspd["by-a"]!.reason).toContain("sampling noise");
  });

  it("gives only bias factors without real data, and no interval to a dataset of one unit", () => {
    const [, ...written] = tables(8);
    const { measures } = measuresWithIntervals(written, options);
    expect(measures.mspd).toEqual({});
    expect(measures.rankCeiling).toMatchObject({ estimate: null, rankable: false });
    const lump = written.map((table) => ({ ...table, clusters: table.targets.map(() => "one") }));
    expect(measuresWithIntervals(lump, options).measures.biasFactor.a).toMatchObject({ n: 1, low: null });
  });

  it("refuses what is no study", () => {
    expect(() => measuresWithIntervals([], options)).toThrow("No datasets");
    expect(() => measuresWithIntervals([...tables(1), ...tables(1)], options)).toThrow("2 real datasets");
    const [, first] = tables(1);
    expect(() => measuresWithIntervals([first!, first!], options)).toThrow('named "by-a"');
    expect(() => measuresWithIntervals(tables(1), { ...options, solvers: [...solvers, "d"] })).toThrow(
      'predictions of "d"',
    );
  });
});
