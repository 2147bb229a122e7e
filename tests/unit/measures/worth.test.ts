import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { measuresWithIntervals, type StudyMeasures } from "#measures/study-measures.ts";
import { worthOfError } from "#measures/worth.ts";
import { simulate } from "./simulated-panel.ts";

const panel = Array.from({ length: 12 }, (_, i) => `s${i}`);
const ability = Object.fromEntries(panel.map((solver, i) => [solver, 0.45 + (0.5 * i) / 11]));
const realRows = 240;

interface Study {
  measures: StudyMeasures;
  /** Squared error of the synthetic scores against the solvers' true accuracies. */
  error: number;
}

/** A study whose synthetic set is a sample of `rows` rows on which `accuracy` holds. */
function study(rows: number, seed: number, accuracy: Readonly<Record<string, number>> = ability): Study {
  const random = new Random(40_000 + 97 * seed + rows);
  const tables = [
    simulate({ name: "real", generator: null, rows: realRows, accuracy: ability }, random),
    simulate({ name: "set", generator: "s0", rows, accuracy }, random),
  ];
  const { matrix, measures } = measuresWithIntervals(tables, {
    solvers: panel,
    metric: "accuracy",
    seed,
    resamples: 200,
  });
  const scores = matrix.datasets["set"]!;
  return { measures, error: panel.reduce((sum, solver, m) => sum + (scores[m]! - ability[solver]!) ** 2 / 12, 0) };
}

const covers = ({ low, high }: Measure, truth: number) => low! <= truth && truth <= high!;
const share = (found: readonly boolean[]) => found.filter(Boolean).length / found.length;
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

describe("worth of an error", () => {
  const error = { estimate: 0.004, low: 0.002, high: 0.008, n: 90 };

  it("is variance per row over squared error, with the interval's ends swapped", () => {
    expect(worthOfError(error, 0.16, 240)).toEqual({ estimate: 40, low: 20, high: 80, n: 90, most: 240 });
  });

  it("stops at the rows at hand, also where no error is left", () => {
    expect(worthOfError({ ...error, estimate: 0.001, low: -0.001 }, 0.16, 120)).toMatchObject({
      estimate: 120,
      low: 20,
      high: 120,
    });
  });

  it("is undefined with the reason where the error is, and where real rows have none", () => {
    const gone = { estimate: null, low: null, high: null, n: 1, reason: "No rows." };
    expect(worthOfError(gone, 0.16, 240)).toMatchObject({ estimate: null, reason: "No rows.", most: 240 });
    expect(worthOfError({ ...error, low: null, high: null }, 0.16, 240)).toMatchObject({ estimate: 40, low: null });
    expect(worthOfError(error, 0, 240)).toMatchObject({ estimate: null, reason: expect.stringContaining("alike") });
  });
});

describe("worth in simulated studies", () => {
  it("a fresh real sample of 30 rows is worth about 30 rows, for scores and for ranking", () => {
    const found = Array.from({ length: 40 }, (_, seed) => study(30, seed));
    for (const kind of ["score", "ranking"] as const) {
      const worths = found.map(({ measures }) => measures.worth["set"]![kind]);
      const middle = median(worths.map((worth) => worth.estimate!));
      expect(middle).toBeGreaterThan(20);
      expect(middle).toBeLessThan(45);
      expect(share(worths.map((worth) => covers(worth, 30)))).toBeGreaterThan(0.5);
    }
    // a sample may be a lucky one: the interval is for the error of this very set
    expect(
      share(found.map(({ measures, error }) => covers(measures.squaredScoreError["set"]!, error))),
    ).toBeGreaterThan(0.9);
  });

  it("a set as large as the real one is as good as all rows at hand, to say the least", () => {
    const found = Array.from({ length: 8 }, (_, seed) => study(realRows, seed).measures.worth["set"]!);
    expect(share(found.map(({ score }) => score.high === realRows))).toBeGreaterThan(0.8);
    expect(share(found.map(({ ranking }) => ranking.high === realRows / 2))).toBeGreaterThan(0.8);
    expect(found[0]!.score.most).toBe(realRows);
    expect(found[0]!.ranking.most).toBe(realRows / 2);
  });

  it("falls as a set grows more biased, down to a few rows", () => {
    // every second solver is overrated: scores and order both suffer
    const biased = (bias: number) =>
      Object.fromEntries(panel.map((solver, i) => [solver, Math.min(1, ability[solver]! + (i % 2 ? -bias : bias))]));
    const worths = [0, 0.06, 0.12, 0.24].map((bias) => {
      const found = Array.from({ length: 5 }, (_, seed) => study(realRows, seed, biased(bias)).measures.worth["set"]!);
      return {
        score: median(found.map(({ score }) => score.estimate!)),
        ranking: median(found.map(({ ranking }) => ranking.estimate!)),
      };
    });
    for (const kind of ["score", "ranking"] as const) {
      for (let i = 1; i < worths.length; i++) expect(worths[i]![kind]).toBeLessThan(worths[i - 1]![kind]);
    }
    expect(worths.at(-1)!.score).toBeLessThan(6);
    expect(worths.at(-1)!.ranking).toBeLessThan(12);
  });

  it("a set that is only harder for everybody loses its scores' worth but not its ranking's", () => {
    const harder = Object.fromEntries(panel.map((solver) => [solver, ability[solver]! - 0.25]));
    const found = Array.from({ length: 5 }, (_, seed) => study(realRows, seed, harder).measures.worth["set"]!);
    expect(median(found.map(({ score }) => score.estimate!))).toBeLessThan(5);
    expect(median(found.map(({ ranking }) => ranking.estimate!))).toBeGreaterThan(60);
  });
});

describe("worth at the edges", () => {
  const tiny = (rows: number, accuracy: Readonly<Record<string, number>>) => {
    const random = new Random(1);
    const tables = [
      simulate({ name: "real", generator: null, rows, accuracy }, random),
      simulate({ name: "set", generator: Object.keys(accuracy)[0]!, rows: 40, accuracy }, random),
    ];
    const options = { solvers: Object.keys(accuracy), metric: "accuracy" as const, seed: 1, resamples: 100 };
    return measuresWithIntervals(tables, options).measures;
  };

  it("gives no ranking's worth where real data cannot rank the panel", () => {
    const { worth, rankDeficit, rankCeiling } = tiny(40, { a: 0.7, b: 0.7, c: 0.7, d: 0.7, e: 0.7 });
    expect(worth["set"]!.ranking).toMatchObject({ estimate: null, reason: rankCeiling.reason });
    expect(rankDeficit["set"]).toMatchObject({ estimate: null, reason: rankCeiling.reason });
    expect(worth["set"]!.score.estimate).toBeTypeOf("number");
  });

  it("has no average of generators with one generator, and nothing without real data", () => {
    const { worth } = tiny(40, { a: 0.9, b: 0.5 });
    expect(worth["average of generators"]!.score).toMatchObject({
      estimate: null,
      reason: expect.stringContaining("1 generator"),
    });
    expect(worth["average of generators"]!.ranking.estimate).toBeNull();
    expect(tiny(3, { a: 0.9, b: 0.1 }).worth["set"]!.ranking.estimate).toBeNull();
    const random = new Random(1);
    const alone = [simulate({ name: "set", generator: "a", rows: 40, accuracy: { a: 0.9, b: 0.5 } }, random)];
    const options = { solvers: ["a", "b"], metric: "accuracy" as const, seed: 1, resamples: 50 };
    expect(measuresWithIntervals(alone, options).measures).toMatchObject({ worth: {}, rankDeficit: {} });
  });
});
