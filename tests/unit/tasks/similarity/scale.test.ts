import { describe, expect, it } from "vitest";
import { levelsOf, meaningOf, nearestLevel, scaleOf } from "#tasks/similarity/scale.ts";

const rows = (...targets: (number | string)[]) => targets.map((target) => ({ target: String(target) }));

describe("the scale of rows", () => {
  it.each([
    ["STS, 0–5", [0, 2.25, 4.8], [0, 5], "0 1 2 3 4 5"],
    ["SemEval 2014, 0–4", [0.2, 3.6, 4], [0, 4], "0 1 2 3 4"],
    ["SICK, 1–5", [1, 3.7, 4.9], [1, 5], "1 2 3 4 5"],
    ["fractions, 0–1", [0, 0.35, 1], [0, 1], "0 0.2 0.4 0.6 0.8 1"],
    ["paraphrase or not", [0, 1, 1], [0, 1], "0 1"],
    ["percent", [0, 55, 100], [0, 100], "0 20 40 60 80 100"],
    ["cosines", [-0.4, 0.9], [-1, 1], "-1 0 1"],
    ["one score", [3, 3], [1, 3], "1 2 3"],
  ])("%s", (_, scores, [low, high], levels) => {
    const scale = scaleOf(rows(...scores));
    expect([scale.low, scale.high]).toEqual([low, high]);
    expect(scale.levels.join(" ")).toBe(levels);
  });

  it("has only levels as labels that some row is nearest to", () => {
    expect(levelsOf(rows(0, 1.2, 4.9))).toEqual(["0", "1", "5"]);
  });
});

it("a score goes to the nearest level, to the upper one of two", () => {
  const levels = ["0", "1", "2", "3"];
  expect(["0.49", "0.5", "1.4", "2.5", "9", "-1"].map((score) => nearestLevel(score, levels))).toEqual([
    ...["0", "1", "1", "3", "3", "0"],
  ]);
});

describe("what a level means", () => {
  const all = (labels: string[]) => labels.map((level) => meaningOf(level, { labels }));

  it("differs from level to level, and the ends are the same on every scale", () => {
    for (const labels of [
      ["0", "1", "2", "3", "4"],
      ["1", "2", "3", "4", "5"],
      ["0", "0.2", "0.4", "0.6", "0.8", "1"],
    ]) {
      expect(new Set(all(labels)).size).toBe(labels.length);
      expect(all(labels)[0]).toBe("the two texts have nothing in common");
      expect(all(labels).at(-1)).toBe("the two texts mean the same");
    }
  });

  it("is between two others where a scale has more levels than meanings", () => {
    const meanings = all(Array.from({ length: 11 }, (_, i) => String(i)));
    expect(meanings.filter((meaning) => meaning === "between the levels beside it")).toHaveLength(5);
  });

  it("is the card's where it says so", () => {
    expect(meaningOf("1", { labels: ["0", "1"], card: { labels: { "1": "paraphrases" } } })).toBe("paraphrases");
  });
});
