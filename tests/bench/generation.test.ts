import { expect, onTestFinished, test } from "vitest";
import { median, ratioOf, type Figure } from "#cli/bench/figure.ts";
import { generationPrompt } from "#tasks/classification/prompts.ts";
import { bundledSizes, startInference, type BenchModel } from "./bench-models.ts";
import { inTurns } from "./in-turns.ts";
import { report } from "./reported.ts";

const ROUNDS = 7;
const BLOCK_ROWS = 64;
/** Both sides take about as long for a measurement, long enough for a clock on a busy machine. */
const OWN_BLOCKS = 8;
const LIBRARY_ROWS = 32;
const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 64 };

function blockOf({ files }: BenchModel, seed: number) {
  const { labels } = files.config["selfsame"] as { labels: Readonly<Record<string, number>> };
  const names = Object.keys(labels);
  return Array.from({ length: BLOCK_ROWS }, (_, row) => ({
    prompt: generationPrompt("control", names[row % names.length]!, { labels: names, demonstrations: [] }),
    seed: seed * BLOCK_ROWS + row,
  }));
}

async function measure(model: BenchModel): Promise<Figure> {
  const { client, end } = await startInference(1);
  onTestFinished(end);
  await client.run("load", model);
  await client.run("loadLibrary", { id: model.id });
  let block = 0;
  const { own, library } = await inTurns(ROUNDS, {
    own: async () => {
      const total = { tokens: 0, durationMs: 0 };
      for (let i = 0; i < OWN_BLOCKS; i++) {
        const { tokens, durationMs } = await client.run("generate", { rows: blockOf(model, block++), sampling });
        total.tokens += tokens;
        total.durationMs += durationMs;
      }
      return (1000 * total.tokens) / total.durationMs;
    },
    library: async () => {
      const rows = blockOf(model, block++).slice(0, LIBRARY_ROWS);
      const { tokens, durationMs } = await client.run("generateLibrary", { rows, sampling });
      return (1000 * tokens) / durationMs;
    },
  });
  return {
    title: `Generation, ${model.id}`,
    measured: { value: median(own), unit: "tokens/s", what: `own loop, blocks of ${BLOCK_ROWS} rows` },
    baseline: { value: median(library), unit: "tokens/s", what: "the library's generate(), row by row" },
    ratio: ratioOf(own, library),
    target: { of: "ratio", kind: "at least", bound: 8 },
    notes: ["Chromium, WASM, one thread each, in one worker; sampled at temperature 1, at most 64 new tokens."],
  };
}

test("generation: own loop in batches against the library row by row", async (context) => {
  for (const model of await bundledSizes()) {
    const figure = await measure(model);
    expect(figure.measured.value).toBeGreaterThan(0);
    report(context, figure);
  }
});
