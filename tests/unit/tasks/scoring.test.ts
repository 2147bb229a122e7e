import { describe, expect, it } from "vitest";
import { argmax } from "#tasks/argmax.ts";
import { byLabel, labelsOf } from "#tasks/labels.ts";
import { predictionFromLogProbs, predictionFromText } from "#tasks/scoring.ts";

const origin = { dataset: "d", solver: "s", metric: "accuracy" as const };
const instance = { id: "i", input: "wake me", target: "b" };
const labels = ["a", "b", "c"];

describe("a prediction", () => {
  it("from log-probabilities is the likeliest label, the first of equals", () => {
    expect(predictionFromLogProbs(origin, instance, [-3, -1, -1], labels)).toEqual({
      dataset: "d",
      instance: "i",
      solver: "s",
      target: "b",
      raw: "b",
      prediction: "b",
      score: 1,
      logProbs: [-3, -1, -1],
    });
    expect(predictionFromLogProbs(origin, instance, [-Infinity, -2, -1], labels).score).toBe(0);
  });

  it("from text keeps the text; unparsed is a wrong answer, not a missing one", () => {
    expect(predictionFromText(origin, instance, "Intent: B", labels)).toMatchObject({ prediction: "b", score: 1 });
    expect(predictionFromText(origin, instance, "a or b", labels)).toMatchObject({
      raw: "a or b",
      prediction: null,
      score: 0,
    });
  });

  it("has no score of its own under macro-F1", () => {
    expect(predictionFromText({ ...origin, metric: "macroF1" }, instance, "b", labels).score).toBeNull();
  });

  it("is not made from scores that decide nothing", () => {
    expect(() => predictionFromLogProbs(origin, instance, [-1, NaN, -2], labels)).toThrow("Score 2 of 3");
    expect(() => predictionFromLogProbs(origin, instance, [-1, -2], labels)).toThrow("2 log-probabilities for 3");
    expect(() => argmax([-Infinity, -Infinity])).toThrow("above −∞");
    expect(() => argmax([])).toThrow(RangeError);
  });
});

describe("labels", () => {
  const rows = ["b", "Z", "a", "b"].map((target, i) => ({ id: String(i), input: "x", target }));
  it("are sorted by code unit, each once", () => {
    expect(labelsOf(rows)).toEqual(["Z", "a", "b"]);
    expect([...byLabel(rows)].map(([label, own]) => [label, own.map(({ id }) => id)])).toEqual([
      ["Z", ["1"]],
      ["a", ["2"]],
      ["b", ["0", "3"]],
    ]);
  });
});
