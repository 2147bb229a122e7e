import { describe, expect, it } from "vitest";
import { argmax } from "#tasks/argmax.ts";
import { byLabel, labelsOf } from "#tasks/labels.ts";
import { likeliestLabel, predictionOf } from "#tasks/scoring.ts";
import { classification } from "#tasks/classification/task.ts";
import type { TaskContext } from "#tasks/task.ts";

const origin = { task: classification, dataset: "d", solver: "s", metric: "accuracy" as const };
const instance = { id: "i", input: "wake me", target: "b" };
const labels = ["a", "b", "c"];
const context: TaskContext = { labels, demonstrations: [] };
const fromLogProbs = (logProbs: readonly number[]) => predictionOf(origin, instance, likeliestLabel(logProbs, labels));
const fromText = (raw: string, metric: "accuracy" | "macroF1" = "accuracy") =>
  predictionOf({ ...origin, metric }, instance, classification.solve.readAnswer(raw, instance.input, context));

describe("a prediction", () => {
  it("from log-probabilities is the likeliest label, the first of equals", () => {
    expect(fromLogProbs([-3, -1, -1])).toEqual({
      dataset: "d",
      instance: "i",
      solver: "s",
      target: "b",
      raw: "b",
      prediction: "b",
      score: 1,
      logProbs: [-3, -1, -1],
    });
    expect(fromLogProbs([-Infinity, -2, -1]).score).toBe(0);
  });

  it("from text keeps the text; unparsed is a wrong answer, not a missing one", () => {
    expect(fromText("Intent: B")).toMatchObject({ prediction: "b", score: 1 });
    expect(fromText("a or b")).toMatchObject({
      raw: "a or b",
      prediction: null,
      score: 0,
    });
  });

  it("has no score of its own under macro-F1", () => {
    expect(fromText("b", "macroF1").score).toBeNull();
  });

  it("is not made from scores that decide nothing", () => {
    expect(() => fromLogProbs([-1, NaN, -2])).toThrow("Score 2 of 3");
    expect(() => fromLogProbs([-1, -2])).toThrow("2 log-probabilities for 3");
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
