import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import {
  adjustedMeasures,
  contrastsOf,
  difference,
  meanOf,
  measured,
  overDatasets,
  pValue,
  ratioPValue,
  type Spread,
} from "#measures/across/spread.ts";

function normalSpread(estimate: number, s: number, random: Random, resamples = 400): Spread {
  return { estimate, values: Float64Array.from({ length: resamples }, () => estimate + s * random.normal()), n: 50 };
}

describe("means over datasets for further datasets", () => {
  it("are t intervals of the datasets' values", () => {
    // scipy.stats.t.interval(.95, 4, loc=numpy.mean(x), scale=scipy.stats.sem(x)), x = [.1, .25, -.05, .3, .12]
    const { estimate, low, high, n } = overDatasets([0.1, 0.25, -0.05, 0.3, 0.12]);
    expect([estimate, n]).toEqual([expect.closeTo(0.144, 12), 5]);
    expect(low).toBeCloseTo(-0.026836, 3);
    expect(high).toBeCloseTo(0.314836, 3);
  });

  it("leave out undefined datasets and need three", () => {
    expect(overDatasets([0.1, NaN, 0.2])).toMatchObject({ estimate: null, n: 2 });
    expect(overDatasets([0.1, NaN, 0.2, 0.3])).toMatchObject({ estimate: expect.closeTo(0.2, 12), n: 3 });
  });
});

describe("p-values", () => {
  it("are the normal tail of the bootstrap's standard error", () => {
    const values = Float64Array.from([-1, 1, -1, 1, -1, 1, -1, 1].map((step) => 0.2 + 0.1 * step));
    // 2 * scipy.stats.norm.sf(.2 / numpy.std(values, ddof=1)) = 0.06137
    expect(pValue({ estimate: 0.2, values, n: 9 })).toBeCloseTo(0.06137, 4);
    expect(pValue({ estimate: -0.2, values, n: 9 })).toBe(pValue({ estimate: 0.2, values, n: 9 }));
  });

  it("where nothing varies are 1 without and the sign test's with a difference", () => {
    const constant = (value: number) => ({ estimate: value, values: new Float64Array(50).fill(value), n: 6 });
    expect(pValue(constant(0))).toBe(1);
    expect(pValue(constant(0.3))).toBe(2 ** -5);
    expect(pValue({ ...constant(0.3), n: 1 })).toBeNull();
    expect(pValue({ ...constant(0.3), estimate: NaN })).toBeNull();
    expect(ratioPValue(constant(0.3))).toBe(2 ** -5);
    expect(ratioPValue({ ...constant(0.3), estimate: NaN })).toBeNull();
  });

  it("of ratios agree with the interval, however long the tail of the resamples", () => {
    const random = new Random(8);
    const plain = normalSpread(0.3, 0.1, random, 4_000);
    expect(Math.abs(Math.log(ratioPValue(plain)! / pValue(plain)!))).toBeLessThan(0.6);
    for (const sign of [1, -1]) {
      for (const denominator of [0.25, 0.45]) {
        const values = plain.values.map((value) => (sign * value) / (1 + denominator * random.normal()));
        const ratio = { estimate: sign * 0.3, values, n: 50 };
        const { low, high } = measured(ratio);
        expect(ratioPValue(ratio)! < 0.05).toBe(low! > 0 || high! < 0);
      }
    }
    const tail = { ...plain, values: plain.values.map((value, b) => (b % 100 === 0 ? 80 : value)) };
    expect(pValue(tail)).toBeGreaterThan(0.9);
    expect(ratioPValue(tail)).toBeLessThan(0.05);
  });
});

describe("measures asked together", () => {
  it("hold at once in 95% of the studies, where plain intervals do not", () => {
    const random = new Random(11);
    const studies = 400;
    const held = { plain: 0, together: 0, errors: 0 };
    for (let study = 0; study < studies; study++) {
      const spreads = Array.from({ length: 6 }, () => normalSpread(random.normal(), 1, random, 300));
      const found = adjustedMeasures(spreads);
      if (found.every(({ low, high }) => low! <= 0 && high! >= 0)) held.plain++;
      if (found.every(({ simultaneous }) => simultaneous!.low <= 0 && simultaneous!.high >= 0)) held.together++;
      if (found.some(({ adjustedP }) => adjustedP! < 0.05)) held.errors++;
    }
    expect(held.plain / studies).toBeLessThan(0.8);
    expect(held.together / studies).toBeGreaterThan(0.925);
    expect(held.together / studies).toBeLessThan(0.98);
    expect(held.errors / studies).toBeLessThan(0.075);
  });

  it("leave undefined ones out of the claims", () => {
    const random = new Random(12);
    const gone = { estimate: NaN, values: new Float64Array(400).fill(NaN), n: 0, reason: "Gone." };
    const one = normalSpread(0.3, 0.1, random);
    const [alone] = contrastsOf([one]);
    const [kept, missing] = contrastsOf([one, gone]);
    expect(kept).toEqual(alone);
    expect(missing).toEqual({ estimate: null, low: null, high: null, n: 0, reason: "Gone.", p: null, adjustedP: null });
    expect(adjustedMeasures([gone])[0]!.simultaneous).toBeNull();
  });
});

describe("means and differences of spreads", () => {
  it("belong together resample by resample: what is shared cancels", () => {
    const random = new Random(13);
    const shared = normalSpread(0, 1, random);
    const plus = (by: number): Spread => ({
      ...shared,
      estimate: by,
      values: shared.values.map((value) => value + by),
    });
    expect(measured(difference(plus(0.5), plus(0.2)))).toEqual({
      estimate: expect.closeTo(0.3, 12),
      low: expect.closeTo(0.3, 12),
      high: expect.closeTo(0.3, 12),
      n: 50,
    });
    expect(meanOf([plus(1), plus(3)]).estimate).toBe(2);
    expect(meanOf([plus(1), plus(3)]).values[7]).toBeCloseTo(shared.values[7]! + 2, 12);
  });
});
