import { describe, expect, it } from "vitest";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { sampleOf } from "#measures/across/arm.ts";
import { evidenceOf } from "#measures/judges/evidence.ts";
import { judgesReport } from "#measures/judges/report.ts";
import {
  likelihoodSelfPreference,
  rankSelfBias,
  relativeSelfBias,
  scoreBiasFactor,
} from "#measures/judges/score-preferences.ts";

const options = { seed: 4, resamples: 50 };

/** Scores in tenths become ten rows, so many of which are right. */
function table(name: string, generator: string | null, tenths: readonly number[]): DatasetTable {
  const targets = Array.from({ length: 10 }, () => "yes");
  const solvers = ["a", "b", "c"];
  return {
    ...{ name, generator, targets, seed: generator ? 1 : null },
    predictions: Object.fromEntries(
      solvers.map((solver, m) => [solver, targets.map((_, i) => (i < tenths[m]! ? "yes" : "no"))]),
    ),
  };
}

const sample = (tables: readonly DatasetTable[]) =>
  sampleOf(
    {
      key: "k",
      task: "classification",
      real: "real",
      setting: "",
      source: null,
      metric: "accuracy",
      tables,
      solvers: ["a", "b", "c"],
    },
    options,
  );
const real = table("real", null, [6, 6, 6]);
const tables = [real, table("by a", "a", [9, 5, 4]), table("by b", "b", [6, 7, 5]), table("by c", "c", [5, 5, 8])];
const evidence = (its: readonly DatasetTable[]) => evidenceOf([], { ...options, scores: sample(its) });

describe("self-preference in scores", () => {
  it("bias factor: the worked example of its own test", () => {
    expect(scoreBiasFactor(evidence(tables), "a").estimate).toBeCloseTo(0.3 - (0 - 0.1) / 2, 12);
  });

  it("relative self-bias: share of the panel's mean on own data minus that on real data", () => {
    expect(relativeSelfBias(evidence(tables), "a").estimate).toBeCloseTo((3 * 9) / 18 - (3 * 6) / 18, 12);
    expect(relativeSelfBias(evidence(tables), "b").estimate).toBeCloseTo((3 * 7) / 18 - 1, 12);
    expect(relativeSelfBias(evidence(tables.slice(1)), "a").reason).toContain("no real dataset");
  });

  it("self-bias in ranks is negative where a model ranks better on its own data; ties share their ranks", () => {
    // a: rank 1 on its own; 2 on b's; 2.5 on c's (5, 5, 8).
    expect(rankSelfBias(evidence(tables), "a").estimate).toBeCloseTo(1 - (2 + 2.5) / 2, 12);
    expect(rankSelfBias(evidence(tables), "a")).toMatchObject({ n: 10 });
  });

  it("in likelihood is the bias factor's form on the likelihood matrix", () => {
    const given = evidenceOf([], { ...options, likelihood: sample(tables) });
    expect(likelihoodSelfPreference(given, "a")).toEqual(scoreBiasFactor(evidence(tables), "a"));
    expect(likelihoodSelfPreference(evidence(tables), "a").reason).toContain("needs the likelihoods");
  });

  it("are undefined, with the reason, without scores, rivals, or data of one's own", () => {
    for (const compute of [scoreBiasFactor, relativeSelfBias, rankSelfBias]) {
      expect(compute(evidenceOf([], options), "a").reason).toContain("needs a score matrix");
      expect(compute(evidence(tables), "z").reason).toContain('"z" writes no dataset');
      expect(compute(evidence(tables.slice(0, 2)), "a")).toMatchObject({ estimate: null, reason: expect.any(String) });
    }
  });

  it("stand in the report beside those of the judges, once for each model", () => {
    const { selfPreference } = judgesReport([], { ...options, scores: sample(tables) });
    const ranks = selfPreference.filter(({ definition }) => definition === "rankSelfBias");
    expect(ranks.map(({ model, against }) => [model, against])).toEqual([
      ["a", null],
      ["b", null],
      ["c", null],
    ]);
  });
});
