import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Session } from "#core/runtime.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { parseLlamaConfig, type LlamaConfig } from "#onnx/llama-config.ts";
import { llamaWeights } from "#onnx/llama-weights.ts";
import { readSafetensors } from "#onnx/safetensors.ts";
import { readOnnxWeights } from "#onnx/weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { largestDifference, logitsAt, range, runStep } from "#support/onnx-run.ts";

const folder = "../shared/models/tinystories-656k";

interface Reference {
  generations: { input_ids: number[]; next_top5: [id: number, logit: number][]; greedy_new_ids: number[] }[];
  eval_input_ids: number[];
  eval_mean_nll_per_token: number;
}

const json = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));

describe.skipIf(!existsSync(folder))(
  "a real Llama from its safetensors (skipped where ../shared/models is absent)",
  () => {
    let config: LlamaConfig;
    let session: Session;
    let reference: Reference;

    beforeAll(async () => {
      config = parseLlamaConfig(json("config.json") as Record<string, unknown>);
      reference = json("reference_outputs.json") as Reference;
      const weights = readSafetensors(readFileSync(`${folder}/model.safetensors`));
      session = await nodeRuntime().createSession(inferenceModel(config, weights, "float32"));
    });

    const whole = (ids: readonly number[]) =>
      runStep(session, config, { ids: [ids], positions: [range(ids.length)], mask: [ids.map(() => 1)] });

    it("gives the reference logits within 1e-3", async () => {
      for (const { input_ids, next_top5 } of reference.generations) {
        const logits = logitsAt(await whole(input_ids), 0, input_ids.length - 1);
        for (const [id, expected] of next_top5) expect(Math.abs(logits[id]! - expected)).toBeLessThan(1e-3);
      }
    });

    it("gives the reference likelihood of a text", async () => {
      const ids = reference.eval_input_ids;
      const outputs = await whole(ids);
      const losses = ids.slice(1).map((id, at) => {
        const logits = logitsAt(outputs, 0, at);
        return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[id]!;
      });
      const mean = losses.reduce((sum, loss) => sum + loss) / losses.length;
      expect(mean).toBeCloseTo(reference.eval_mean_nll_per_token, 4);
    });

    it("continues greedily as the reference, one token a step with the cache", async () => {
      const { input_ids: prompt, greedy_new_ids: expected } = reference.generations[0]!;
      let outputs = await runStep(session, config, {
        ids: [prompt],
        positions: [range(prompt.length)],
        mask: [prompt.map(() => 1)],
        keep: 1,
      });
      const written: number[] = [];
      for (let at = prompt.length; written.length < expected.length; at++) {
        const logits = logitsAt(outputs, 0, 0);
        written.push(logits.indexOf(Math.max(...logits)));
        const step = { ids: [[written.at(-1)!]], positions: [[at]], mask: [range(at + 1).map(() => 1)] };
        outputs = await runStep(session, config, { ...step, past: outputs });
      }
      expect(written).toEqual(expected);
    });

    it("computes right-padded rows as if they were alone, also behind a cache with padding", async () => {
      const lists = reference.generations
        .map(({ input_ids }) => input_ids)
        .map((ids, row) => ids.slice(0, 7 - 2 * row));
      const columns = 7;
      const pad = (ids: readonly number[]) => [...ids, ...range(columns - ids.length).map(() => 0)];
      const mask = lists.map((ids) => pad(ids.map(() => 1)));
      const batch = await runStep(session, config, {
        ids: lists.map(pad),
        positions: lists.map(() => range(columns)),
        mask,
      });
      const next = await runStep(session, config, {
        ids: lists.map((_, row) => [100 + row]),
        positions: lists.map((ids) => [ids.length]),
        mask: mask.map((row) => [...row, 1]),
        past: batch,
      });
      for (const [row, ids] of lists.entries()) {
        const alone = await whole([...ids, 100 + row]);
        const prompt = logitsAt(alone, 0, ids.length - 1);
        expect(largestDifference(logitsAt(batch, row, ids.length - 1), prompt)).toBeLessThan(1e-4);
        expect(largestDifference(logitsAt(next, row, 0), logitsAt(alone, 0, ids.length))).toBeLessThan(1e-4);
      }
    });

    it("stores weights in fp16 and reads them back from the same file", () => {
      const weights = readSafetensors(readFileSync(`${folder}/model.safetensors`));
      const file = inferenceModel(config, weights, "float16");
      const read = readOnnxWeights(file);
      const picked = llamaWeights(config, weights);
      expect(new Set(read.keys())).toEqual(new Set(picked.keys()));
      for (const [name, { dims, data }] of read) {
        const original = picked.get(name)!;
        expect(dims).toEqual(original.dims);
        expect(data.every((value, i) => Math.abs(value - original.data[i]!) <= Math.abs(value) / 2048 + 1e-7)).toBe(
          true,
        );
      }
    });
  },
);
