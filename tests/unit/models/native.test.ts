import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seedOf } from "#core/random.ts";
import { readConfig } from "#models/config.ts";
import { decode } from "#models/decode.ts";
import type { Graph } from "#models/forward.ts";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { scoreContinuations } from "#models/scoring.ts";
import { Tokenizer } from "#models/tokenizer.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import { readSafetensors } from "#onnx/safetensors.ts";
import { naiveScores } from "#support/naive-scores.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { tinyModel } from "#support/tiny-models.ts";

const runtime = nodeRuntime();
const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 24 };
const lengths = [3, 11, 1, 7, 7, 2, 19, 5, 4, 4];
const rows = lengths.map((length, row) => ({
  prompt: Array.from({ length }, (_, at) => (seedOf(row, at) % 250) + 10),
  seed: seedOf(3, row),
}));

async function tiny(): Promise<Graph> {
  const files = tinyModel();
  return { session: await runtime.createSession(files.model), config: readConfig("tiny", files.config) };
}

describe("a real graph", () => {
  test("batch and single rows write the same tokens, and rows that end early change nothing", async () => {
    const graph = await tiny();
    const ending = { ...graph, config: { ...graph.config, endTokens: Array.from({ length: 12 }, (_, i) => 20 * i) } };
    for (const used of [graph, ending]) {
      const batch = await decode(used, rows, sampling);
      for (const [at, row] of rows.entries()) {
        const [alone] = await decode(used, [row], sampling);
        expect(batch[at]!.ids).toEqual(alone!.ids);
        alone!.logProbs.forEach((logProb, i) => expect(batch[at]!.logProbs[i]).toBeCloseTo(logProb, 4));
      }
      if (used === ending) expect(new Set(batch.map(({ ids }) => ids.length)).size).toBeGreaterThan(3);
    }
  });

  test("rows that end leave the batch without a trace: the others' numbers stay bit for bit", async () => {
    const graph = await tiny();
    const end = graph.config.endTokens[0]!;
    const stays = (row: number) => row === 2 || row === 7;
    const run = (ending: boolean) =>
      decode(graph, rows, sampling, {
        allow: (row, ids, id) => (id === end) === (ending && !stays(row) && ids.length === row),
      });
    const [shrunk, whole] = [await run(true), await run(false)];
    expect(shrunk.map(({ ids }) => ids.length)).toEqual([0, 1, 24, 3, 4, 5, 6, 24, 8, 9]);
    expect(whole.every(({ ids }) => ids.length === 24)).toBe(true);
    for (const row of [2, 7]) expect(shrunk[row]).toEqual(whole[row]);
  });

  test("shared prompts score as whole sequences do", async () => {
    const graph = await tiny();
    const continuations = [[30], [31, 32], [33, 34, 35, 36], [40, 41, 42, 43, 44, 45]];
    const asked = rows.map(({ prompt }, at) => ({ prompt, continuations: continuations.slice(at % 3) }));
    const shared = await scoreContinuations(graph, asked);
    const naive = await naiveScores(graph, asked);
    shared.flat().forEach((score, i) => expect(Math.abs(score - naive.flat()[i]!)).toBeLessThan(1e-4));
  });

  test("a model loads, passes its self-check and writes a text per seed", async () => {
    const model = await loadOnnxModel({ id: "tiny", files: tinyModel(), runtime });
    const prompt = { parts: [{ control: "gen" }, { label: "set_alarm" }] };
    const texts = await model.generate(
      [1, 2, 3, 4].map((seed) => ({ prompt, seed })),
      { ...sampling, maxNewTokens: 6 },
    );
    expect(new Set(texts.map(({ text }) => text)).size).toBe(4);
    for (const { logProb, finish } of texts) {
      expect(logProb).toBeLessThan(0);
      expect(finish).toMatch(/end|length/);
    }
    const { family, dtype, parameters } = model.info;
    expect({ family, dtype }).toEqual({ family: "scripted", dtype: "fp16 stored, fp32 computed" });
    expect(parameters).toBe(2 * 267 * 48 + 2 * (48 * 48 * 3 + 3 * 48 * 96 + 2 * 48) + 48);
    await model.dispose();
  });
});

const folder = "../shared/models/tinystories-656k";
test.skipIf(!existsSync(folder))("a model made elsewhere writes and ranks as its independent record says", async () => {
  const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Record<string, unknown>;
  const weights = readSafetensors(new Uint8Array(readFileSync(`${folder}/model.safetensors`)));
  const model = inferenceModel(parseLlamaConfig(read("config.json")), weights, "float32");
  const graph = { session: await runtime.createSession(model), config: readConfig("stories", read("config.json")) };
  const tokenizer = new Tokenizer(
    { tokenizer: read("tokenizer.json"), tokenizerConfig: read("tokenizer_config.json") },
    null,
  );
  const { generations } = read("reference_outputs.json") as {
    generations: { prompt: string; input_ids: number[]; greedy_new_ids: number[]; next_top5: [number, number][] }[];
  };
  const prompts = generations.map(({ prompt }) => tokenizer.encodePrompt({ parts: [{ text: prompt }] }));
  expect(prompts).toEqual(generations.map(({ input_ids }) => input_ids));
  const written = await decode(
    graph,
    prompts.map((prompt) => ({ prompt, seed: 1 })),
    { ...sampling, temperature: 0, maxNewTokens: 48 },
  );
  expect(written.map(({ ids }) => ids)).toEqual(generations.map((made) => made.greedy_new_ids));
  const scores = await scoreContinuations(
    graph,
    generations.map(({ next_top5 }, i) => ({ prompt: prompts[i]!, continuations: next_top5.map(([id]) => [id]) })),
  );
  generations.forEach(({ next_top5 }, i) =>
    next_top5.forEach(([, logit], rank) =>
      expect(scores[i]![rank]! - scores[i]![0]!).toBeCloseTo(logit - next_top5[0]![1], 3),
    ),
  );
});
