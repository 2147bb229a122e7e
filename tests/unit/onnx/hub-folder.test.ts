import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AutoModelForCausalLM, env, Tensor } from "@huggingface/transformers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hubFolder } from "#onnx/hub-folder.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { readOnnxWeights } from "#onnx/weights.ts";
import { initialWeights } from "#training/initial-weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { largestDifference, logitsAt, range, runStep } from "#support/onnx-run.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";

const config = smallLlama({ tied: false, queryKeyValueBias: true });
const ids = [3, 1, 4, 1, 5];

describe("a Hub folder", () => {
  const root = mkdtempSync(join(process.cwd(), "node_modules", ".hub-folder-"));
  const files = hubFolder(config, initialWeights(config, 1, 0.3), { end: 2, pad: 0 }, { selfsame: { family: "x" } });

  beforeAll(() => {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(root, "model", path)), { recursive: true });
      writeFileSync(join(root, "model", path), bytes);
    }
    env.allowRemoteModels = false;
    env.localModelPath = root;
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it("loads through transformers.js and gives the same logits, with the cache too", async () => {
    const session = await nodeRuntime().createSession(files.get("onnx/model.onnx")!);
    const whole = { ids: [ids], positions: [range(ids.length)], mask: [ids.map(() => 1)] };
    const expected = logitsAt(await runStep(session, config, whole), 0, ids.length - 1);

    const model = await AutoModelForCausalLM.from_pretrained("model", { dtype: "fp32" });
    const int64 = (values: readonly number[]) =>
      new Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
    const start = ids.slice(0, -1);
    const first = await model({ input_ids: int64(start), attention_mask: int64(start.map(() => 1)) });
    const past = Object.fromEntries(
      Object.entries(first as Record<string, Tensor>)
        .filter(([name]) => name.startsWith("present."))
        .map(([name, value]) => [name.replace("present", "past_key_values"), value]),
    );
    const second = await model({
      input_ids: int64(ids.slice(-1)),
      attention_mask: int64(ids.map(() => 1)),
      position_ids: int64([start.length]),
      past_key_values: past,
    });
    expect(largestDifference([...(second as { logits: Tensor }).logits.data] as number[], expected)).toBeLessThan(1e-4);
    await model.dispose();
  });

  it("carries the extra fields, and can be trained on: its weights are read from the same file", () => {
    expect(JSON.parse(new TextDecoder().decode(files.get("config.json")))).toMatchObject({ selfsame: { family: "x" } });
    const weights = readOnnxWeights(files.get("onnx/model.onnx")!);
    expect(inferenceModel(config, weights)).toEqual(files.get("onnx/model.onnx"));
  });

  it("computes only the last columns' logits where that is asked for", async () => {
    const session = await nodeRuntime().createSession(files.get("onnx/model.onnx")!);
    const step = {
      ids: [ids, ids.toReversed()],
      positions: [range(5), range(5)],
      mask: [ids, ids].map(() => [1, 1, 1, 1, 1]),
    };
    const all = await runStep(session, config, step);
    const last = await runStep(session, config, { ...step, keep: 2 });
    expect(last["logits"]!.dims).toEqual([2, 2, config.vocabulary]);
    expect(largestDifference(logitsAt(last, 1, 0), logitsAt(all, 1, 3))).toBeLessThan(1e-6);
  });
});
