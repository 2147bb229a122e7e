import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { withIntervals } from "#measures/intervals.ts";
import { metrics, type Metric } from "#measures/metrics.ts";
import { scoreCoverage, scoreIntervals } from "#measures/score-intervals.ts";
import { biasFactorsOf } from "#measures/statistics.ts";
import { simulate } from "./simulated-panel.ts";
import { mspdOf, sampleOf } from "./simulated-sample.ts";
import { simulateTask } from "./simulated-tasks.ts";

const resamples = 200;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function covers({ low, high }: Pick<Measure, "low" | "high">, truth: number): boolean {
  return low! <= truth + 1e-12 && truth - 1e-12 <= high!;
}

interface Case {
  metric: Metric;
  rows: number;
  studies: number;
}

/** A set whose solvers score `score`. */
function made(metric: Metric, rows: number, generator: string | null, score: Record<string, number>, random: Random) {
  const { task } = metrics[metric];
  const set = { name: generator === null ? "real" : `by-${generator}`, generator, rows };
  return task === "classification"
    ? simulate({ ...set, accuracy: score }, random)
    : simulateTask(task, { ...set, score }, random);
}

describe("scores in simulated studies", () => {
  const truths: Record<string, number> = { a: 0.85, b: 0.75, c: 0.7, d: 0.6 };
  const solvers = Object.keys(truths);

  it.each([
    { metric: "accuracy", rows: 50, studies: 150 },
    { metric: "accuracy", rows: 200, studies: 150 },
    { metric: "exactMatch", rows: 50, studies: 150 },
    { metric: "pearson", rows: 50, studies: 150 },
    { metric: "pearson", rows: 200, studies: 100 },
    { metric: "strictF1", rows: 50, studies: 100 },
    { metric: "strictF1", rows: 200, studies: 60 },
  ] as (Case & { metric: keyof typeof scoreCoverage.score; rows: 50 | 200 })[])(
    "$metric of $rows rows: intervals cover as often as is stated",
    ({ metric, rows, studies }) => {
      const found = Array.from({ length: studies }, (_, study) => {
        const table = made(metric, rows, null, truths, new Random(2000 + study));
        const intervals = scoreIntervals(sampleOf([table], { solvers, metric, seed: study, resamples })).real!;
        return intervals.map((interval, m) => {
          return Number(interval !== null && covers({ low: interval[0], high: interval[1] }, truths[solvers[m]!]!));
        });
      }).flat();
      expect(Math.abs(mean(found) - scoreCoverage.score[metric][rows])).toBeLessThan(0.04);
    },
  );
});

describe("bias factor in simulated studies", () => {
  const models = ["a", "b", "c", "d"];

  /** Bias factors of simulated studies in which every model gains `bias` on its own data. */
  function biasFactors({ metric, rows, studies }: Case, bias: number): Measure[] {
    const levels = metric === "strictF1" ? [0.7, 0.6, 0.5, 0.4] : [0.85, 0.75, 0.7, 0.6];
    return Array.from({ length: studies }, (_, study) => {
      const random = new Random(1000 + study);
      const tables = models.map((generator) => {
        const score = models.map((model, m) => [model, levels[m]! + (model === generator ? bias : 0)]);
        return made(metric, rows, generator, Object.fromEntries(score) as Record<string, number>, random);
      });
      const sample = sampleOf(tables, { solvers: models, metric, seed: study, resamples });
      return Object.values(withIntervals(sample, biasFactorsOf(sample.panel)));
    }).flat();
  }

  it.each<[Metric, number, number]>([
    ["accuracy", 50, 0],
    ["accuracy", 200, 0.1],
    ["macroF1", 60, 0],
    ["pearson", 50, 0.05],
    ["strictF1", 50, 0.05],
  ])("%s of %i rows, bias %f: intervals cover it about as often as they claim", (metric, rows, bias) => {
    const found = biasFactors({ metric, rows, studies: rows > 100 ? 80 : 150 }, bias);
    const share = mean(found.map((measure) => Number(covers(measure, bias))));
    expect(share).toBeGreaterThan(0.915);
    expect(share).toBeLessThan(0.98);
  });

  it("finds a planted bias without leaning to either side", () => {
    const found = biasFactors({ metric: "accuracy", rows: 60, studies: 150 }, 0.1);
    expect(mean(found.map((measure) => measure.estimate!))).toBeCloseTo(0.1, 2);
    expect(mean(found.map((measure) => Number(measure.low! > 0)))).toBeGreaterThan(0.3);
  });
});

