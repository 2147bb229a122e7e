import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { evidenceOf } from "#measures/judges/evidence.ts";
import { judgeMeasures } from "#measures/judges/judge-measures.ts";
import { judgesReport } from "#measures/judges/report.ts";
import { demographicParity } from "#measures/judges/pairwise.ts";
import type { Choice, JudgedText, Verdict } from "#measures/judges/verdict.ts";
import { simulateJudges } from "./simulated-judges.ts";

const options = { seed: 2, resamples: 300 };
const models = ["a", "b", "c"];

/** Two verdicts of judge "a" on own text against another's: choices when the own text is first, and when it is second. */
function pairOf(
  id: string,
  ownFirst: Choice,
  ownSecond: Choice,
  other: string | null = "b",
  lengths = [10, 10],
): Verdict[] {
  const own = { author: "a", instance: `own ${id}`, length: lengths[0]! };
  const rival = { author: other, instance: `other ${id}`, length: lengths[1]! };
  const shared = { judge: "a", pair: id, label: "x" };
  return [
    { ...shared, first: own, second: rival, choice: ownFirst },
    { ...shared, first: rival, second: own, choice: ownSecond },
  ];
}

const measured = (verdicts: readonly Verdict[]) => judgeMeasures(evidenceOf(verdicts, options), "a");

describe("a judge, counted by hand", () => {
  const verdicts = [
    ...pairOf("1", "first", "second"), // own twice
    ...pairOf("2", "first", "first"), // the place decides
    ...pairOf("3", "second", "first"), // the rival twice
    ...pairOf("4", "first", "second", null), // own twice, against a real text
    ...pairOf("5", "first", null), // half of it unread
    ...pairOf("6", "tie", "second"), // a tie and own
  ];
  const judge = measured(verdicts);

  it("wins by the mean of both orders, ties one half, by author and over authors", () => {
    expect(judge.winRates.map(({ author, winRate }) => [author, winRate.estimate, winRate.n])).toEqual([
      ["b", (1 + 0.5 + 0 + 0.75) / 4, 4],
      [null, 1, 1],
    ]);
    expect(judge.winRateGenerators.estimate).toBe(0.5625);
    expect(judge.winRateReal.estimate).toBe(1);
  });

  it("counts flips and the first place over pairs judged in both orders, and what was not read over all", () => {
    expect(judge.flipRate).toMatchObject({ estimate: 1 / 5, n: 5 });
    expect(judge.firstRate.estimate).toBeCloseTo((0.5 + 1 + 0.5 + 0.5 + 0.25) / 5, 14);
    expect(judge.unscoredRate.estimate).toBeCloseTo(1 / 12, 14);
    expect(judge).toMatchObject({ verdicts: 12, pairs: 6, orderFree: false });
  });

  it("leaves out a pair that was asked in one order only: half a swap cancels nothing", () => {
    const half = [...pairOf("1", "first", "second"), ...pairOf("2", "second", "first"), pairOf("3", "first", null)[0]!];
    const { winRateGenerators, flipRate, unscoredRate } = measured(half);
    expect(winRateGenerators).toMatchObject({ estimate: 0.5, n: 2 });
    expect(flipRate.n).toBe(2);
    expect(unscoredRate).toMatchObject({ estimate: 0, n: 3 });
  });

  it("has an interval where preferences go by label and each label has few pairs", () => {
    const byLabel = Array.from({ length: 12 }, (_, i) =>
      pairOf(`${i}`, i < 2 ? "second" : "first", i < 2 ? "first" : "second").map((row) => ({
        ...row,
        label: `label ${Math.floor(i / 2)}`,
      })),
    ).flat();
    const { estimate, low, high } = measured(byLabel).winRateGenerators;
    expect(estimate).toBeCloseTo(10 / 12, 14);
    expect(high! - low!).toBeGreaterThan(0.2);
  });

  it("counts pairs of one cluster as one observation", () => {
    const pairs = Array.from({ length: 24 }, (_, i) => {
      const own = i % 8 < 4;
      return pairOf(`${i}`, own ? "first" : "second", own ? "second" : "first").map((row) => ({ row, i }));
    }).flat();
    const alone = measured(pairs.map(({ row }) => row)).winRateGenerators;
    const tied = measured(pairs.map(({ row, i }) => ({ ...row, cluster: `${Math.floor(i / 4)}` }))).winRateGenerators;
    expect([alone.n, tied.n]).toEqual([24, 6]);
    expect(tied.estimate).toBe(alone.estimate);
    expect(tied.high! - tied.low!).toBeGreaterThan(1.5 * (alone.high! - alone.low!));
  });

  it("weighs rivals alike, however many pairs each has", () => {
    const rivals = [
      ...pairOf("1", "first", "second"),
      ...pairOf("2", "first", "second"),
      ...pairOf("3", "second", "first", "c"),
    ];
    expect(measured(rivals).winRateGenerators.estimate).toBe(0.5);
  });
});

