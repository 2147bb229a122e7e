import { describe, expect, it } from "vitest";
import { mspd, mspdParts } from "#measures/mspd.ts";

describe("mspd", () => {
  it("is the mean squared difference over solvers", () => {
    expect(mspd([0.5, 0.7, 0.9], [0.6, 0.7, 0.7])).toBeCloseTo((0.01 + 0 + 0.04) / 3, 14);
  });

  it("parts into squared shift and variance", () => {
    const { squaredShift, variance } = mspdParts([0.5, 0.9], [0.6, 0.6]);
    expect(squaredShift).toBeCloseTo(0.01, 14);
    expect(variance).toBeCloseTo(0.04, 14);
  });

  it("puts a constant shift into the shift alone and a swap of solvers into the variance alone", () => {
    const real = [0.2, 0.5, 0.8];
    const shifted = mspdParts(
      real.map((p) => p + 0.1),
      real,
    );
    expect(shifted.variance).toBeCloseTo(0, 14);
    const swapped = mspdParts([0.8, 0.5, 0.2], real);
    expect(swapped.squaredShift).toBeCloseTo(0, 14);
  });

  it("is 0 only for equal scores, symmetric, and undefined for missing scores or no solvers", () => {
    expect(mspd([0.3, 0.4], [0.3, 0.4])).toBe(0);
    expect(mspd([0.1, 0.9], [0.4, 0.3])).toBeCloseTo(mspd([0.4, 0.3], [0.1, 0.9]), 14);
    expect(mspd([0.3, NaN], [0.3, 0.4])).toBeNaN();
    expect(mspd([], [])).toBeNaN();
    expect(() => mspd([1], [1, 2])).toThrow("equally many");
  });
});
