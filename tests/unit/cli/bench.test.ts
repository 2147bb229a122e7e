import { describe, expect, it } from "vitest";
import { isMet, median, ratioOf, type Figure } from "#cli/bench/figure.ts";
import { figureText } from "#cli/bench/table.ts";

const figure = (change: Partial<Figure>): Figure => ({
  title: "Generation",
  measured: { value: 1200, unit: "tokens/s", what: "own loop" },
  baseline: { value: 100, unit: "tokens/s", what: "the library" },
  ratio: ratioOf([1000, 1200, 1400], [100, 100, 140]),
  target: { of: "ratio", kind: "at least", bound: 8 },
  notes: [],
  ...change,
});

describe("the bench's figures", () => {
  it("takes the ratio round by round, because rounds differ more than sides do", () => {
    expect(ratioOf([10, 40], [1, 8])).toEqual({ median: 7.5, lowest: 5, highest: 10, rounds: 2 });
    expect(median([3, 1, 2])).toBe(2);
  });

  it("holds the ratio or the measured value against its bound", () => {
    expect(isMet(figure({}))).toBe(true);
    expect(isMet(figure({ target: { of: "ratio", kind: "at least", bound: 11 } }))).toBe(false);
    const seconds = { value: 60, unit: "s", what: "the page" };
    const timed = (kind: "below" | "at most") =>
      isMet(figure({ measured: seconds, target: { of: "measured", kind, bound: 60 } }));
    expect([timed("below"), timed("at most")]).toEqual([false, true]);
  });

  it("judges nothing without a target or without the other side", () => {
    expect(isMet(figure({ target: { of: "nothing", why: "it informs" } }))).toBe(null);
    expect(isMet(figure({ baseline: null, ratio: null }))).toBe(null);
  });

  it("marks a missed target where it is read", () => {
    const missed = figureText(figure({ target: { of: "ratio", kind: "at least", bound: 20 } }));
    expect(missed).toContain("10.0 ×  (10.0 to 12.0 in 3 rounds)");
    expect(missed).toContain("≥ 20 ×  MISSED");
    expect(figureText(figure({ baseline: null, ratio: null }))).toContain("not judged");
  });
});
