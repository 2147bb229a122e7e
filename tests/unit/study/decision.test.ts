import { beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "#core/words.ts";
import type { Metric } from "#measures/metrics.ts";
import { interval, joint } from "#study/fidelity/conditions.ts";
import { decide, type Decision, type SetDecision } from "#study/fidelity/decision.ts";
import * as tolerances from "#study/fidelity/tolerances.ts";
import type { Result, StudyDocument } from "#study/results.ts";
import { studyDocument } from "#support/study-document.ts";

const measure = (estimate: number, low: number, high: number, n = 200): Measure => ({ estimate, low, high, n });

describe("a condition", () => {
  it("is met or failed by the whole interval, never by the estimate", () => {
    const outcome = (low: number, high: number, relation: "at most" | "at least" = "at most") =>
      interval("score error", measure((low + high) / 2, low, high), relation, 0.05).outcome;
    expect(outcome(0.01, 0.05)).toBe("met");
    expect(outcome(0.01, 0.051)).toBe("unclear");
    expect(outcome(0.05, 0.2)).toBe("unclear");
    expect(outcome(0.051, 0.2)).toBe("failed");
    expect(outcome(0.05, 0.2, "at least")).toBe("met");
    expect(outcome(0.01, 0.049, "at least")).toBe("failed");
    const open = { estimate: 0.01, low: null, high: null, n: 1, reason: "One unit." };
    expect(interval("score error", open, "at most", 0.05).outcome).toBe("unclear");
  });

  it("that must only not fail does not keep the others from being met", () => {
    const met = interval("score error", measure(0.02, 0.01, 0.03), "at most", 0.05);
    const unclear = interval("label agreement", measure(0.8, 0.7, 0.9), "at least", 0.85, "not fail");
    const failed = interval("label agreement", measure(0.7, 0.6, 0.8), "at least", 0.85, "not fail");
    expect(joint([met, unclear])).toBe("met");
    expect(joint([met, failed])).toBe("failed");
    expect(joint([met, { ...unclear, must: "be met" }])).toBe("unclear");
  });
});

/** Evidence about one set, by default a good one in every respect. */
function decided(changes: {
  error?: Measure;
  deficit?: Measure;
  agreement?: Measure;
  labels?: Record<string, { difference: Measure; rows?: number; agreement?: Measure }>;
  rankable?: boolean;
  solvers?: number;
  rows?: number;
  bias?: Measure;
  metric?: Metric;
}): SetDecision {
  const { labels = {}, rankable = true, solvers = 8, rows = 200 } = changes;
  const agreement = changes.agreement ?? measure(0.95, 0.93, 0.97);
  const slices = Object.entries(labels).map(([name, { difference, rows: own = 40 }]) => ({
    name,
    rows: {},
    real: measure(0.8, 0.7, 0.9, own),
    synthetic: { set: { score: measure(0.8, 0.7, 0.9, own), difference, p: 0.001, adjustedP: 0.01 } },
  }));
  const agreementByLabel = Object.fromEntries(
    Object.entries(labels).map(([name, own]) => [name, own.agreement ?? measure(0.95, 0.85, 1)]),
  );
  const evidence = {
    metric: changes.metric ?? "macroF1",
    real: "real",
    solvers: Array.from({ length: solvers }, (_, i) => `s${i}`),
    datasets: { real: { generator: null }, set: { generator: "s0" } },
    measures: {
      units: { real: rows, set: rows },
      squaredScoreError: { set: changes.error ?? measure(0.0004, -0.0002, 0.0016) },
      rankDeficit: { set: changes.deficit ?? measure(0.02, -0.04, 0.08) },
      rankCeiling: { ...measure(rankable ? 0.93 : 0.5, 0.4, 0.99), rankable },
      biasFactor: { s0: changes.bias ?? measure(0, -0.01, 0.01) },
      spearman: {},
    },
    syntheticFacts: { set: { agreement, agreementByLabel } },
    agreementCeiling: measure(0.97, 0.95, 0.99),
    slices: [{ kind: "label", slices }],
  } as unknown as Parameters<typeof decide>[0];
  return decide(evidence).sets[0]!;
}

describe("the decision on a set", () => {
  const off = measure(0.02, 0.01, 0.03);
  const verdicts = ({ verdict, scores, ranking }: SetDecision) => [verdict, scores.verdict, ranking.verdict];

  it("has no conditions on labels where a task has none", () => {
    const names = (metric: Metric) => decided({ metric }).scores.conditions.map(({ name }) => name);
    expect(names("macroF1")).toEqual(expect.arrayContaining(["label agreement", "labels apart"]));
    for (const metric of ["pearson", "entityTypeF1", "tokenF1"] as const) {
      expect(names(metric)).toEqual(["real rows", "synthetic rows", "solvers", "score error"]);
      expect(decided({ metric, agreement: measure(0.1, 0.05, 0.2) }).scores.verdict).toBe("use");
    }
  });

  it("does not hold an error without a bound to a tolerance, and still judges its ranking", () => {
    for (const error of [measure(0.0004, -0.0002, 0.0016), measure(9, 8, 10)]) {
      const { scores, ranking } = decided({ metric: "meanSquaredError", error });
      expect([scores.verdict, ranking.verdict]).toEqual(["cannot tell", "use"]);
      const condition = scores.conditions.find(({ name }) => name === "score error")!;
      expect(condition).toMatchObject({ threshold: null, outcome: "unclear" });
      expect(condition.found.reason).toContain("no tolerance is set");
    }
  });

  it("is to use what errs little and ranks as real rows do", () => {
    expect(verdicts(decided({}))).toEqual(["use", "use", "use"]);
  });

  it("tells the two purposes apart", () => {
    expect(verdicts(decided({ error: off }))).toEqual(["use", "do not use", "use"]);
    expect(verdicts(decided({ deficit: measure(0.3, 0.2, 0.4) }))).toEqual(["use", "use", "do not use"]);
    expect(verdicts(decided({ error: off, deficit: measure(0.3, 0.2, 0.4) }))).toEqual(Array(3).fill("do not use"));
  });

  it("cannot tell where an interval reaches over the limit, unless something clearly fails", () => {
    const wide = { error: measure(0.003, 0.001, 0.006), deficit: measure(0.1, 0, 0.2) };
    expect(verdicts(decided(wide))).toEqual(Array(3).fill("cannot tell"));
    expect(verdicts(decided({ ...wide, error: off }))).toEqual(["do not use", "do not use", "cannot tell"]);
  });

  it("cannot tell with few rows or solvers, however clear the numbers look", () => {
    for (const few of [{ rows: tolerances.leastRows - 1 }, { solvers: tolerances.leastSolvers - 1 }]) {
      expect(verdicts(decided(few))).toEqual(Array(3).fill("cannot tell"));
      expect(verdicts(decided({ ...few, error: off, deficit: measure(0.3, 0.2, 0.4) }))).toEqual(Array(3).fill("cannot tell")); // prettier-ignore
    }
  });

  it("cannot tell a ranking of a panel that real data cannot rank", () => {
    expect(verdicts(decided({ rankable: false }))).toEqual(["use", "use", "cannot tell"]);
  });

  it("does not trust a small error of doubtful labels", () => {
    expect(decided({ agreement: measure(0.7, 0.65, 0.75) }).scores.verdict).toBe("do not use");
    expect(decided({ agreement: { estimate: null, low: null, high: null, n: 9, reason: "Refused." } }).scores.verdict).toBe("use"); // prettier-ignore
  });

  const labels = {
    same: { difference: measure(0.01, -0.06, 0.08) },
    wide: { difference: measure(0.01, -0.06, 0.12) },
    small: { difference: measure(0.01, -0.06, 0.08), rows: tolerances.leastLabelRows - 1 },
    hard: { difference: measure(-0.3, -0.45, -0.15) },
    easy: { difference: measure(0.3, 0.15, 0.45) },
    wrong: { difference: measure(0, -0.05, 0.05), agreement: measure(0.6, 0.4, 0.8) },
  };

  it("sorts labels by interval, rows and agreement", () => {
    expect(decided({ labels }).labels.map(({ label, verdict, why }) => [label, verdict, why])).toEqual([
      ["same", "synthesise", "as real"],
      ["wide", "cannot tell", "unclear"],
      ["small", "cannot tell", "few rows"],
      ["hard", "by hand", "harder"],
      ["easy", "by hand", "easier"],
      ["wrong", "by hand", "doubtful labels"],
    ]);
    expect(decided({ labels: { same: labels.same }, solvers: 4 }).labels[0]!.verdict).toBe("cannot tell");
  });

  it("is for some labels where others are clearly apart, and where the whole errs but some labels do not", () => {
    const bad = { deficit: measure(0.3, 0.2, 0.4) };
    expect(verdicts(decided({ ...bad, labels }))).toEqual([
      "use for these labels",
      "use for these labels",
      "do not use",
    ]);
    expect(verdicts(decided({ ...bad, labels, error: off }))[0]).toBe("use for these labels");
    const { hard, wide } = labels;
    expect(verdicts(decided({ ...bad, labels: { hard, wide } }))).toEqual(["do not use", "cannot tell", "do not use"]);
  });

  it("names the generator that does better on its own set", () => {
    expect(decided({}).favours).toEqual([]);
    expect(decided({ bias: measure(0.05, 0.01, 0.09) }).favours).toEqual(["s0"]);
  });

  it("carries every number that it compared", () => {
    const { scores, ranking } = decided({});
    expect(scores.conditions.map(({ name }) => name)).toEqual([
      ...["real rows", "synthetic rows", "solvers", "score error", "label agreement", "labels apart"],
    ]);
    expect(scores.conditions[3]).toMatchObject({
      found: { estimate: 0.02, low: 0, high: 0.04 },
      relation: "at most",
      threshold: tolerances.scoreTolerance,
    });
    expect(ranking.conditions.map(({ name }) => name).slice(3)).toEqual(["rankable", "rank deficit"]);
  });
});

describe("a study's decision, slices and worth", () => {
  let document: StudyDocument;
  let result: Result;
  let decision: Decision;
  beforeAll(async () => {
    document = await studyDocument();
    result = document.results[0]!;
    decision = result.decision;
  });

  it("covers every synthetic set and the average of generators", () => {
    const sets = [...document.plan.models, "average of generators"];
    expect(decision.sets.map(({ set }) => set)).toEqual(sets);
    expect(Object.keys(result.measures.worth)).toEqual(sets);
    for (const { slices } of result.slices) {
      for (const { synthetic } of slices) expect(Object.keys(synthetic)).toEqual(sets);
    }
    expect(decision.tolerances.scoreTolerance).toBe(tolerances.scoreTolerance);
  });

  it("finds sets of the real rows' own grammar no worse than the rule can tell", () => {
    // scripted models write the very distribution of the real rows; those without an accent have no reason to fail
    for (const { set, verdict } of decision.sets) {
      if (set !== "zoo/ben-xs" && set !== "zoo/carla-s") expect([set, verdict]).not.toEqual([set, "do not use"]);
    }
    expect(decision.sets.some(({ verdict }) => verdict === "use")).toBe(true);
  });

  it("slices all rows by label, length and rarity, and gives every score an interval that holds it", () => {
    expect(result.slices.map(({ kind }) => kind)).toEqual(["label", "length", "rarity"]);
    for (const { slices } of result.slices) {
      expect(slices.reduce((sum, { rows }) => sum + rows[result.real]!, 0)).toBe(240);
    }
    for (const { scores, intervals } of Object.values(result.datasets)) {
      scores.forEach((score, m) => {
        expect(intervals[m]![0]).toBeLessThanOrEqual(score! + 0.01);
        expect(intervals[m]![1]).toBeGreaterThanOrEqual(score! - 0.01);
      });
    }
  });
});
