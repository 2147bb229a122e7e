/** @file onnxruntime-node as a `Runtime`, for tests. */
import * as ort from "onnxruntime-node";
import type { Runtime } from "#core/runtime.ts";
import { runtimeFromOrt } from "#onnx/ort-runtime.ts";

export const nodeRuntime = (threads = 1): Runtime =>
  runtimeFromOrt(ort, { device: "cpu", threads, version: `onnxruntime-node ${ort.env.versions.node ?? "?"}` });
