import { expect, it } from "vitest";
import { columnsOf, planWords, seriesWords } from "#pages/lab/plan-words.ts";
import { parsePlan } from "#study/plan.ts";
import { parseSeries } from "#study/series/series-plan.ts";

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

it("a plan over several datasets is told study by study", () => {
  const { arms } = parseSeries({
    ...{ version: 1, kind: "fidelity", task: "intent", seed: 7, models: ["zoo/formal-65k", "zoo/casual-65k"] },
    generate: { perGenerator: 60 },
    data: [
      { test: { name: "snips", rows: 80 }, demonstrations: { name: "snips-train", perLabel: [1, 2] } },
      { task: "similarity", test: { name: "pairs" }, generate: { perGenerator: 30 } },
    ],
  });
  const { whole, studies } = seriesWords(arms);
  expect(whole).toMatch(/^3 studies of 2 models, one after another, on 2 datasets of 2 tasks\./);
  expect(studies).toEqual([
    "snips, 1 per label: text classification; after 1 row per label of snips-train, each model writes 60 labelled rows; 80 rows of snips.",
    "snips, 2 per label: text classification; after 2 rows per label of snips-train, each model writes 60 labelled rows; 80 rows of snips.",
    "pairs: text similarity; each model writes 30 pairs of texts for the levels of the scale; all rows of pairs.",
  ]);
});
