/** @file Any build of onnxruntime behind the `Runtime` interface. */
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-common";
import type { Device, Runtime, Session, Tensor } from "#core/runtime.ts";

/** What is used of onnxruntime-web and onnxruntime-node. */
export interface Ort {
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  Tensor: new (type: "float32" | "int64", data: Float32Array | BigInt64Array, dims: readonly number[]) => OrtTensor;
}

export interface OrtOptions {
  device: Device;
  /** Of the computation; in browsers the library fixes it with its first session (`env.wasm.numThreads`). */
  threads: number;
  /** Library and version. */
  version: string;
}

const ERRORS_ONLY = 3;

function wrap(ort: Ort, session: InferenceSession): Session {
  const { inputNames, outputNames } = session;
  return {
    inputNames,
    outputNames,
    async run(feeds, fetches = outputNames) {
      const inputs: Record<string, OrtTensor> = {};
      for (const name in feeds) {
        const { type, data, dims } = feeds[name]!;
        inputs[name] = new ort.Tensor(type, data, dims);
      }
      const results = await session.run(inputs, fetches);
      const outputs: Record<string, Tensor> = {};
      for (const name of fetches) {
        const { type, dims, data } = results[name]!;
        outputs[name] = { type, dims, data } as Tensor;
      }
      return outputs;
    },
    release: () => session.release(),
  };
}

export function runtimeFromOrt(ort: Ort, { device, threads, version }: OrtOptions): Runtime {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
    logSeverityLevel: ERRORS_ONLY,
    ...(device === "cpu" && { intraOpNumThreads: threads, interOpNumThreads: 1 }),
  };
  return {
    device,
    threads,
    version,
    async createSession(model, external = {}) {
      const externalData = Object.entries(external).map(([path, data]) => ({ path, data }));
      const all = externalData.length > 0 ? { ...options, externalData } : options;
      return wrap(ort, await ort.InferenceSession.create(model, all));
    },
  };
}
