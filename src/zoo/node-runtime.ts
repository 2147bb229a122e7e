/** @file onnxruntime-node behind the `Runtime` interface, on one thread: more would make the sums' order uncertain. */
import * as ort from "onnxruntime-node";
import type { Runtime } from "#core/runtime.ts";
import { runtimeFromOrt } from "#onnx/ort-runtime.ts";

export const nodeRuntime = (): Runtime =>
  runtimeFromOrt(ort, { device: "cpu", threads: 1, version: `onnxruntime-node ${ort.env.versions.node ?? "?"}` });
