import { beforeAll, describe, expect, test } from "vitest";
import { nodeRuntime } from "#support/node-runtime.ts";
import { accuracyFigures } from "#zoo/evaluate.ts";
import { modelFiles, referenceFigures, writeModelFolder } from "#zoo/folder.ts";
import { zooModels } from "#zoo/models.ts";
import { recipeHash } from "#zoo/recipe.ts";
import type { ReferenceRow } from "#zoo/reference.ts";
import { drawBatches } from "#zoo/stream.ts";
import { ZooTokenizer } from "#zoo/tokenizer.ts";
import { trainModel, type Trained } from "#zoo/train.ts";

const tokenizer = ZooTokenizer.learn();
const tools = { runtime: nodeRuntime(), tokenizer };
const brief = { ...zooModels[0]!, millionTokens: 0.03 };

describe("after a brief training", () => {
  let trained: Trained;
  beforeAll(async () => void (trained = await trainModel(brief, tools)));

  test("the held-out loss is lower and the exported file solves the reference data", async () => {
    expect(trained.losses.at100).toBeLessThan(trained.losses.initial - 0.5);
    const { all } = await referenceFigures(modelFiles(brief, trained, tokenizer), tools);
    expect(all).toBeGreaterThan(4);
  });

  test("a model that still learns is not shipped", async () => {
    const losses = { initial: 6, at80: 2, at100: 1.9 };
    await expect(writeModelFolder(brief, { ...trained, losses }, tools)).rejects.toThrow("fell by 5%");
  });
});

test("models that share a corpus read the same samples, others do not", () => {
  const hash = (corpus: "formal" | "casual", tokens = 10_000) => drawBatches(corpus, tokenizer, tokens).sha256;
  expect(hash("formal")).toBe(hash("formal"));
  expect(hash("formal")).not.toBe(hash("casual"));
  expect(hash("formal")).not.toBe(hash("formal", 40_000));
});

test("batches hold rows of similar length", () => {
  const { batches, tokens } = drawBatches("mixed", tokenizer, 10_000);
  const padded = batches.reduce((sum, rows) => sum + rows.length * Math.max(...rows.map(({ ids }) => ids.length)), 0);
  expect(tokens).toBeGreaterThanOrEqual(10_000);
  expect(padded / tokens).toBeLessThan(1.1);
});

test("another recipe has another fingerprint", () => {
  const [model] = zooModels;
  const hash = recipeHash(model!, tokenizer);
  expect(recipeHash({ ...model!, millionTokens: 9 }, tokenizer)).not.toBe(hash);
  expect(recipeHash(model!, tokenizer)).toBe(hash);
});

test("accuracy counts all rows, each wording and each dialect", () => {
  const row = (label: string, wording: ReferenceRow["wording"], dialect: ReferenceRow["dialect"]): ReferenceRow => ({
    ...{ id: "", text: "", label, wording, dialect },
  });
  const rows = [
    row("a", "usual", "formal"),
    row("b", "unusual", "casual"),
    row("a", "unseen", "terse"),
    row("b", "usual", "terse"),
  ];
  expect(accuracyFigures(rows, ["a", "b", "b", "a"])).toEqual({
    ...{ all: 50, usual: 50, unusual: 100, unseen: 0, formal: 100, casual: 100, terse: 0 },
  });
});
