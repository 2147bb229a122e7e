import { describe, expect, it } from "vitest";
import { basisWords, planSentences, rankTestSentences } from "#pages/lab/power-words.ts";
import { parsePlan } from "#study/plan.ts";
import { type PowerReport, powerReport } from "#study/power.ts";
import { taskStudy } from "#support/task-study.ts";

const { input } = taskStudy("similarity", { rows: 60 });
const plan = (changes: object = {}) => parsePlan({ ...input.plan, ...changes });
const reported = (...job: Parameters<typeof powerReport>) => powerReport(...job) as PowerReport;

describe("how many rows a plan needs", () => {
  it("is told for its own number of rows among the usual ones: more rows show less", () => {
    const report = reported({ plan: plan(), pilot: null });
    expect(report).toMatchObject({ metric: "pearson", basis: "assumed", planned: 60, writers: 4 });
    expect(report.rows.map(({ rows }) => rows)).toEqual([50, 60, 100, 200, 500]);
    const shown = report.rows.map(({ biasFactor }) => biasFactor!.plain.median);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    for (const { biasFactor } of report.rows) expect(biasFactor!.holm.median).toBeGreaterThan(biasFactor!.plain.median);
    // Var(r) = (1 - r²)² / n: .7 has .51 on a row, so a bias factor of such models sqrt(.51² × .8 / 500) = .020, × 2.8
    expect(shown.at(-1)).toBeCloseTo(0.057, 2);
  });

  it("rests on a finished study: on its models where they are the plan's, on its spread where they are not", () => {
    const same = reported({ plan: plan(), pilot: input });
    expect(same.basis).toBe("same models");
    const other = reported({ plan: plan({ models: ["zoo/x", "zoo/y", "zoo/z"] }), pilot: input });
    expect(other).toMatchObject({ basis: "other models", writers: 3 });
    expect(basisWords(same, "my pilot")).toContain("as it was in my pilot");
    expect(basisWords(other, "my pilot")).toContain("other models");
    // the pilot's real scores lie far apart, so its order is easier to find than that of an assumed panel
    const assumed = reported({ plan: plan(), pilot: null });
    expect(same.rows[0]!.perfectSpearman!.single.mean).toBeGreaterThan(assumed.rows[0]!.perfectSpearman!.single.mean);
  });

  it("cannot be told for an error whose scale is unknown, but from a pilot", () => {
    expect(powerReport({ plan: plan({ metric: "meanSquaredError" }), pilot: null })).toContain("finish a small study");
    expect(
      reported({ plan: plan({ metric: "meanSquaredError" }), pilot: input }).rows[0]!.scoreDifference,
    ).toBeGreaterThan(0);
  });

  it("says plainly what 4 and 5 solvers can never show", () => {
    const few = (solvers: number) =>
      reported({
        plan: plan({ models: input.plan.models.slice(0, solvers), panel: { classifiers: false, adaptedOn: [] } }),
        pilot: null,
      });
    expect(rankTestSentences(few(4))[0]).toContain("With 4 solvers no SRCC can be significant");
    expect(rankTestSentences(few(4))[1]).toContain("with 5 only a perfect order is (p = .017)");
    const many = reported({ plan: plan(), pilot: null });
    expect(rankTestSentences(many)).toEqual([
      expect.stringMatching(/^With \d solvers an SRCC is significant .* from \.\d+ on\.$/),
    ]);
    expect(planSentences(many).join(" ")).toMatch(/^With 60 rows a set, .* \+\.\d+ \(Pearson correlation\)/);
  });
});
