/** @file Training steps by onnxruntime-node. Arguments: a written case, threads. Reads numbers of steps, a line each. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { sizeOf, type Weight } from "#onnx/weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { createTrainer } from "#training/trainer.ts";
import type { WrittenCase } from "./training-case.ts";

const [file, threads] = process.argv.slice(2);
const { config, optimiser, ids, shapes, weightsFile } = JSON.parse(readFileSync(file!, "utf8")) as WrittenCase;
const values = new Float32Array(new Uint8Array(readFileSync(weightsFile)).buffer);
const weights = new Map<string, Weight>();
let offset = 0;
for (const [name, dims] of shapes) {
  weights.set(name, { dims, data: values.subarray(offset, offset + sizeOf(dims)) });
  offset += sizeOf(dims);
}
const rows = ids.map((row) => ({ ids: row, weights: row.map(() => 1) }));
const runtime = nodeRuntime(Number(threads));
const trainer = createTrainer({ runtime, config, weights, optimiser });

const tell = (reply: unknown) => process.stdout.write(`${JSON.stringify(reply)}\n`);
tell({ version: runtime.version });
for await (const line of createInterface({ input: process.stdin })) {
  const durationsMs: number[] = [];
  const losses: number[] = [];
  for (let step = 0; step < Number(line); step++) {
    const started = performance.now();
    losses.push((await trainer.step(rows)).loss);
    durationsMs.push(performance.now() - started);
  }
  tell({ durationsMs, losses });
}
