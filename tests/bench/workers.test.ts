import { onTestFinished, test } from "vitest";
import { median, ratioOf, type Figure } from "#cli/bench/figure.ts";
import type { LanguageModel } from "#core/language-model.ts";
import { ModelPool, type PoolOptions } from "#models/pool.ts";
import { generationPrompt } from "#tasks/classification/prompts.ts";
import { bundledSizes, type BenchModel } from "./bench-models.ts";
import { inTurns } from "./in-turns.ts";
import { report } from "./reported.ts";

const ROUNDS = 7;
const BLOCKS = 24;
const BLOCK_ROWS = 64;
const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 64 };

async function measure({ id, files }: BenchModel): Promise<Figure> {
  async function open(options: PoolOptions): Promise<LanguageModel> {
    const pool = new ModelPool(options);
    onTestFinished(() => pool.close());
    return pool.open({ id, files: async () => files });
  }
  const [workers, threads] = [await open({ workers: 2, threads: 1 }), await open({ workers: 1, threads: 2 })];
  const { labels } = workers.info.capabilities;
  const prompts = labels.map((label) => generationPrompt("control", label, { labels, demonstrations: [] }));
  const blocks = Array.from({ length: BLOCKS }, (_, block) =>
    Array.from({ length: BLOCK_ROWS }, (_, row) => ({
      prompt: prompts[row % prompts.length]!,
      seed: block * BLOCK_ROWS + row,
    })),
  );
  async function rate(model: LanguageModel): Promise<number> {
    const started = performance.now();
    const written = await Promise.all(blocks.map((rows) => model.generate(rows, sampling)));
    const tokens = written.flat().reduce((sum, row) => sum + row.tokens, 0);
    return (1000 * tokens) / (performance.now() - started);
  }
  const rates = await inTurns(ROUNDS, { workers: () => rate(workers), threads: () => rate(threads) });
  return {
    title: `Workers or threads, ${id}`,
    measured: { value: median(rates.workers), unit: "tokens/s", what: "two workers with one thread each" },
    baseline: { value: median(rates.threads), unit: "tokens/s", what: "one worker with two threads" },
    ratio: ratioOf(rates.workers, rates.threads),
    target: { of: "nothing", why: "it decides how models are run" },
    notes: ["Generation through the pool, Chromium, WASM."],
  };
}

test("workers: two with one thread against one with two threads", async (context) => {
  for (const model of await bundledSizes()) report(context, await measure(model));
});