describe("MSPD in simulated studies", () => {
  const panel = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const real = Object.fromEntries(panel.map((solver, i) => [solver, 0.5 + 0.05 * i]));

  function simulated(rows: number, studies: number, differenceOf: (m: number) => number) {
    const synthetic = Object.fromEntries(panel.map((solver, m) => [solver, real[solver]! + differenceOf(m)]));
    const differences = panel.map((_, m) => differenceOf(m));
    const shift = mean(differences) ** 2;
    const found = Array.from({ length: studies }, (_, study) => {
      const random = new Random(5000 + study);
      const tables = [
        simulate({ name: "real", generator: null, rows, accuracy: real }, random),
        simulate({ name: "by-a", generator: "a", rows, accuracy: synthetic }, random),
      ];
      return mspdOf(tables, { solvers: panel, metric: "accuracy", seed: study, resamples });
    });
    const truth = mean(differences.map((difference) => difference ** 2));
    const covered = (of: (measures: (typeof found)[number]) => Measure, value: number) =>
      mean(found.map((measures) => Number(covers(of(measures), value))));
    return {
      truth,
      raw: mean(found.map(({ mspd }) => mspd["by-a"]!.estimate!)),
      corrected: mean(found.map(({ mspdCorrected }) => mspdCorrected["by-a"]!.estimate!)),
      floor: mean(found.map(({ mspdParts }) => mspdParts["by-a"]!.noiseFloor!)),
      rawCoverage: covered(({ mspd }) => mspd["by-a"]!, truth),
      coverage: covered(({ mspdCorrected }) => mspdCorrected["by-a"]!, truth),
      shiftCoverage: covered(({ mspdParts }) => mspdParts["by-a"]!.correctedSquaredShift, shift),
    };
  }

  it("without difference: raw is the noise floor, corrected is 0 and covered, raw is never", () => {
    const { raw, corrected, floor, coverage, rawCoverage } = simulated(120, 60, () => 0);
    const expected = panel.reduce(
      (sum, solver) => sum + (2 * real[solver]! * (1 - real[solver]!)) / 120 / panel.length,
      0,
    );
    expect(floor / expected).toBeCloseTo(1, 1);
    expect(raw / floor).toBeCloseTo(1, 0);
    expect(Math.abs(corrected)).toBeLessThan(0.2 * floor);
    expect(coverage).toBeGreaterThan(0.95);
    expect(rawCoverage).toBeLessThan(0.05);
  });

  it("with differences near the floor and above it: corrected is unbiased and covered", () => {
    for (const difference of [0.06, 0.12]) {
      const { truth, corrected, coverage, floor } = simulated(120, 60, (m) => (m % 2 ? difference : -difference));
      expect(Math.abs(corrected - truth)).toBeLessThan(0.2 * floor);
      expect(coverage).toBeGreaterThan(0.93);
    }
  });

  it.each([
    [50, 150],
    [200, 100],
  ])("a benchmark of %i rows that is harder for everybody: shift and corrected MSPD are covered", (rows, studies) => {
    const { shiftCoverage, coverage } = simulated(rows, studies, () => -0.2);
    for (const share of [shiftCoverage, coverage]) {
      expect(share).toBeGreaterThan(0.89); // .95 less 2.5 simulation errors
      expect(share).toBeLessThan(0.99);
    }
  });
});
