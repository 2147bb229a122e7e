import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { inferenceModel } from "#onnx/inference.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import { startOrtWeb } from "#onnx/ort-browser.ts";
import { readSafetensors } from "#onnx/safetensors.ts";
import { logitsAt, range, runStep } from "#support/onnx-run.ts";

const folder = "../shared/models/tinystories-656k";

const absolute = (url: string) => new URL(url, location.href).href;

test("a real Llama gives its reference logits in the browser's runtime", async ({ skip }) => {
  const read = (name: string, encoding: "utf8" | "base64") =>
    commands.readFile(`${folder}/${name}`, encoding).catch((error: unknown) => skip(String(error)));
  const config = parseLlamaConfig(JSON.parse(await read("config.json", "utf8")) as Record<string, unknown>);
  const file = Uint8Array.from(atob(await read("model.safetensors", "base64")), (letter) => letter.charCodeAt(0));
  const { generations } = JSON.parse(await read("reference_outputs.json", "utf8")) as {
    generations: { input_ids: number[]; next_top5: [id: number, logit: number][] }[];
  };
  const files = { glueUrl: absolute(glueUrl), wasmUrl: absolute(wasmUrl) };
  const runtime = await startOrtWeb(ort, files, { device: "wasm", threads: 1 });
  const session = await runtime.createSession(inferenceModel(config, readSafetensors(file), "float32"));
  for (const { input_ids: ids, next_top5 } of generations) {
    const step = { ids: [ids], positions: [range(ids.length)], mask: [ids.map(() => 1)] };
    const logits = logitsAt(await runStep(session, config, step), 0, ids.length - 1);
    for (const [id, expected] of next_top5) expect(Math.abs(logits[id]! - expected)).toBeLessThan(1e-3);
  }
  await session.release();
});
