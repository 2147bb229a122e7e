import { expect, it } from "vitest";
import { columnsOf, planWords } from "#pages/lab/plan-words.ts";
import { parsePlan } from "#study/plan.ts";

const plan = (task: string, demonstrations: object, more: object = {}) =>
  parsePlan({
    ...{ version: 1, kind: "fidelity", task, seed: 1, models: ["zoo/a"], generate: { perGenerator: 20 } },
    data: { test: { name: "mine", rows: 50, ...more }, demonstrations: { name: "mine", ...demonstrations } },
  });

it.each([
  [
    "intent",
    { perLabel: 5 },
    /fine-tuned on 5 rows per label.*20 labelled rows each.*50 rows of mine.*takes the label/,
  ],
  [
    "similarity",
    { perLabel: 5 },
    /fine-tuned on 5 pairs per level.*20 pairs of texts.*50 pairs of mine.*mean of the levels/,
  ],
  [
    "entities",
    { rows: 15 },
    /fine-tuned on 15 sentences of.*20 sentences with entities.*50 sentences.*each token the tag/,
  ],
  ["answers", { rows: 15 }, /fine-tuned on 15 questions of.*20 questions with answers.*50 questions.*in words/],
])("a plan for %s is told in its own words", (task, demonstrations, words) => {
  expect(planWords(plan(task, demonstrations)).join(" ")).toMatch(words);
});

it("a plan reads both texts of a pair, and a context only where it names one", () => {
  expect(columnsOf(plan("similarity", { perLabel: 5 }), "mine")).toEqual(["sentence1", "sentence2", "score"]);
  expect(columnsOf(plan("answers", { rows: 5 }), "mine")).toEqual(["question", "answer"]);
  expect(columnsOf(plan("answers", { rows: 5 }, { second: "passage" }), "mine")).toContain("passage");
});
