import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { expandedPercentileInterval, holm, normalCdf, t975 } from "#measures/small-samples.ts";

describe("quantiles", () => {
  it("Student's t: scipy.stats.t.ppf(.975, df)", () => {
    const golden: [number, number][] = [
      [2, 4.30265],
      [4, 2.77645],
      [9, 2.26216],
      [19, 2.09302],
      [1_000, 1.96234],
    ];
    for (const [df, value] of golden) expect(Math.abs(t975(df) / value - 1)).toBeLessThan(0.01);
    expect(t975(30)).toBeCloseTo(2.04227, 4);
    expect(() => t975(0)).toThrow("0 degrees");
  });

  it("normal: scipy.stats.norm.cdf([-3, -1, 0, .5, 1.96])", () => {
    const golden = [0.0013499, 0.15865525, 0.5, 0.69146246, 0.9750021];
    [-3, -1, 0, 0.5, 1.96].forEach((x, i) => expect(normalCdf(x)).toBeCloseTo(golden[i]!, 6));
  });
});

describe("Holm's correction", () => {
  it("multiplies the k-th smallest of n by n - k + 1 and never falls, as worked out by hand", () => {
    [0.04, 0.09, 0.09, 0.025, 0.9].forEach((p, i) => {
      expect(holm([0.01, 0.04, 0.03, 0.005, 0.9])[i]).toBeCloseTo(p, 12);
    });
    expect(holm([])).toEqual([]);
    expect(holm([0.7, 0.8])).toEqual([1, 1]);
  });
});

describe("expanded percentile interval", () => {
  const uniform = Float64Array.from({ length: 1_001 }, (_, i) => i / 1_000);

  it("with many units is the percentile interval, with few it is wider, with one there is none", () => {
    expect(expandedPercentileInterval(uniform, 100_000)!.low).toBeCloseTo(0.025, 3);
    expect(expandedPercentileInterval(uniform, 10)!.low).toBeCloseTo(0.0118, 3);
    expect(expandedPercentileInterval(uniform, 10)!.high).toBeCloseTo(0.9882, 3);
    expect(expandedPercentileInterval(uniform, 1)).toBeNull();
    expect(expandedPercentileInterval(Float64Array.of(0, NaN), 9)).toBeNull();
  });

  it("covers the mean of 8 normal values about as often as it claims, where the plain one does not", () => {
    const random = new Random(5);
    let plain = 0;
    let expanded = 0;
    const studies = 400;
    for (let s = 0; s < studies; s++) {
      const values = Array.from({ length: 8 }, () => random.normal());
      // the rescaling bootstrap: 7 of 8 drawn, so that the variance is unbiased
      const means = Float64Array.from({ length: 400 }, () => {
        let sum = 0;
        for (let k = 0; k < 7; k++) sum += random.pick(values) / 7;
        return sum;
      });
      const covers = ({ low, high }: { low: number; high: number }) => low <= 0 && high >= 0;
      if (covers(expandedPercentileInterval(means, 8)!)) expanded++;
      if (covers(expandedPercentileInterval(means, 100_000)!)) plain++;
    }
    expect(plain / studies).toBeLessThan(0.925);
    expect(expanded / studies).toBeGreaterThan(0.92);
    expect(expanded / studies).toBeLessThan(0.98);
  });
});
