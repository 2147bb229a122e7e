import { beforeAll, expect, it } from "vitest";
import { answers } from "#pages/series/answers.ts";
import type { AcrossMeasures, Contrast, EnsembleVerdict, FidelityOutcome } from "#state/across.ts";
import { reportAcross } from "#study/series/across.ts";
import { smallStudy } from "#support/whole-study.ts";
import { finishedStudy } from "#support/study-document.ts";

type Draft<T> = { -readonly [Key in keyof T]: Draft<T[Key]> };

let measured: AcrossMeasures;

beforeAll(async () => {
  const arms = await Promise.all(
    [1, 2].map(async (seed) => {
      const { input } = await finishedStudy({ ...smallStudy, seed, solve: "direct" });
      return { key: `arm ${seed}`, setting: "none", source: null, input };
    }),
  );
  measured = reportAcross(arms, 5)[0]!.measures;
}, 20_000);

/** The answer that begins with these words of its question, where the measures are changed so. */
function answered(question: string, change: (measures: Draft<AcrossMeasures>) => void, missing: string[] = []): string {
  const changed = structuredClone(measured) as Draft<AcrossMeasures>;
  change(changed);
  return answers(changed, missing).find((one) => one.question.startsWith(question))!.answer;
}

const contrast = (estimate: number | null, p = 0.001): Contrast =>
  estimate === null
    ? { estimate, low: null, high: null, n: 0, p: null, adjustedP: null, reason: "There are no real rows." }
    : { estimate, low: estimate - 0.1, high: estimate + 0.1, n: 60, p, adjustedP: p };

it.each<[FidelityOutcome, Contrast, RegExp]>([
  [
    "falls",
    contrast(0.5),
    /text classification to named entities it falls: relative MSPD changes by \+0\.50 \(\+0\.40 to \+0\.60\)/,
  ],
  ["rises", contrast(-0.5), /it rises: relative MSPD changes by −0\.50/],
  ["mixed", contrast(0.5), /distance and order disagree/],
  ["unclear", contrast(0.01, 0.8), /no change is told from chance/],
  [null, contrast(null), /nothing can be compared: There are no real rows\.$/],
])("fidelity from task to task is said as its outcome is: %s", (outcome, off, said) => {
  const answer = answered("Does fidelity", ({ fidelity }) => {
    const kinds = { mspd: off, mspdCorrected: off, relative: off, relativeCorrected: off, spearman: contrast(-0.2) };
    fidelity.contrasts = [
      {
        from: "classification",
        to: "entities",
        average: kinds,
        single: kinds,
        outcome: { average: outcome, single: null },
      },
    ];
  });
  expect(answer).toMatch(said);
});

it("who favours its own data is decided after the correction, not by the interval alone", () => {
  const only = (adjustedP: number) =>
    answered("Who favours", ({ biasFactors }) => {
      biasFactors.forEach(({ mean }, i) => {
        Object.assign(
          mean,
          i === 0 ? { estimate: 0.2, low: 0.05, high: 0.35, p: 0.02, adjustedP } : { adjustedP: 0.9, low: -1, high: 1 },
        );
      });
    });
  expect(only(0.04)).toMatch(/^anna-xs at \+\.200 \(\+\.050 to \+\.350\) does, after Holm’s correction for 4 models\./);
  expect(only(0.06)).toMatch(
    /^Nobody, after Holm’s correction for 4 models: .* the interval of anna-xs would leave out zero too/,
  );
});

it.each([
  [-0.04, 0.01, /^Yes: per ten times the parameters the bias factor changes by −\.040/],
  [0.04, 0.01, /^No, it rises/],
  [-0.04, 0.2, /^No trend is told from chance/],
])("a slope of %f with p %f", (estimate, adjustedP, said) => {
  const change = { ...contrast(estimate), adjustedP };
  expect(answered("Does that preference", ({ trend }) => void (trend.over.slope = change))).toMatch(said);
});

it.each<[EnsembleVerdict, RegExp]>([
  [
    { kind: "both", benchmarks: ["average", "pooled"], best: "pooled", worse: [] },
    /^Yes: average of all generators and all their rows as one set lower/,
  ],
  [
    { kind: "scores", benchmarks: ["average"], worse: ["bestSingle"] },
    /^In scores, not in ranks: .* Worse than a single set: best single set\.$/,
  ],
  [{ kind: "ranks", benchmarks: ["average"], worse: [] }, /^In ranks, not in scores/],
  [{ kind: "either", scores: ["average"], ranks: ["pooled"], worse: [] }, /none in both\.$/],
  [{ kind: "neither", worse: [] }, /^No gain is told from chance/],
  [{ kind: "undefined", reason: "1 generator" }, /^It cannot be said: 1 generator\.$/],
])("ensembles: %j", (verdict, said) => {
  const answer = answered("Do several generators", ({ ensembles }) => void (ensembles.verdict = verdict as never));
  expect(answer).toMatch(said);
});

it("names the model on which a conclusion hangs, and what is missing", () => {
  const hanging = answered("What hangs", ({ leaveOneOut }) => {
    for (const own of Object.values(leaveOneOut.biasFactors)) own.decisionHangsOn = [];
    leaveOneOut.biasFactors["zoo/ben-xs"]!.decisionHangsOn = ["zoo/anna-s"];
  });
  expect(hanging).toMatch(/hangs for ben-xs on anna-s; not for the other 3 of 4/);
  expect(answered("What cannot", () => undefined, ["arm 3"])).toMatch(/^What arm 3 would add: it is not finished\./);
});
