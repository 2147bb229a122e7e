import { describe, expect, it } from "vitest";
import { InputError } from "#core/words.ts";
import { scoreOf, scorerOf } from "#measures/scores.ts";
import {
  microSpanScores,
  spanCounts,
  spanSchemes,
  spanScores,
  spanScoresByLabel,
  storedSpanScoresByLabel,
} from "#measures/span-schemes.ts";
import { readSpans, writeSpans, type Span } from "#measures/spans.ts";

const spans = (...list: [number, number, string][]): Span[] =>
  list.map(([start, end, label]) => ({ start, end, label }));

/** correct, incorrect, partial, missed, spurious by scheme. */
function counts(truth: Span[], found: Span[]) {
  const entries = spanSchemes.map((scheme) => {
    const { correct, incorrect, partial, missed, spurious } = spanCounts(scheme, truth, found);
    return [scheme, [correct, incorrect, partial, missed, spurious]];
  });
  return Object.fromEntries(entries) as Record<string, number[]>;
}

const everywhere = (of: number[]) => ({ strict: of, exact: of, partial: of, entityType: of });

describe("the four schemes of nervaluate", () => {
  it.each([
    ["III: missed", spans([0, 7, "BRAND"]), [], everywhere([0, 0, 0, 1, 0])],
    ["II: spurious", [], spans([0, 7, "BRAND"]), everywhere([0, 0, 0, 0, 1])],
    [
      "V: bounds differ",
      spans([3, 11, "DRUG"]),
      spans([0, 11, "DRUG"]),
      { strict: [0, 1, 0, 0, 0], exact: [0, 1, 0, 0, 0], partial: [0, 0, 1, 0, 0], entityType: [1, 0, 0, 0, 0] },
    ],
    [
      "IV: label differs",
      spans([0, 11, "DRUG"]),
      spans([0, 11, "BRAND"]),
      { strict: [0, 1, 0, 0, 0], exact: [1, 0, 0, 0, 0], partial: [1, 0, 0, 0, 0], entityType: [0, 1, 0, 0, 0] },
    ],
    ["I: right", spans([0, 9, "DRUG"]), spans([0, 9, "DRUG"]), everywhere([1, 0, 0, 0, 0])],
    [
      "VI: both differ",
      spans([5, 19, "GROUP"]),
      spans([0, 19, "DRUG"]),
      { strict: [0, 1, 0, 0, 0], exact: [0, 1, 0, 0, 0], partial: [0, 0, 1, 0, 0], entityType: [0, 1, 0, 0, 0] },
    ],
  ])("scenario %s, as in its README", (_, truth, found, expected) => {
    expect(counts(truth, found)).toEqual(expected);
  });

  it("the scenarios together, with a second right entity, give the README's last table", () => {
    const right = spans([0, 9, "D"]);
    const truth = [spans([0, 7, "B"]), [], spans([3, 11, "D"]), spans([0, 11, "D"]), right, right, spans([5, 19, "G"])];
    const found = [[], spans([0, 7, "B"]), spans([0, 11, "D"]), spans([0, 11, "B"]), right, right, spans([0, 19, "D"])];
    const table = spanSchemes.map((scheme) => microSpanScores(scheme, truth, found));
    const rest = { missed: 1, spurious: 1 };
    expect(table).toMatchObject([
      { correct: 2, incorrect: 3, partial: 0, ...rest, precision: 2 / 6, recall: 2 / 6, f1: 2 / 6 },
      { correct: 3, incorrect: 2, partial: 0, ...rest, precision: 0.5, recall: 0.5, f1: 0.5 },
      { correct: 3, incorrect: 0, partial: 2, ...rest, precision: 4 / 6, recall: 4 / 6, f1: 8 / 12 },
      { correct: 3, incorrect: 2, partial: 0, ...rest, precision: 0.5, recall: 0.5, f1: 0.5 },
    ]);
  });

  // nervaluate 1.1.0's README: Evaluator(true, pred, tags=["PER", "ORG", "LOC", "DATE"], loader="list").evaluate(), its
  // tokens as characters and its inclusive ends as exclusive ones
  const truth = [spans([1, 3, "PER"], [6, 8, "ORG"]), spans([1, 2, "LOC"], [2, 4, "PER"], [6, 7, "DATE"])];
  const found = [spans([2, 4, "PER"], [6, 8, "ORG"]), spans([1, 3, "LOC"], [3, 4, "PER"], [6, 7, "DATE"])];

  it("counts its usage example alike, over all labels and by label", () => {
    const counted = spanSchemes.map((scheme) => microSpanScores(scheme, truth, found));
    expect(counted).toMatchObject([
      { correct: 2, incorrect: 3, partial: 0, missed: 0, spurious: 0, f1: expect.closeTo(0.4, 12) },
      { correct: 2, incorrect: 3, partial: 0, missed: 0, spurious: 0, f1: expect.closeTo(0.4, 12) },
      { correct: 2, incorrect: 0, partial: 3, missed: 0, spurious: 0, f1: expect.closeTo(0.7, 12) },
      { correct: 5, incorrect: 0, partial: 0, missed: 0, spurious: 0, f1: 1 },
    ]);
    expect(spanScoresByLabel("strict", truth, found)).toMatchObject({
      DATE: { correct: 1, incorrect: 0, f1: 1 },
      LOC: { correct: 0, incorrect: 1, f1: 0 },
      ORG: { correct: 1, incorrect: 0, f1: 1 },
      PER: { correct: 0, incorrect: 2, f1: 0 },
    });
  });

  // StrictEvaluation().evaluate(true, pred, ["A", "B", "C"]) and so on of nervaluate 1.1.0, ends there less one
  it.each([
    [
      "nested and repeated true ones",
      spans([8, 10, "C"], [10, 13, "B"], [10, 13, "B"]),
      spans([6, 11, "A"], [7, 8, "B"], [10, 12, "A"]),
      { strict: [0, 2, 0, 1, 1], exact: [0, 2, 0, 1, 1], partial: [0, 0, 2, 1, 1], entityType: [0, 2, 0, 1, 1] },
    ],
    [
      "overlapping found ones",
      spans([2, 5, "A"], [10, 12, "B"], [10, 13, "B"]),
      spans([0, 5, "A"], [2, 7, "B"], [5, 6, "A"], [10, 15, "A"]),
      { strict: [0, 2, 0, 1, 2], exact: [0, 2, 0, 1, 2], partial: [0, 0, 2, 1, 2], entityType: [1, 1, 0, 1, 2] },
    ],
    [
      "one that covers two",
      spans([1, 2, "A"], [3, 6, "B"], [3, 7, "B"]),
      spans([4, 8, "B"], [5, 10, "B"], [6, 10, "A"], [10, 12, "C"]),
      { strict: [0, 2, 0, 1, 2], exact: [0, 2, 0, 1, 2], partial: [0, 0, 2, 1, 2], entityType: [2, 0, 0, 1, 2] },
    ],
  ])("equals nervaluate on %s", (_, gold, said, expected) => {
    expect(counts(gold, said)).toEqual(expected);
  });

  it("an entity found twice is spurious the second time, and neighbours do not overlap", () => {
    expect(counts(spans([0, 4, "A"]), spans([0, 4, "A"], [0, 4, "A"]))).toEqual(everywhere([1, 0, 0, 0, 1]));
    expect(counts(spans([0, 4, "A"]), spans([4, 8, "A"]))).toEqual(everywhere([0, 0, 0, 1, 1]));
  });

  it("nothing true, nothing found or neither score 0", () => {
    for (const [gold, said] of [
      [[], spans([0, 1, "A"])],
      [spans([0, 1, "A"]), []],
      [[], []],
    ] as const) {
      expect(spanScores(spanCounts("partial", gold, said))).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    }
  });
});

