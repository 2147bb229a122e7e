import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { percentileInterval, quantile } from "#measures/bootstrap.ts";
import { drawHalf, drawWeights, resamplingPlan } from "#measures/resampling.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe("resampling", () => {
  it("keeps the weight of every label", () => {
    const targets = ["a", "a", "b", "b", "b", "a", "a"];
    const plan = resamplingPlan({ targets }, "accuracy");
    const random = new Random(1);
    for (let k = 0; k < 50; k++) {
      const weights = drawWeights(plan, random, new Float64Array(7));
      expect(sum(weights.filter((_, i) => targets[i] === "a"))).toBeCloseTo(4, 12);
      expect(sum(weights.filter((_, i) => targets[i] === "b"))).toBeCloseTo(3, 12);
    }
  });

  it("draws the rows of a cluster together and counts clusters as units", () => {
    const plan = resamplingPlan({ targets: ["a", "a", "a", "a"], clusters: ["x", "y", "x", "z"] }, "accuracy");
    expect(plan.units).toBe(3);
    const random = new Random(2);
    for (let k = 0; k < 50; k++) {
      const weights = drawWeights(plan, random, new Float64Array(4));
      expect(weights[0]).toBe(weights[2]);
    }
  });

  it("varies as much as a sample does, even with two rows per label", () => {
    const targets = ["a", "a", "b", "b", "c", "c"];
    const values = [1, 0, 1, 0, 0, 0];
    const plan = resamplingPlan({ targets }, "accuracy");
    const random = new Random(3);
    const means = Array.from({ length: 20_000 }, () => {
      const weights = drawWeights(plan, random, new Float64Array(6));
      return sum(weights.map((weight, i) => weight * values[i]!)) / sum(weights);
    });
    const mean = sum(means) / means.length;
    const variance = sum(means.map((value) => (value - mean) ** 2)) / means.length;
    // Per label (n/N)² s²/n: twice (2/6)² * 0.5/2, once 0.
    expect(variance).toBeCloseTo(2 * (1 / 9) * 0.25, 3);
  });

  it("joins labels of one unit, which could not vary alone", () => {
    expect(resamplingPlan({ targets: ["a", "b", "c", "c"] }, "accuracy").strata.map((units) => units.length)).toEqual([
      2, 2,
    ]);
    expect(resamplingPlan({ targets: ["a", "c", "c"] }, "accuracy").strata.map((units) => units.length)).toEqual([3]);
  });

  it("leaves a single unit as it is", () => {
    const plan = resamplingPlan({ targets: ["a", "b"], clusters: ["x", "x"] }, "accuracy");
    expect([...drawWeights(plan, new Random(4), new Float64Array(2))]).toEqual([1, 1]);
  });

  it("halves every label, alternating who gets the odd row", () => {
    const targets = ["a", "a", "a", "b", "b", "b", "c", "c"];
    const half = drawHalf(resamplingPlan({ targets }, "accuracy"), new Random(5), new Float64Array(8));
    expect(sum(half)).toBe(4);
    expect(sum(half.slice(6))).toBe(1);
  });
});

describe("percentile interval", () => {
  it("interpolates as numpy.quantile([1, 2, 3, 4], 0.1) = 1.3", () =>
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 14));

  it("leaves out undefined resamples up to 5%, and gives none beyond", () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 5 ? NaN : i));
    expect(percentileInterval(values)!.low).toBeGreaterThan(4);
    values[5] = NaN;
    expect(percentileInterval(values)).toBeNull();
  });
});
