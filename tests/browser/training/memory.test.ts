import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import { expect, test } from "vitest";
import { startOrtWeb } from "#onnx/ort-browser.ts";
import { fineTune } from "#training/fine-tune.ts";
import { initialWeights } from "#training/initial-weights.ts";
import { shortTraining } from "#support/onnx-recorded-training.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";

const memories: WebAssembly.Memory[] = [];
const PlainMemory = WebAssembly.Memory;
WebAssembly.Memory = class extends PlainMemory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

const absolute = (url: string) => new URL(url, location.href).href;

test("300 steps leave the memory of WebAssembly as it was after 50", async () => {
  const files = { glueUrl: absolute(glueUrl), wasmUrl: absolute(wasmUrl) };
  const runtime = await startOrtWeb(ort, files, { device: "wasm", threads: 1 });
  const config = smallLlama({ hidden: 48, headDim: 12, intermediate: 96, vocabulary: 300 });
  const bytes: number[] = [];
  await fineTune({ ...shortTraining, config, weights: initialWeights(config, 1), steps: 300 }, runtime, {
    onProgress: () => bytes.push(memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)),
  });
  expect(bytes[50]).toBeGreaterThan(2 ** 20);
  expect(bytes[299]).toBe(bytes[50]);
});