describe("entity metrics of a table", () => {
  const targets = [writeSpans(spans([0, 4, "A"], [6, 9, "B"])), "[]", writeSpans(spans([2, 5, "A"]))];
  const said = [writeSpans(spans([0, 4, "A"], [5, 9, "B"])), writeSpans(spans([0, 1, "B"])), null];

  it("are micro F1; an unparsed answer found nothing", () => {
    // 3 true, 3 found; right: strict 1, exact 1, partial 1.5, by type 2
    expect(scoreOf("strictF1", targets, said)).toBeCloseTo(2 / 6, 14);
    expect(scoreOf("exactF1", targets, said)).toBeCloseTo(2 / 6, 14);
    expect(scoreOf("partialF1", targets, said)).toBeCloseTo(3 / 6, 14);
    expect(scoreOf("entityTypeF1", targets, said)).toBeCloseTo(4 / 6, 14);
    expect(storedSpanScoresByLabel("strict", targets, said)).toMatchObject({
      A: { correct: 1, missed: 1 },
      B: { f1: 0 },
    });
  });

  it("weighted rows are repeated rows", () => {
    const table = { name: "d", generator: null, seed: null, targets, predictions: { a: said } };
    const weights = [2, 1, 3];
    const repeat = <T>(list: T[]) => list.flatMap((value, i) => new Array<T>(weights[i]!).fill(value));
    const weighted = scorerOf(table, ["a"], "partialF1")(Float64Array.from(weights), new Float64Array(1))[0];
    expect(weighted).toBeCloseTo(scoreOf("partialF1", repeat(targets), repeat(said)), 14);
  });
});

describe("spans as they are kept", () => {
  it("are written in order and read back", () => {
    const wire = writeSpans(spans([6, 9, "B"], [0, 4, "B"], [0, 4, "A"], [0, 2, "Z"]));
    expect(wire).toBe('[[0,2,"Z"],[0,4,"A"],[0,4,"B"],[6,9,"B"]]');
    expect(writeSpans(readSpans(wire))).toBe(wire);
    expect(readSpans("[]")).toEqual([]);
  });

  it.each([
    ["no JSON", "Paris"],
    ["no list", '{"PER":["Ann"]}'],
    ["no span", '[[0,"PER"]]'],
    ["a backward span", '[[4,4,"PER"]]'],
    ["a negative start", '[[-1,4,"PER"]]'],
    ["half a character", '[[0,1.5,"PER"]]'],
    ["an empty label", '[[0,1,""]]'],
  ])("refuses %s, saying where", (_, wire) => {
    expect(() => readSpans(wire, "Row 3")).toThrow(InputError);
    expect(() => readSpans(wire, "Row 3")).toThrow(/^Row 3: found .* expected/);
  });

  it("refuses spans beyond the text, and names the row of a table", () => {
    expect(readSpans('[[0,4,"A"]]', "Row 1", "Anna")).toHaveLength(1);
    expect(() => readSpans('[[0,5,"A"]]', "Row 1", "Anna")).toThrow("0 to 5");
    expect(() => scoreOf("strictF1", ["[]", "?"], ["[]", "[]"])).toThrow("target of row 2");
    expect(() => scoreOf("strictF1", ["[]", "[]"], ["[]", "?"])).toThrow('prediction of "it", row 2');
  });
});
