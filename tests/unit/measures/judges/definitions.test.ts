import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Definition } from "#measures/judges/definition.ts";
import { definitions, selfPreferences } from "#measures/judges/definitions.ts";
import { evidenceOf, itemsAgainst, othersMajority, type EvidenceOptions } from "#measures/judges/evidence.ts";
import { rateMeasure } from "#measures/judges/pair-measure.ts";
import {
  demographicParity,
  equalOpportunity,
  goldGap,
  pairwiseSelfPreference,
  qualityBaseline,
} from "#measures/judges/pairwise.ts";
import { meanPreferenceLeakage, preferenceLeakage, preferenceLeakageOf } from "#measures/judges/preference-leakage.ts";
import type { GoldVerdict, JudgedText, Verdict } from "#measures/judges/verdict.ts";
import { simulateJudges } from "./simulated-judges.ts";

const options: EvidenceOptions = { seed: 2, resamples: 60 };

/** One verdict on a pair of texts by two authors, from a judge that sees no order. */
function verdict(judge: string, pair: string, authors: [string, string], winner: 0 | 1): Verdict {
  const text = (author: string) => ({ author, instance: pair, length: 10 });
  const choice = winner === 0 ? "first" : "second";
  return { judge, pair, label: "x", first: text(authors[0]), second: text(authors[1]), choice, orderFree: true };
}

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const gold = (pair: string, author: string): GoldVerdict => ({ pair, better: { author, instance: pair } });

describe("preference leakage", () => {
  // arXiv 2502.01534, raw_result.png and main_experiment.png: WR(i,i), WR(i,j), WR(j,j), WR(j,i), PLS as printed.
  it.each([
    ["Mistral GPT-4o & Gemini, Arena-Hard", 38.4, 18.2, 42.0, 27.0, 28.7],
    ["Mistral GPT-4o & LLaMA, Arena-Hard", 55.8, 50.4, 14.6, 17.2, -1.5],
    ["Mistral LLaMA & Gemini, Arena-Hard", 14.6, 9.2, 59.4, 55.4, 13.1],
    ["Mistral GPT-4o & Gemini, AlpacaEval", 55.1, 36.8, 63.2, 44.9, 18.4],
    ["Mistral GPT-4o & LLaMA, AlpacaEval", 61.6, 60.3, 39.7, 38.4, 1.4],
    ["Mistral LLaMA & Gemini, AlpacaEval", 39.5, 22.6, 77.4, 60.5, 19.8],
    ["Qwen GPT-4o & Gemini, Arena-Hard", 49.8, 22.0, 44.5, 21.2, 37.1],
    ["Qwen GPT-4o & LLaMA, Arena-Hard", 57.4, 39.0, 9.2, 13.0, 1.0],
    ["Qwen LLaMA & Gemini, Arena-Hard", 16.4, 10.0, 60.6, 35.2, 25.4],
    ["Qwen GPT-4o & Gemini, AlpacaEval", 57.8, 39.3, 60.7, 42.2, 18.6],
    ["Qwen GPT-4o & LLaMA, AlpacaEval", 61.5, 59.3, 40.7, 38.5, 2.3],
    ["Qwen LLaMA & Gemini, AlpacaEval", 42.9, 26.2, 73.8, 57.1, 18.4],
  ])("%s as printed", (_, ii, ij, jj, ji, printed) => {
    expect(Math.abs(100 * preferenceLeakage({ ii, ij, jj, ji }) - printed)).toBeLessThan(0.1);
  });

  it("follows from verdicts on the same pairs: Mistral GPT-4o & Gemini on AlpacaEval, 1,000 pairs", () => {
    const verdicts = times(1000, (n) => [
      verdict("i", `${n}`, ["i", "j"], n < 551 ? 0 : 1),
      verdict("j", `${n}`, ["i", "j"], n < 632 ? 1 : 0),
    ]).flat();
    const evidence = evidenceOf(verdicts, options);
    const measure = preferenceLeakageOf(evidence, "i", "j");
    expect(100 * measure.estimate!).toBeCloseTo(18.42, 2);
    expect(measure.n).toBe(1000);
    expect(preferenceLeakageOf(evidence, "j", "i").estimate).toBeCloseTo(measure.estimate!, 14);
    expect(meanPreferenceLeakage(evidence, "i")).toEqual(measure);
  });

  it("is 0 where two judges agree, whoever writes better, and undefined where nobody has judged both", () => {
    const agreeing = times(10, (n) =>
      ["i", "j"].map((judge) => verdict(judge, `${n}`, ["i", "j"], n < 8 ? 0 : 1)),
    ).flat();
    expect(preferenceLeakageOf(evidenceOf(agreeing, options), "i", "j").estimate).toBeCloseTo(0, 14);
    const onesided = times(4, (n) => ["i", "j"].map((judge) => verdict(judge, `${n}`, ["i", "j"], 0))).flat();
    expect(preferenceLeakageOf(evidenceOf(onesided, options), "i", "j").reason).toContain("wins no pair");
    const withThird = times(4, (n) =>
      ["i", "k"].map((judge) => verdict(judge, `k${n}`, ["i", "k"], n % 2 ? 1 : 0)),
    ).flat();
    expect(meanPreferenceLeakage(evidenceOf([...onesided, ...withThird], options), "i").estimate).toBeCloseTo(0, 14);
    const alone = evidenceOf([verdict("i", "1", ["i", "j"], 0)], options);
    expect(preferenceLeakageOf(alone, "i", "j").reason).toContain("have not both judged");
    expect(meanPreferenceLeakage(alone, "i").reason).toContain("No other judge");
  });
});

