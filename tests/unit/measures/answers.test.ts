import { describe, expect, it } from "vitest";
import { InputError } from "#core/words.ts";
import { exactMatchOf, normalisedAnswer, tokenF1Of } from "#measures/answers.ts";
import { rowScore, scoreOf } from "#measures/scores.ts";

describe("short answers", () => {
  // compute_exact(gold, answer) and compute_f1(gold, answer) of SQuAD's evaluate-v2.0.py
  it.each([
    ["The Eiffel Tower", "eiffel tower!", 1, 1],
    ["an apple a day", "apple, day", 1, 1],
    ["forty-two", "forty two", 0, 0],
    ["the the cat sat on the mat", "cat cat on mat", 0, 0.75],
    ["Théâtre à la carte", "theatre a la carte", 0, 0.5714285714285715],
    ["New York City", "york new", 0, 0.8],
    ["U.S.", "us", 1, 1],
    ["", "the", 1, 1],
    ["four", "", 0, 0],
  ])("%j answered by %j", (gold, answer, exact, f1) => {
    expect(exactMatchOf([gold], answer)).toBe(exact);
    expect(tokenF1Of([gold], answer)).toBeCloseTo(f1, 14);
  });

  it("an article is a word of its own, not part of one", () => {
    expect(normalisedAnswer("An anthem, the  Theatre of\tA")).toBe("anthem theatre of");
    expect(normalisedAnswer("éa theà")).toBe("éa theà");
  });

  it("take the best of the accepted answers, row by row; unparsed is wrong", () => {
    const targets = ['["4","four"]', '["New York City","Big Apple"]', '["x"]', "[]"];
    const said = ["Four.", "york new", null, "the"];
    expect(scoreOf("exactMatch", targets, said)).toBe(2 / 4);
    expect(scoreOf("tokenF1", targets, said)).toBeCloseTo((1 + 0.8 + 0 + 1) / 4, 14);
    expect(targets.map((target, i) => rowScore("tokenF1", target, said[i]!))).toEqual([1, 0.8, 0, 1]);
    expect(rowScore("pearson", "3", "3")).toBeNull();
  });

  it.each(["four", '"four"', "[4]", '{"a":1}'])("refuse the target %s, naming the row", (target) => {
    expect(() => scoreOf("tokenF1", ['["x"]', target], ["x", "x"])).toThrow(InputError);
    expect(() => scoreOf("tokenF1", ['["x"]', target], ["x", "x"])).toThrow("target of row 2");
  });
});