describe("every way to answer two pairs in both orders", () => {
  const choices = ["first", "second", "tie", null] as const;
  const worthOf = { first: 1, second: 0, tie: 0.5 } as const;
  const answers = choices.flatMap((ownFirst) => choices.map((ownSecond) => ({ ownFirst, ownSecond })));

  it("agrees with the definition, written out", () => {
    for (const one of answers) {
      for (const two of answers) {
        const judge = judgeMeasures(
          evidenceOf(
            [one, two].flatMap(({ ownFirst, ownSecond }, i) => pairOf(`${i}`, ownFirst, ownSecond)),
            { seed: 1, resamples: 2 },
          ),
          "a",
        );
        const read = [one, two].flatMap(({ ownFirst, ownSecond }) =>
          ownFirst === null || ownSecond === null ? [] : [[worthOf[ownFirst], 1 - worthOf[ownSecond]] as const],
        );
        const mean = (of: (forOwn: readonly [number, number]) => number) =>
          read.length === 0 ? null : read.reduce((sum, forOwn) => sum + of(forOwn) / read.length, 0);
        expect(judge.winRateGenerators.estimate).toBe(mean(([a, b]) => (a + b) / 2));
        expect(judge.firstRate.estimate).toBe(mean(([a, b]) => (a + (1 - b)) / 2));
        expect(judge.flipRate.estimate).toBe(mean(([a, b]) => (Math.abs(a - b) === 1 ? 1 : 0)));
        const open = [one, two].flatMap(({ ownFirst, ownSecond }) => [ownFirst, ownSecond]).filter((c) => c === null);
        expect(judge.unscoredRate.estimate).toBe(open.length / 4);
      }
    }
  });
});

describe("length", () => {
  const longer = (i: number, own: number, other: number) =>
    pairOf(`${i}`, own > other ? "first" : "second", own > other ? "second" : "first", "b", [own, other]);

  it("is told from a preference for own texts where the longer one always wins", () => {
    const judge = measured([longer(1, 30, 10), longer(2, 25, 10), longer(3, 28, 12), longer(4, 10, 20)].flat());
    expect(judge.winRateGenerators.estimate).toBe(0.75);
    expect(judge.winRateLengthBalanced.estimate).toBe(0.5);
    expect(judge.longerRate).toMatchObject({ estimate: 1, n: 4 });
    expect(judge.longerRate.low).toBeLessThan(1);
    expect(judge.lengthDifference.estimate).toBe((20 + 15 + 16 - 10) / 4);
  });

  it("decides nothing in pairs of equal length", () => {
    const judge = measured([...pairOf("1", "first", "second"), ...pairOf("2", "first", "second")]);
    expect(judge.longerRate).toMatchObject({ estimate: null, reason: expect.stringContaining("unequal length") });
    expect(judge.winRateLengthBalanced.reason).toContain("longer in 0 pairs and shorter in 0");
  });
});

describe("judges that do not judge", () => {
  it("always the first: every pair flips, and nobody is preferred", () => {
    const verdicts = simulateJudges({ models, pairs: 10, likes: () => 1 }, new Random(1));
    const judge = judgeMeasures(evidenceOf(verdicts, options), "a");
    expect(judge.flipRate).toMatchObject({ estimate: 1, high: 1, n: 30 });
    expect(judge.flipRate.low).toBeLessThan(0.95);
    expect(judge.firstRate.estimate).toBe(1);
    expect(judge.winRateGenerators).toMatchObject({ estimate: 0.5, low: 0.5, high: 0.5 });
    expect(judge.winRateGenerators.reason).toContain("gave the same value");
  });

  it("never an answer: no win rate, all unscored", () => {
    const judge = measured([...pairOf("1", null, null), ...pairOf("2", null, null)]);
    expect(judge.unscoredRate).toMatchObject({ estimate: 1, n: 2 });
    expect(judge.winRateGenerators).toMatchObject({ estimate: null, reason: expect.any(String) });
    expect(judge.flipRate.estimate).toBeNull();
  });

  it("without an order: flips and places do not apply, win rates do", () => {
    const rows = ["1", "2", "3"].map((id): Verdict => ({ ...pairOf(id, "first", null)[0]!, orderFree: true }));
    const judge = measured(rows);
    expect(judge.orderFree).toBe(true);
    expect(judge.winRateGenerators).toMatchObject({ estimate: 1, n: 3 });
    expect(judge.flipRate.reason).toContain("sees no order");
    expect(judge.firstRate.estimate).toBeNull();
  });
});

