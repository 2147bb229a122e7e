import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { unitsOf } from "#study/fidelity/units.ts";
import { bundledDatasets, bundledPlans } from "#study/bundled.ts";
import { studyData } from "#study/fidelity/data.ts";
import { namedDatasets, parsePlan, taskOfPlan } from "#study/plan.ts";
import { isSeries, parseSeries } from "#study/series/series-plan.ts";
import { drawTagged } from "#zoo/corpora/entities.ts";
import { drawPair } from "#zoo/corpora/similarity.ts";
import { homeSentences } from "#zoo/home/entities.ts";
import { homePairs } from "#zoo/home/pairs.ts";

const rowsOf = (name: string) =>
  readFileSync(`public/examples/${name}.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const pairs = homePairs({ train: 168, test: 252 });
const sentences = homeSentences({ train: 80, test: 240 });

it("the bundled files are what the script writes", () => {
  for (const part of ["train", "test"] as const) {
    expect(rowsOf(`home-pairs-${part}`)).toEqual(pairs[part]);
    expect(rowsOf(`home-entities-${part}`)).toEqual(sentences[part]);
  }
});

it("entities lie on names, which the demonstrations never show", () => {
  const namesIn = (rows: typeof sentences.train) =>
    new Set(rows.flatMap(({ text, entities }) => entities.map(([start, end]) => text.slice(start, end).toLowerCase())));
  const [shown, tested] = [namesIn(sentences.train), namesIn(sentences.test)];
  expect([...tested].filter((name) => shown.has(name))).toEqual([]);
  for (const name of [...shown, ...tested]) expect(name).toMatch(/^[a-z].*[a-z.]$/);
});

it("no row is one of the corpora that the bundled models learn from, and few are nearly the same", () => {
  const random = new Random(1);
  const learnt = new Set(
    Array.from({ length: 5_000 }, () => [
      drawTagged(random).text,
      drawPair(random).first,
      drawPair(random).second,
    ]).flat(),
  );
  const texts = [
    ...[...sentences.train, ...sentences.test].map(({ text }) => text),
    ...[...pairs.train, ...pairs.test].flatMap(({ sentence1, sentence2 }) => [sentence1, sentence2]),
  ];
  expect(texts.filter((text) => learnt.has(text))).toEqual([]);
  const inputs = sentences.test.map(({ text }) => ({ input: text }));
  expect(new Set(unitsOf(inputs)).size).toBeGreaterThan(0.9 * inputs.length);
});

it.each(bundledPlans.map(({ file }) => file))(
  "%s is a plan that its bundled rows, if all are bundled, satisfy",
  (file) => {
    const document: unknown = JSON.parse(readFileSync(`public/examples/${file}`, "utf8"));
    const plans = isSeries(document) ? parseSeries(document).arms.map(({ plan }) => plan) : [parsePlan(document)];
    for (const plan of plans) {
      const names = namedDatasets(plan);
      if (!names.every((name) => bundledDatasets.includes(name))) continue;
      const data = studyData(plan, new Map(names.map((name) => [name, rowsOf(name)])));
      expect(data.test.length).toBeGreaterThanOrEqual(100);
      expect(data.metric).toBe(plan.metric ?? taskOfPlan(plan).metrics[0]);
    }
  },
);
