/** @file onnxruntime-web in a worker under the page's content policy. */
import type { Env } from "onnxruntime-common";
import type { Device, Runtime } from "#core/runtime.ts";
import { runtimeFromOrt, type Ort } from "./ort-runtime.ts";

export interface OrtWeb extends Ort {
  env: Env;
}

export interface OrtFiles {
  /** Absolute addresses, because a blob worker has no place of its own. */
  glueUrl: string;
  wasmUrl: string;
}

export interface RuntimeRequest {
  device: Device;
  threads: number;
}

/**
 * Prepares the library, once per worker: threads only in an isolated page, WebGPU only where there is an adapter, else
 * WebAssembly.
 */
export async function startOrtWeb(ort: OrtWeb, files: OrtFiles, { device, threads }: RuntimeRequest): Promise<Runtime> {
  const adapter = device === "webgpu" ? await navigator.gpu?.requestAdapter() : null;
  const allowed = crossOriginIsolated ? threads : 1;
  let { glueUrl } = files;
  if (allowed > 1) {
    // The library starts its threads from this file, and only blob workers inherit the page's policy.
    const source = await (await fetch(glueUrl)).blob();
    glueUrl = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  }
  ort.env.wasm.wasmPaths = { mjs: glueUrl, wasm: files.wasmUrl };
  ort.env.wasm.numThreads = allowed;
  const version = `onnxruntime-web ${ort.env.versions.web}`;
  return runtimeFromOrt(ort, { device: adapter ? "webgpu" : "wasm", threads: allowed, version });
}
