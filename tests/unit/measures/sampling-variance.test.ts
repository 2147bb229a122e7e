import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { resampleScores } from "#measures/bootstrap.ts";
import { rowValues } from "#measures/scores.ts";
import { mspdNoise, varianceOfAverage } from "#measures/noise-correction.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { resampledVariance, varianceOfMeans } from "#measures/sampling-variance.ts";
import { simulate } from "./simulated-panel.ts";

const solvers = ["a", "b"];
const accuracy = { a: 0.8, b: 0.6 };

function variancesOf(rows: number, clusters?: string[]) {
  const table = {
    ...simulate({ name: "d", generator: "a", rows, accuracy }, new Random(1)),
    ...(clusters && { clusters }),
  };
  const analytic = varianceOfMeans(
    solvers.map((solver) => rowValues(table, solver, "accuracy")),
    resamplingPlan(table, "accuracy"),
  );
  const resampled = resampleScores([table], solvers, "accuracy", { seed: 1, resamples: 8000 });
  return { analytic, bootstrapped: resampledVariance(resampled, 2, 1, 0) };
}

describe("sampling variance", () => {
  it("is p(1 - p)/(n - 1) for accuracy on rows of one label", () => {
    const targets = ["x", "x", "x", "x"];
    const table = { targets, name: "d", generator: null, seed: null, predictions: { a: ["x", "x", "x", null] } };
    const { perSolver, ofMean } = varianceOfMeans(
      ["a"].map((solver) => rowValues(table, solver, "accuracy")),
      resamplingPlan(table, "accuracy"),
    );
    expect(perSolver[0]).toBeCloseTo((0.75 * 0.25) / 3, 14);
    expect(ofMean).toBeCloseTo(perSolver[0]!, 14);
  });

  it.each([
    ["rows", 40, undefined],
    ["two rows per label", 8, undefined],
    ["clusters", 40, Array.from({ length: 40 }, (_, i) => `user ${Math.floor(i / 8)}-${i % 4}`)],
  ])("agrees between formula and bootstrap for %s", (_, rows, clusters) => {
    const { analytic, bootstrapped } = variancesOf(rows, clusters);
    expect(bootstrapped.ofMean / analytic.ofMean).toBeCloseTo(1, 0.9);
    for (const m of [0, 1]) expect(bootstrapped.perSolver[m]! / analytic.perSolver[m]!).toBeCloseTo(1, 0.9);
  });

  it("leaves out resamples without a score, up to one in twenty", () => {
    const scores = Float64Array.from({ length: 40 }, (_, b) => (b === 7 ? NaN : b % 2));
    // numpy.var([b % 2 for b in range(40) if b != 7], ddof=1)
    expect(resampledVariance(scores, 1, 1, 0).perSolver[0]).toBeCloseTo(0.2564102564102564, 14);
    expect(resampledVariance(scores.fill(NaN, 0, 3), 1, 1, 0).perSolver[0]).toBeNaN();
  });

  it("of an average of equals is one part's over their number", () => {
    const part = { perSolver: Float64Array.of(0.004, 0.002), ofMean: 0.002 };
    const average = varianceOfAverage([part, part, part, part]);
    expect([...average.perSolver, average.ofMean]).toEqual([0.001, 0.0005, 0.0005]);
    expect(mspdNoise(average, part)).toEqual({ floor: expect.closeTo(0.00375, 14), ofShift: 0.0025 });
  });

  it("draws two datasets independently, whatever they hold", () => {
    const table = simulate({ name: "one", generator: "a", rows: 40, accuracy }, new Random(2));
    const resampled = resampleScores([table, { ...table, name: "two" }], ["a"], "accuracy", { seed: 1, resamples: 50 });
    const differences = Array.from({ length: 50 }, (_, b) => resampled[2 * b]! - resampled[2 * b + 1]!);
    expect(differences.filter((difference) => difference !== 0).length).toBeGreaterThan(25);
  });
});
