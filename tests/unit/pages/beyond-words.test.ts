import { describe, expect, it } from "vitest";
import type { Measure } from "#core/words.ts";
import { definitions, type JudgesResult, type LikelihoodResult } from "#state/reading.ts";
import { judgesAnswer, judgesDesign, readingOf, sideOf } from "#pages/report/judge-words.ts";
import { likelihoodAnswer, likelihoodOrigin, relationWords } from "#pages/report/likelihood-words.ts";

const measure = (low: number | null, high: number | null, reason?: string): Measure => ({
  ...{ low, high, n: 20, estimate: low === null ? null : (low + high!) / 2 },
  ...(reason !== undefined && { reason }),
});
const short = (name: string) => name.toUpperCase();

describe("the answer of the likelihood matrix", () => {
  const likelihood = (selfPreference: Record<string, Measure>) => ({ selfPreference }) as unknown as LikelihoodResult;

  it("counts intervals on each side of zero and names their models", () => {
    expect(
      likelihoodAnswer(likelihood({ a: measure(0.1, 0.2), b: measure(-0.1, 0.1), c: measure(-2, -1) }), short),
    ).toBe(
      "Own texts are more probable to 1 of 3 models (A) than the rest of the matrix explains; own texts are less probable to " +
        "1 of 3 models (C) than the rest of the matrix explains; for 1 of 3 models (B) it is not told from chance.",
    );
  });

  it("claims nothing from intervals with zero, and gives the reason where there are none", () => {
    expect(likelihoodAnswer(likelihood({ a: measure(-1, 1) }), short)).toContain("1 interval of 1 includes zero");
    expect(likelihoodAnswer(likelihood({ a: measure(-1, 1), b: measure(-1, 1) }), short)).toContain("include zero");
    const undefinedOne = measure(null, null, "It has no rivals.");
    expect(likelihoodAnswer(likelihood({ a: undefinedOne }), short)).toContain(
      "cannot be said here. It has no rivals.",
    );
  });

  it("says which models gave no numbers", () => {
    const found = { source: "scoring pass", models: ["a"] } as unknown as LikelihoodResult;
    expect(likelihoodOrigin(found, ["a", "b"], short)).toContain("B gave no such numbers and is left out.");
    expect(likelihoodOrigin(found, ["a"], short)).not.toContain("left out");
  });

  it.each([
    [
      measure(0.1, 0.9, "Rests on 5 models."),
      "In this study models that find their own texts more probable also score",
    ],
    [measure(-0.9, -0.1), "more probable score worse on"],
    [measure(-0.5, 0.9), "cannot be told: over 2 models"],
    [measure(null, null, "Two models."), "cannot be said: Two models."],
  ])("relates it to the bias factor by the interval alone: %#", (pearson, words) => {
    const relation = { points: [1, 2], pearson, spearman: { ...measure(0, 1), p: 0.03 } };
    const said = relationWords({ relation } as unknown as LikelihoodResult);
    expect(said).toContain(words);
    expect(said).toContain(pearson.reason ?? "");
    expect(said).not.toContain("could be chance");
  });
});

it("warns where the order of the models alone does not bear a correlation out", () => {
  const relation = { points: [1], pearson: measure(0.8, 0.9), spearman: { ...measure(0.4, 0.8), p: 0.057 } };
  expect(relationWords({ relation } as unknown as LikelihoodResult)).toContain(
    "The order of the models alone could be chance",
  );
});

describe("the answer of the judges", () => {
  const judge = (name: string, winRateGenerators: Measure, winRateReal: Measure) => ({
    ...{ judge: name, winRateGenerators, winRateReal },
  });
  const result = (...judges: ReturnType<typeof judge>[]) =>
    ({
      ...{ judges, pairs: 40, perJudge: 20, matchLength: true, short: [{ judge: "b", drawn: 3, asked: 20 }] },
      ways: { a: "likelihood", b: "words", c: "probabilities" },
    }) as unknown as JudgesResult;

  it("tells both kinds of opponents apart, and takes one half for no preference", () => {
    const [likes, open, dislikes] = [measure(0.6, 0.9), measure(0.4, 0.6), measure(0.1, 0.4)];
    expect(judgesAnswer(result(judge("a", likes, open), judge("b", dislikes, open)), short)).toBe(
      "Against texts of other models 1 of 2 judges prefers own texts (A) and 1 of 2 judges prefers the others (B); " +
        "against real ones no preference of 2 judges is told from chance.",
    );
    const none = measure(null, null);
    expect(judgesAnswer(result(judge("a", none, likes)), short)).toMatch(
      /^Whether judges prefer .* cannot be said; against/u,
    );
  });

  it("says how each judged, that likelihood sees no order, where texts ran out and that nobody judged", () => {
    const said = judgesDesign(result(), short).join(" ");
    for (const words of [
      "A follows no instructions and judges by likelihood",
      "sees the texts one by one and no order",
      "C gave the probabilities",
      "B answered in words",
      "nearest length",
      "The texts ran out for B (3 of 20 pairs).",
      "No person has compared these pairs",
    ]) {
      expect(said).toContain(words);
    }
  });

  it("reads each definition on its own side of its own neutral value", () => {
    const named = (id: string) => definitions.find((definition) => definition.id === id)!;
    expect(readingOf(named("pairwise"))).toBe(".500 is neutral, above it a model favours itself");
    expect(sideOf(named("pairwise"), measure(0.55, 0.7))).toBe("favours itself");
    expect(sideOf(named("pairwise"), measure(0.45, 0.7))).toBeNull();
    expect(sideOf(named("rankSelfBias"), measure(-2, -1))).toBe("favours itself");
    expect(sideOf(named("rankSelfBias"), measure(1, 2))).toBe("favours others");
    expect(sideOf(named("biasFactor"), measure(null, null))).toBeNull();
    expect(sideOf(named("biasFactor"), { ...measure(0.1, 0.2), n: 9 })).toBeNull();
  });
});