describe("laws", () => {
  const verdicts = simulateJudges(
    { models, pairs: 20, likes: (judge, first) => (first.author === judge ? 0.8 : 0.4) },
    new Random(3),
  );

  it("changing which order came first changes nothing", () => {
    const turned = [...verdicts].reverse();
    const before = judgeMeasures(evidenceOf(verdicts, options), "b");
    const after = judgeMeasures(evidenceOf(turned, options), "b");
    expect(after.winRateGenerators.estimate).toBeCloseTo(before.winRateGenerators.estimate!, 14);
    expect(after.flipRate.estimate).toBe(before.flipRate.estimate);
  });

  it("swapping every verdict turns win rates round and leaves flips alone", () => {
    const swap = { first: "second", second: "first" } as const;
    const opposite = verdicts.map((row) => ({ ...row, choice: swap[row.choice as "first" | "second"] }));
    const before = judgeMeasures(evidenceOf(verdicts, options), "a");
    const after = judgeMeasures(evidenceOf(opposite, options), "a");
    expect(after.winRateReal.estimate).toBeCloseTo(1 - before.winRateReal.estimate!, 14);
    expect(after.winRateReal.low).toBeCloseTo(1 - before.winRateReal.high!, 5);
    expect(after.flipRate).toEqual(before.flipRate);
  });

  it("a report is equal for equal rows and goes through JSON", () => {
    const report = judgesReport(verdicts, options);
    expect(judgesReport(verdicts, options)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.judges.map(({ judge }) => judge)).toEqual(models);
    expect(report.pairs).toBe(20 * (3 + 3));
  });
});

describe("simulation", () => {
  const study = (seed: number, own: number) => {
    const likes = (judge: string, first: JudgedText) => (first.author === judge ? own : 1 - own);
    const verdicts = simulateJudges({ models: ["a", "b"], pairs: 60, likes }, new Random(seed));
    const evidence = evidenceOf(
      verdicts.filter(({ judge }) => judge === "a"),
      { seed, resamples: 150 },
    );
    return demographicParity(evidence, "a");
  };

  it.each([0.5, 0.7])("a planted preference of %d is found and covered as often as claimed", (own) => {
    const truth = 2 * own - 1;
    const found = Array.from({ length: 150 }, (_, i) => study(700 + i, own));
    const mean = found.reduce((sum, { estimate }) => sum + estimate! / found.length, 0);
    const covered = found.filter(({ low, high }) => low! <= truth && truth <= high!).length / found.length;
    expect(Math.abs(mean - truth)).toBeLessThan(0.02);
    expect(covered).toBeGreaterThan(0.89);
    expect(covered).toBeLessThan(0.99);
  });
});

describe("what cannot be a verdict", () => {
  const [one, two] = pairOf("1", "first", "second") as [Verdict, Verdict];

  it.each([
    ["one order twice", [one, one], "answered one order 2 times"],
    ["two pairs of one id", [one, { ...two, first: { ...two.first, instance: "z" } }], "two different pairs"],
    ["a probability above 1", [{ ...one, pFirst: 1.2 }], "found probability 1.2"],
    [
      "two orders without an order",
      [one, two].map((row) => ({ ...row, orderFree: true as const })),
      "one order 2 times",
    ],
  ])("refuses %s", (_, rows, message) => expect(() => evidenceOf(rows as Verdict[], options)).toThrow(message));

  it("refuses gold for a text that the pair does not hold", () => {
    const gold = [{ pair: "1", better: { author: "z", instance: "z" } }];
    expect(() => evidenceOf([one, two], { ...options, gold })).toThrow('"1" names "z"');
  });
});
