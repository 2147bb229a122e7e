import { describe, expect, it } from "vitest";
import { permutation } from "#measures/permutation.ts";
import { spearman } from "#measures/rank-correlation.ts";

function orders<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((first, i) => orders(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

/** The definition, without any short cut. */
function enumerated(x: number[], y: number[]): number {
  const observed = Math.abs(spearman(x, y));
  const all = orders(y).map((order) => Math.abs(spearman(x, order)));
  return all.filter((rho) => rho >= observed - 1e-9).length / all.length;
}

describe("permutation", () => {
  it.each([
    [[1, 2, 3], [1, 2, 3], 2 / 6],
    [[1, 2, 3], [1, 3, 2], 1],
    [[1, 2, 3, 4], [1, 2, 3, 4], 2 / 24],
    [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], 2 / 720],
  ])("is exact at tiny n: %j, %j", (x, y, p) => expect(permutation(x, y)).toBeCloseTo(p, 14));

  it.each([
    [
      [0.1, 0.5, 0.4, 0.9],
      [0.2, 0.2, 0.6, 0.6],
    ],
    [
      [0.3, 0.3, 0.3, 0.8, 0.9],
      [0.1, 0.4, 0.2, 0.2, 0.9],
    ],
    [
      [0.72, 0.74, 0.65, 0.12, 0.65, 0.54],
      [0.69, 0.58, 0.62, 0.03, 0.56, 0.55],
    ],
    [
      [1, 2, 3, 4, 5, 6, 7],
      [2, 1, 4, 3, 7, 5, 6],
    ],
  ])("equals the enumeration of all orders, ties included: %j, %j", (x, y) => {
    expect(permutation(x, y)).toBeCloseTo(enumerated(x, y), 14);
  });

  it("samples orders above 8 solvers, never reaching 0 and repeatable from its seed", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(permutation(x, x)).toBe(1 / 10_000);
    const y = [3, 1, 2, 6, 4, 5, 12, 7, 9, 8, 11, 10];
    expect(permutation(x, y, 5)).toBe(permutation(x, y, 5));
  });

  it("agrees above 8 solvers with the tables: at n = 9 a correlation of .833 is the two-sided 1% value", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const y = [1, 2, 3, 4, 5, 9, 8, 7, 6];
    expect(spearman(x, y)).toBeCloseTo(0.8333, 4);
    expect(permutation(x, y)).toBeGreaterThan(0.004);
    expect(permutation(x, y)).toBeLessThan(0.013);
  });

  it("does not depend on which list is reordered, nor on the sign", () => {
    const x = [0.1, 0.5, 0.4, 0.9, 0.3];
    const y = [0.2, 0.2, 0.6, 0.5, 0.1];
    expect(permutation(x, y)).toBeCloseTo(permutation(y, x), 14);
    expect(
      permutation(
        x,
        y.map((v) => -v),
      ),
    ).toBeCloseTo(permutation(x, y), 14);
  });

  it("is undefined where the correlation is", () => expect(permutation([1, 1, 1], [1, 2, 3])).toBeNaN());
});
