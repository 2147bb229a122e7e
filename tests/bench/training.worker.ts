/** @file Training steps in a worker of the browser, by the product's trainer. */
import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import { serve, type Port } from "#core/rpc.ts";
import { startOrtWeb } from "#onnx/ort-browser.ts";
import { createTrainer, type Trainer } from "#training/trainer.ts";
import type { TrainingRow } from "#training/layout.ts";
import { config, optimiser, rows, weights, type Turn } from "./training-case.ts";

export interface TrainingSteps {
  start: { input: { threads: number }; progress: never; output: { version: string; threads: number } };
  run: { input: { steps: number }; progress: never; output: Turn };
}

const absolute = (url: string) => new URL(url, import.meta.url).href;
const batch = rows();
let trainer: Trainer<TrainingRow>;

serve<TrainingSteps>(self as unknown as Port, {
  async start({ threads }) {
    const files = { glueUrl: absolute(glueUrl), wasmUrl: absolute(wasmUrl) };
    const runtime = await startOrtWeb(ort, files, { device: "wasm", threads });
    trainer = createTrainer({ runtime, config, weights: weights(), optimiser });
    return { version: runtime.version, threads: runtime.threads };
  },
  async run({ steps }) {
    const durationsMs: number[] = [];
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const started = performance.now();
      losses.push((await trainer.step(batch)).loss);
      durationsMs.push(performance.now() - started);
    }
    return { durationsMs, losses };
  },
});
