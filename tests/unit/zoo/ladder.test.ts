import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Card } from "#zoo/card.ts";
import { MAX_LAST_GAIN } from "#zoo/folder.ts";
import { corpora, zooModels } from "#zoo/models.ts";
import { recipeHash } from "#zoo/recipe.ts";
import { ZooTokenizer } from "#zoo/tokenizer.ts";

const cards = zooModels.map(
  ({ name }) => JSON.parse(readFileSync(`public/models/zoo/${name}/card.json`, "utf8")) as Card,
);

test("at least eight models of 32 thousand to 1.1 million parameters", () => {
  const parameters = cards.map((card) => card.parameters);
  expect(cards.length).toBeGreaterThanOrEqual(8);
  expect(Math.min(...parameters)).toBeLessThan(33e3);
  expect(Math.max(...parameters)).toBeGreaterThan(1e6);
  expect(Math.max(...parameters)).toBeLessThan(1.15e6);
});

test("their accuracy on the reference data spans 30 points without a gap over 12", () => {
  const ladder = cards.map((card) => card.referenceAccuracy.all).sort((a, b) => a - b);
  expect(ladder.at(-1)! - ladder[0]!).toBeGreaterThanOrEqual(30);
  expect(Math.max(...ladder.slice(1).map((value, i) => value - ladder[i]!))).toBeLessThanOrEqual(12);
});

test("there are pairs of equal corpus and different size, and of equal size and different corpus", () => {
  const pairs = cards.flatMap((first, i) => cards.slice(i + 1).map((second) => [first, second] as const));
  const equal = ([a, b]: readonly [Card, Card]) => ({
    corpus: a.corpus.sha256 === b.corpus.sha256 && a.tokens === b.tokens,
    size: a.parameters === b.parameters,
  });
  expect(pairs.some((pair) => equal(pair).corpus && !equal(pair).size)).toBe(true);
  expect(pairs.some((pair) => equal(pair).size && !equal(pair).corpus)).toBe(true);
});

test("every family has at least two models, for the control within a family", () => {
  const families = new Set(Object.values(corpora).map(({ family }) => family));
  for (const family of families) expect(cards.filter((card) => card.family === family).length).toBeGreaterThan(1);
});

test("every model was trained to its plateau", () => {
  for (const { id, heldOutLoss } of cards) expect(heldOutLoss.lastFifthGainPercent, id).toBeLessThan(MAX_LAST_GAIN);
});

test("the models are those of the recipes as they stand", { timeout: 120_000 }, () => {
  const tokenizer = ZooTokenizer.learn();
  zooModels.forEach((model, i) => expect(cards[i]!.recipe, model.name).toBe(recipeHash(model, tokenizer)));
});
