import { describe, expect, it } from "vitest";
import { averageRanks, isConstant, pearson, spearman } from "#measures/rank-correlation.ts";

describe("averageRanks", () => {
  it("shares the average rank among ties: scipy.stats.rankdata([0, 2, 3, 2]) = [1, 2.5, 4, 2.5]", () => {
    expect([...averageRanks([0, 2, 3, 2])]).toEqual([1, 2.5, 4, 2.5]);
  });

  it("gives no rank to a missing value, in short lists and long ones", () => {
    expect([...averageRanks([3, NaN, 1, 3])]).toEqual([2.5, NaN, 1, 2.5]);
    const long = Array.from({ length: 40 }, (_, i) => (i === 5 ? NaN : 40 - i));
    expect([...averageRanks(long)]).toEqual(long.map((value) => (value > 35 ? value - 1 : value)));
  });

  it("does not let rounding break a tie", () => {
    expect([...averageRanks([0.1 + 0.2, 0.3, 0.1])]).toEqual([2.5, 2.5, 1]);
  });
});

describe("correlations", () => {
  it("matches scipy.stats.pearsonr([1, 2, 3, 4, 5, 6, 7], [10, 9, 2.5, 6, 4, 3, 2])[0] = -0.828503883588428", () => {
    expect(pearson([1, 2, 3, 4, 5, 6, 7], [10, 9, 2.5, 6, 4, 3, 2])).toBeCloseTo(-0.828503883588428, 12);
  });

  it("matches scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])[0] = 0.8207826816681233", () => {
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
  });

  it("equals 1 - 6 sum d² / (n³ - n) without ties", () => {
    expect(spearman([1, 2, 3, 4, 5, 6], [2, 1, 3, 6, 4, 5])).toBeCloseTo(1 - (6 * 8) / 210, 12);
  });

  it("is symmetric, and blind to increasing transforms (Spearman) or positive scaling (Pearson)", () => {
    const x = [0.2, 0.9, 0.4, 0.41, 0.7];
    const y = [0.3, 0.6, 0.5, 0.2, 0.8];
    expect(spearman(x, y)).toBeCloseTo(spearman(y, x), 14);
    expect(spearman(x.map(Math.exp), y)).toBeCloseTo(spearman(x, y), 14);
    expect(
      pearson(
        x.map((v) => 3 * v - 7),
        y,
      ),
    ).toBeCloseTo(pearson(x, y), 12);
    expect(
      pearson(
        x.map((v) => -v),
        y,
      ),
    ).toBeCloseTo(-pearson(x, y), 12);
  });

  it("is undefined for constant lists, single solvers and missing scores", () => {
    expect(isConstant([0.5, 0.5])).toBe(true);
    for (const correlate of [pearson, spearman]) {
      expect(correlate([0.5, 0.5, 0.5], [1, 2, 3])).toBeNaN();
      expect(correlate([1], [2])).toBeNaN();
      expect(correlate([1, NaN, 3], [1, 2, 3])).toBeNaN();
      expect(() => correlate([1, 2], [1, 2, 3])).toThrow("equally many");
    }
  });
});
