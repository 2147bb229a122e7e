import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { simulate } from "./simulated-panel.ts";

const models = ["a", "b", "c", "d"];
const ability: Record<string, number> = { a: 0.85, b: 0.75, c: 0.7, d: 0.6 };
const resamples = 200;
const studies = 200;

function covers({ low, high }: Measure, truth: number): boolean {
  return low! <= truth && truth <= high!;
}

/** Bias factors of simulated studies in which every model gains `bias` on its own data. */
function biasFactors(metric: "accuracy" | "macroF1", bias: number): Measure[] {
  return Array.from({ length: studies }, (_, study) => {
    const random = new Random(1000 + study);
    const tables = models.map((generator) => {
      const accuracy = { ...ability, [generator]: ability[generator]! + bias };
      return simulate({ name: `by-${generator}`, generator, rows: 60, accuracy }, random);
    });
    return Object.values(
      measuresWithIntervals(tables, { solvers: models, metric, seed: study, resamples }).measures.biasFactor,
    );
  }).flat();
}

describe("bias factor in simulated studies", () => {
  it.each(["accuracy", "macroF1"] as const)(
    "%s: without bias, intervals cover 0 about as often as they claim",
    (metric) => {
      const found = biasFactors(metric, 0);
      const share = found.filter((measure) => covers(measure, 0)).length / found.length;
      expect(share).toBeGreaterThan(0.925);
      expect(share).toBeLessThan(0.975);
    },
  );

  it("finds a planted bias without leaning to either side", () => {
    const found = biasFactors("accuracy", 0.1);
    const mean = found.reduce((sum, measure) => sum + measure.estimate!, 0) / found.length;
    expect(mean).toBeCloseTo(0.1, 2);
    const share = found.filter((measure) => covers(measure, 0.1)).length / found.length;
    expect(share).toBeGreaterThan(0.92);
    expect(found.filter((measure) => measure.low! > 0).length / found.length).toBeGreaterThan(0.3);
  });
});

describe("MSPD in simulated studies", () => {
  const panel = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const real = Object.fromEntries(panel.map((solver, i) => [solver, 0.5 + 0.05 * i]));

  function simulated(difference: number) {
    const synthetic = Object.fromEntries(
      panel.map((solver, i) => [solver, real[solver]! + (i % 2 ? difference : -difference)]),
    );
    const found = Array.from({ length: 60 }, (_, study) => {
      const random = new Random(5000 + study);
      const tables = [
        simulate({ name: "real", generator: null, rows: 120, accuracy: real }, random),
        simulate({ name: "by-a", generator: "a", rows: 120, accuracy: synthetic }, random),
      ];
      return measuresWithIntervals(tables, { solvers: panel, metric: "accuracy", seed: study, resamples }).measures;
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      raw: mean(found.map((measures) => measures.mspd["by-a"]!.estimate!)),
      corrected: mean(found.map((measures) => measures.mspdCorrected["by-a"]!.estimate!)),
      floor: mean(found.map((measures) => measures.mspdParts["by-a"]!.noiseFloor!)),
      rawCoverage: mean(found.map((measures) => Number(covers(measures.mspd["by-a"]!, difference ** 2)))),
      coverage: mean(found.map((measures) => Number(covers(measures.mspdCorrected["by-a"]!, difference ** 2)))),
    };
  }

  it("without difference: raw is the noise floor, corrected is 0 and covered, raw is never", () => {
    const { raw, corrected, floor, coverage, rawCoverage } = simulated(0);
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
      const { corrected, coverage, floor } = simulated(difference);
      expect(Math.abs(corrected - difference ** 2)).toBeLessThan(0.2 * floor);
      expect(coverage).toBeGreaterThan(0.93);
    }
  });
});