describe("equal opportunity and demographic parity", () => {
  // arXiv 2410.21819, GPT-4: 1852 of 1960 pairs where people preferred its text, 118 of 278 where they preferred the other.
  const better = times(1960, (n) => ({ id: `own ${n}`, author: "gpt-4", winner: n < 1852 ? 0 : 1 }) as const);
  const worse = times(278, (n) => ({ id: `other ${n}`, author: "vicuna", winner: n < 118 ? 1 : 0 }) as const);
  const all = [...better, ...worse];
  const verdicts = all.map(({ id, winner }) => verdict("gpt-4", id, ["gpt-4", "vicuna"], winner));
  const people = all.map(({ id, author }) => gold(id, author));

  it("is .520 for GPT-4, as printed", () => {
    const measure = equalOpportunity(evidenceOf(verdicts, { ...options, gold: people }), "gpt-4");
    expect(measure.estimate!.toFixed(3)).toBe("0.520");
    expect(measure).toMatchObject({ n: 278 });
    expect(measure.low).toBeGreaterThan(0.4);
    expect(measure.high).toBeLessThan(0.6);
  });

  it("demographic parity is twice the win rate minus 1, without people", () => {
    const wins = 1852 + (278 - 118);
    const { estimate } = demographicParity(evidenceOf(verdicts, options), "gpt-4");
    expect(estimate).toBeCloseTo((2 * wins) / 2238 - 1, 12);
  });

  it("is undefined without people, and where they always prefer one side", () => {
    expect(equalOpportunity(evidenceOf(verdicts, options), "gpt-4").reason).toContain("preference from outside");
    const onesided = evidenceOf(verdicts, { ...options, gold: people.slice(0, 1960) });
    expect(equalOpportunity(onesided, "gpt-4")).toMatchObject({
      estimate: null,
      reason: expect.stringContaining("the other text in 0"),
    });
  });

  it("turns its sign where own and other swap, and takes the majority of several people", () => {
    const swapped = verdicts.map((row) => ({ ...row, judge: "vicuna" }));
    const others = equalOpportunity(evidenceOf(swapped, { ...options, gold: people }), "vicuna");
    expect(others.estimate!.toFixed(3)).toBe("-0.520");
    const outvoted = [...people, ...people, ...people.map(({ pair }) => ({ pair, better: null }))];
    expect(equalOpportunity(evidenceOf(verdicts, { ...options, gold: outvoted }), "gpt-4").estimate!.toFixed(3)).toBe(
      "0.520",
    );
  });
});

