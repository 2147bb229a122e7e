import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { ScoreMatrix } from "#core/words.ts";
import { analyse } from "#measures/analyse.ts";
import { biasFactor, biasFactorAgainst } from "#measures/bias-factor.ts";

function matrix(rows: Record<string, number[]>, generators: Record<string, string>, solvers: string[]): ScoreMatrix {
  return { metric: "accuracy", real: null, solvers, datasets: rows, generators };
}

const models = ["a", "b", "c"];
const own = { da: "a", db: "b", dc: "c" };
const worked = matrix({ da: [0.9, 0.5, 0.4], db: [0.6, 0.7, 0.5], dc: [0.5, 0.5, 0.8] }, own, models);

function random(seed: number, size: number): ScoreMatrix {
  const next = new Random(seed);
  const names = Array.from({ length: size }, (_, i) => `m${i}`);
  const rows = names.map((name) => [`d-${name}`, names.map(() => next.next())] as const);
  return matrix(Object.fromEntries(rows), Object.fromEntries(names.map((name) => [`d-${name}`, name])), names);
}

const values = (m: ScoreMatrix) => Object.values(analyse(m).biasFactor).map((measure) => measure.estimate!);

function changed(m: ScoreMatrix, change: (score: number, dataset: string, solver: number) => number): ScoreMatrix {
  const datasets = Object.entries(m.datasets).map(([d, row]) => [d, row.map((score, i) => change(score!, d, i))]);
  return { ...m, datasets: Object.fromEntries(datasets) };
}

describe("bias factor", () => {
  it("follows the two steps by hand: centre each dataset, own minus the mean of the others", () => {
    // means .6, .6, .6: N(da, a) = .3; N(db, a) = 0; N(dc, a) = -.1
    expect(biasFactor(worked, "a").estimate).toBeCloseTo(0.3 - (0 + -0.1) / 2, 14);
    expect(biasFactor(worked, "b").estimate).toBeCloseTo(0.1 - (-0.1 + -0.1) / 2, 14);
  });

  it("equals K/(K-1) times the diagonal of the doubly centred matrix", () => {
    const m = random(3, 5);
    const rows = Object.values(m.datasets) as number[][];
    const mean = (list: number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
    const all = mean(rows.flat());
    rows.forEach((row, g) => {
      const residual = row[g]! - mean(row) - mean(rows.map((r) => r[g]!)) + all;
      expect(values(m)[g]).toBeCloseTo((5 / 4) * residual, 12);
    });
  });

  it("is blind to a dataset's difficulty and to a model's ability", () => {
    const m = random(4, 4);
    const easier = changed(m, (score, dataset) => score + (dataset === "d-m1" ? 0.3 : 0));
    const abler = changed(m, (score, _, solver) => score + (solver === 2 ? 0.2 : 0));
    values(easier).forEach((value, i) => expect(value).toBeCloseTo(values(m)[i]!, 12));
    values(abler).forEach((value, i) => expect(value).toBeCloseTo(values(m)[i]!, 12));
  });

  it("is the planted preference when every model has it, and (K-1)/K of it when one alone has", () => {
    const everybody = changed(random(5, 4), (_, dataset, solver) => (dataset === `d-m${solver}` ? 0.6 : 0.5));
    values(everybody).forEach((value) => expect(value).toBeCloseTo(0.1, 12));
    const one = changed(random(5, 4), (_, dataset, solver) => (dataset === "d-m0" && solver === 0 ? 0.6 : 0.5));
    expect(values(one)[0]).toBeCloseTo(0.1 * (3 / 4), 12);
  });

  it("flips its sign when two models swap their data (two generators)", () => {
    const pair = matrix({ da: [0.8, 0.6], db: [0.5, 0.7] }, { da: "a", db: "b" }, ["a", "b"]);
    const swapped = { ...pair, generators: { da: "b", db: "a" } };
    expect(biasFactor(swapped, "a").estimate).toBeCloseTo(-biasFactor(pair, "a").estimate!, 14);
    expect(biasFactor(pair, "a").estimate).toBeCloseTo(biasFactor(pair, "b").estimate!, 14);
  });

  it("ignores solvers that write nothing and datasets that nobody in the panel wrote", () => {
    const datasets = { da: [0.9, 0.5, 0.4, 0.1], db: [0.6, 0.7, 0.5, 0.9], dc: [0.5, 0.5, 0.8, 0.3] };
    const wider = matrix({ ...datasets, other: [0.1, 0.2, 0.3, 0.4] }, own, [...models, "classifier"]);
    expect(values(wider)).toEqual(values(worked));
    expect(Object.keys(analyse(wider).biasFactor)).toEqual(models);
  });

  it("averages a generator's datasets", () => {
    const rows = { da: [0.8, 0.4, 0.4], da2: [1, 0.6, 0.4], db: [0.6, 0.7, 0.5], dc: [0.5, 0.5, 0.8] };
    const seeds = matrix(rows, { ...own, da2: "a" }, models);
    values(seeds).forEach((value, i) => expect(value).toBeCloseTo(values(worked)[i]!, 12));
  });

  it("is undefined, with the reason, for one generator or a missing score", () => {
    const alone = analyse(matrix({ da: [0.9, 0.5, 0.4] }, { da: "a" }, models)).biasFactor.a!;
    expect(alone).toMatchObject({ estimate: null, reason: expect.stringContaining("two or more") });
    const gap = { ...worked, datasets: { ...worked.datasets, db: [0.6, null, 0.5] } };
    expect(analyse(gap).biasFactor.c).toMatchObject({
      estimate: null,
      reason: '"b" has no score on the data of "b".',
    });
  });
});

describe("bias factor against a subset", () => {
  it("is the bias factor of the matrix cut to the subset", () => {
    const cut = matrix({ da: [0.9, 0.5], db: [0.6, 0.7] }, { da: "a", db: "b" }, ["a", "b"]);
    expect(biasFactorAgainst(worked, "a", ["b"]).estimate).toBeCloseTo(biasFactor(cut, "a").estimate!, 14);
    expect(biasFactorAgainst(worked, "a", ["b", "c"]).estimate).toBeCloseTo(biasFactor(worked, "a").estimate!, 14);
  });

  it("is undefined for an empty subset and refuses models that write nothing", () => {
    expect(biasFactorAgainst(worked, "a", [])).toMatchObject({ estimate: null, reason: expect.any(String) });
    expect(() => biasFactorAgainst(worked, "a", ["z"])).toThrow('"z" generates no dataset');
  });
});
