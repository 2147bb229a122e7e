import { describe, expect, it } from "vitest";
import { sampleOf } from "#measures/across/arm.ts";
import { ensembleVerdict } from "#measures/across/ensemble-verdict.ts";
import { ensemblesOf, type EnsembleKey, type EnsembleTable } from "#measures/across/ensembles.ts";
import { pooledTable } from "#measures/across/halves.ts";
import { scoreOf } from "#measures/scores.ts";
import { simulateArm, type SimulatedArm } from "./simulated-arms.ts";

const ability = { a: 0.85, b: 0.75, c: 0.65, d: 0.55 };
const facts = Object.fromEntries(
  Object.keys(ability).map((solver, i) => [solver, { parameters: 10 ** (8 - i), family: null, base: null }]),
);

function ensembles(arms: readonly SimulatedArm[], seed: number) {
  const samples = arms.map((arm) => sampleOf(simulateArm(arm, seed), { seed, resamples: 60 }));
  return ensemblesOf(samples, facts, seed);
}

const of = ({ benchmarks }: EnsembleTable, key: EnsembleKey) => benchmarks.find((benchmark) => benchmark.key === key)!;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);

describe("ensembles", () => {
  it("carry no winner's curse: the best of equal sets is no better than the others", () => {
    // every set is a fresh sample of the real distribution, so every corrected MSPD is 0 in truth
    const found = Array.from({ length: 60 }, (_, k) => ensembles([{ key: "x", rows: 40, ability }], k).over);
    for (const key of ["average", "bestWithout", "bestPair", "bestSingle"] as const) {
      const values = found.map((table) => of(table, key).mspdCorrected.estimate!);
      const error = Math.sqrt(mean(values.map((value) => value ** 2)) / values.length);
      expect(Math.abs(mean(values))).toBeLessThan(2.6 * error);
    }
    const held = found.filter((table) => {
      const { low, high } = of(table, "bestSingle").gain.mspdCorrected;
      return low! <= 0 && high! >= 0;
    });
    expect(held.length / found.length).toBeGreaterThan(0.88);
  });

  it("find the pair of generators that write like real data, and the larger half where it is better", () => {
    const bad = (generator: string, solver: string) =>
      generator === "c" || generator === "d" ? (solver === "a" || solver === "c" ? -0.25 : 0.2) : 0;
    const { arms, over } = ensembles([{ key: "x", rows: 300, ability, shift: bad }], 1);
    expect(arms[0]!.chosen.bestPair[0]).toMatchObject({ generators: ["a", "b"] });
    expect(arms[0]!.chosen.bestPair[0]!.share).toBeGreaterThan(0.9);
    for (const key of ["bestPair", "largerHalf", "bestSingle"] as const) {
      expect(of(over, key).gain.mspdCorrected.high).toBeLessThan(0);
    }
    const verdict = ensembleVerdict(over);
    expect(verdict.kind).toBe("both");
    expect("benchmarks" in verdict && verdict.benchmarks).toContain("bestPair");
  });

  it("count sets that err in opposite ways as one that errs less", () => {
    const opposite = (generator: string, solver: string) =>
      (generator < "c" ? 1 : -1) * (solver === "a" || solver === "c" ? -0.12 : 0.12);
    const { over } = ensembles([{ key: "x", rows: 200, ability, shift: opposite }], 2);
    const average = of(over, "average");
    expect(average.mspdCorrected.estimate).toBeCloseTo(0, 2);
    expect(average.gain.mspdCorrected.high).toBeLessThan(-0.005);
    expect(average.gain.spearman.estimate).toBeGreaterThan(0);
  });

  it("pool all rows into one set, scored once", () => {
    const { tables, solvers } = simulateArm({ key: "x", ability }, 3);
    const written = tables.filter((table) => table.generator !== null);
    const pooled = pooledTable(written, solvers);
    const scores = written.map((table) => scoreOf("accuracy", table.targets, table.predictions["a"]!));
    expect(pooled.targets.length).toBe(240);
    expect(scoreOf("accuracy", pooled.targets, pooled.predictions["a"]!)).toBeCloseTo(mean(scores), 12);
    const predictions = Object.fromEntries(
      Object.entries(written[0]!.predictions).filter(([solver]) => solver !== "b"),
    );
    expect(
      pooledTable([{ ...written[0]!, predictions }, ...written.slice(1)], solvers).predictions["b"],
    ).toBeUndefined();
  });

  it("say why a benchmark is missing", () => {
    const samples = [sampleOf(simulateArm({ key: "x", ability }, 4), { seed: 4, resamples: 60 })];
    const { over } = ensemblesOf(samples, {}, 4);
    expect(of(over, "largerHalf").mspdCorrected.reason).toMatch(/no larger half/);
    const one = ensembles([{ key: "x", ability, generators: ["a"] }], 5);
    expect(ensembleVerdict(one.over)).toEqual({
      kind: "undefined",
      reason: "1 generator; an ensemble needs two or more.",
    });
  });
});

describe("the verdict", () => {
  const table = (gains: Partial<Record<EnsembleKey, [number, number]>>): EnsembleTable => {
    const measure = (estimate: number) => ({ estimate, low: null, high: null, n: 9 });
    const contrast = (estimate: number) => ({ ...measure(estimate), p: 0.01, adjustedP: estimate === 0 ? 1 : 0.02 });
    return {
      single: { mspdCorrected: measure(0.05), spearman: measure(0.7) },
      benchmarks: Object.entries(gains).map(([key, [distance, rank]]) => ({
        key: key as EnsembleKey,
        mspdCorrected: measure(0.05 + distance),
        spearman: measure(0.7 + rank),
        gain: { mspdCorrected: contrast(distance), spearman: contrast(rank) },
      })),
    };
  };

  it("names what is better at both, at one, at none, and what is worse", () => {
    expect(ensembleVerdict(table({ average: [-0.01, 0.1], bestPair: [-0.02, 0.1], pooled: [0.01, 0] }))).toEqual({
      kind: "both",
      benchmarks: ["average", "bestPair"],
      best: "bestPair",
      worse: ["pooled"],
    });
    expect(ensembleVerdict(table({ average: [-0.01, 0], pooled: [0, 0] }))).toEqual({
      kind: "scores",
      benchmarks: ["average"],
      worse: [],
    });
    expect(ensembleVerdict(table({ average: [0, 0.1] }))).toMatchObject({ kind: "ranks" });
    expect(ensembleVerdict(table({ average: [0, 0.1], pooled: [-0.1, 0] }))).toMatchObject({
      kind: "either",
      scores: ["pooled"],
      ranks: ["average"],
    });
    expect(ensembleVerdict(table({ average: [0, -0.1] }))).toEqual({ kind: "neither", worse: ["average"] });
  });
});