describe("pairwise self-preference", () => {
  const asked = (id: string, ownFirst: number, ownSecond: number, author: string | null = "b"): Verdict[] => {
    const own: JudgedText = { author: "a", instance: id, length: 10 };
    const other: JudgedText = { author, instance: id, length: 10 };
    const choice = (pFirst: number) => (pFirst > 0.5 ? "first" : "second");
    const shared = { judge: "a", pair: id, label: "x" };
    return [
      { ...shared, first: own, second: other, choice: choice(ownFirst), pFirst: ownFirst },
      { ...shared, first: other, second: own, choice: choice(1 - ownSecond), pFirst: 1 - ownSecond },
    ];
  };

  it("is the mean probability of the own text over both orders", () => {
    const evidence = evidenceOf([...asked("1", 0.9, 0.7), ...asked("2", 0.6, 0.2), ...asked("3", 1, 1, null)], options);
    expect(pairwiseSelfPreference(evidence, "a").estimate).toBeCloseTo((0.8 + 0.4) / 2, 14);
    expect(pairwiseSelfPreference({ ...evidence, opponents: "real" }, "a").estimate).toBe(1);
  });

  it("is .5 for a judge that always takes the first, and needs probabilities", () => {
    const first = evidenceOf([...asked("1", 0.99, 0.01), ...asked("2", 0.99, 0.01)], options);
    expect(pairwiseSelfPreference(first, "a").estimate).toBeCloseTo(0.5, 14);
    const words = asked("1", 0.9, 0.9).map(({ pFirst: _, ...row }) => row);
    expect(pairwiseSelfPreference(evidenceOf(words, options), "a").reason).toBe('"a" gives no probabilities.');
  });
});

describe("against gold judges", () => {
  const judged = (pair: string, votes: Record<string, 0 | 1>) =>
    Object.entries(votes).map(([judge, winner]) => verdict(judge, pair, ["a", "b"], winner));
  const verdicts = [
    judged("1", { a: 0, b: 1, c: 0, d: 0 }),
    judged("2", { a: 0, b: 1, c: 1, d: 1 }),
    judged("3", { a: 1, b: 1, c: 0, d: 1 }),
    judged("4", { a: 0, b: 0, c: 1, d: 1 }),
  ].flat();

  it("the majority is of those who wrote neither text, ties one half", () => {
    expect(othersMajority(evidenceOf(verdicts, options), "a")).toEqual([1, 0, 0.5, 0]);
  });

  it("DBG is the own win rate minus theirs, and people go before them", () => {
    const evidence = evidenceOf(verdicts, options);
    expect(goldGap(evidence, "a").estimate).toBeCloseTo(3 / 4 - 1.5 / 4, 14);
    expect(goldGap(evidence, "b").estimate).toBeCloseTo(3 / 4 - 2.5 / 4, 14);
    const people = ["1", "2", "3"].map((pair) => gold(pair, "a"));
    const byPeople = goldGap(evidenceOf(verdicts, { ...options, gold: people }), "a");
    expect(byPeople.estimate).toBeCloseTo(2 / 3 - 1, 14);
    expect(byPeople.n).toBe(3);
    const two = evidenceOf(
      verdicts.filter(({ judge }) => judge === "a" || judge === "b"),
      options,
    );
    expect(goldGap(two, "a").reason).toContain("No other judge");
  });

  it("wrong votes for own are held against wrong votes for others", () => {
    const foreign = times(4, (n) => [
      ...["a", "b"].map((judge, j) => verdict(judge, `f${n}`, ["c", "d"], n === 0 && j === 0 ? 1 : 0)),
    ]).flat();
    const people = [
      ...["1", "2"].map((pair) => gold(pair, "b")),
      ...["3", "4"].map((pair) => gold(pair, "a")),
      ...times(4, (n) => gold(`f${n}`, "c")),
    ];
    const evidence = evidenceOf([...verdicts, ...foreign], { ...options, gold: people });
    // "a" votes for its own worse text in both of 2 pairs, for the worse of two others in 1 of 4.
    expect(qualityBaseline(evidence, "a")).toMatchObject({ estimate: 1 - 1 / 4, n: 2 });
    expect(qualityBaseline(evidence, "b").estimate).toBeCloseTo(1 / 2 - 0, 14);
  });
});

describe("planted preferences", () => {
  const models = ["a", "b", "c", "d"];
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));

  /** Texts of "a" are better by `quality`; judge "a" likes its own by `bias` more. */
  const study = (quality: number, bias: number) => {
    const worth = (judge: string | null, { author }: JudgedText) =>
      (author === "a" ? quality : 0) + (author === "a" && judge === "a" ? bias : 0);
    const verdicts = simulateJudges(
      {
        ...{ models, pairs: 80, panel: true },
        likes: (judge, first, second) => logistic(worth(judge, first) - worth(judge, second)),
      },
      new Random(11),
    );
    const random = new Random(12);
    const people = verdicts.map(({ pair, first, second }): GoldVerdict => {
      const likesFirst = random.next() < logistic(worth(null, first) - worth(null, second));
      return { pair, better: likesFirst ? first : second };
    });
    const byPair = [...new Map(people.map((row) => [row.pair, row])).values()];
    const evidence = evidenceOf(verdicts, { seed: 1, resamples: 100 });
    const rows = [
      ...selfPreferences(evidence, ["a"]).filter(({ definition }) => definition !== "equalOpportunity"),
      ...selfPreferences(evidenceOf(verdicts, { seed: 1, resamples: 100, gold: byPair }), ["a"]).filter(
        ({ definition }) => definition === "equalOpportunity",
      ),
    ];
    return (id: string) =>
      rows.find(({ definition, against }) => definition === id && against === "generators")!.measure;
  };

  it("are found by every definition that the evidence allows", () => {
    const of = study(0, 2);
    for (const id of ["demographicParity", "equalOpportunity", "goldGap", "preferenceLeakage", "qualityBaseline"]) {
      expect(of(id).low, id).toBeGreaterThan(0);
    }
  });

  it("no preference and equal texts leave all of them at their neutral value", () => {
    const of = study(0, 0);
    for (const id of ["demographicParity", "equalOpportunity", "goldGap", "preferenceLeakage", "qualityBaseline"]) {
      expect(of(id).low, id).toBeLessThan(0);
      expect(of(id).high, id).toBeGreaterThan(0);
    }
  });

  it("better texts alone raise demographic parity and leave preference leakage at 0", () => {
    const of = study(2, 0);
    expect(of("demographicParity").low).toBeGreaterThan(0);
    expect(of("preferenceLeakage").low).toBeLessThan(0);
    expect(of("preferenceLeakage").high).toBeGreaterThan(0);
  });
});

describe("the table", () => {
  it("says of each what it is, what it needs, what it cannot tell and what would", () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
    for (const { name, source, formula, cannotTell, control, range, neutral, needs } of definitions) {
      for (const text of [name, source, formula, cannotTell, control]) expect(text.length).toBeGreaterThan(3);
      expect(needs.length).toBeGreaterThan(0);
      if (range[0] !== null) expect(neutral).toBeGreaterThanOrEqual(range[0]);
      if (range[1] !== null) expect(neutral).toBeLessThanOrEqual(range[1]);
    }
  });

  it("takes one more entry: the share of pairs with a probability of the own text above one half", () => {
    const zapped: Definition = {
      ...definitions[0]!,
      id: "zapped",
      compute: (evidence, model) =>
        rateMeasure(
          evidence,
          itemsAgainst(evidence, model).map(({ pair, vote: value }) => ({ pair, value })),
          "No pairs.",
        ),
    };
    const verdicts = times(4, (n) => verdict("a", `${n}`, ["a", "b"], n === 0 ? 1 : 0));
    const rows = selfPreferences(evidenceOf(verdicts, options), ["a"], [...definitions, zapped]);
    const added = rows.filter(({ definition }) => definition === "zapped");
    expect(added.map(({ against, measure }) => [against, measure.estimate])).toEqual([
      ["generators", 0.75],
      ["real", null],
    ]);
  });

  it("gives every definition a measure or a reason, with no evidence at all too", () => {
    for (const { measure } of selfPreferences(evidenceOf([], options), ["a"])) {
      expect(measure).toMatchObject({ estimate: null, reason: expect.any(String) });
    }
  });
});
