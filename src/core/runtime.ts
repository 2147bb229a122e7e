/** @file What runs an ONNX graph: onnxruntime in the page, in a worker or in Node, injected where it is needed. */

export interface FloatTensor {
  type: "float32";
  dims: readonly number[];
  data: Float32Array;
}

export interface IntTensor {
  type: "int64";
  dims: readonly number[];
  data: BigInt64Array;
}

export type Tensor = FloatTensor | IntTensor;

export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the graph once. All tensors live in main memory; `fetches` limits the outputs that are computed and copied.
   * After a rejection the session, and in a browser its whole worker, must be thrown away.
   */
  run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

export type ExternalData = Readonly<Record<string, Uint8Array>>;

export type Device = "wasm" | "webgpu" | "cpu";

export interface Runtime {
  readonly device: Device;
  readonly threads: number;
  /** Library and version, for the manifest. */
  readonly version: string;
  /** `external` holds the weights that the file keeps beside itself, by the path it names. */
  createSession(model: Uint8Array, external?: ExternalData): Promise<Session>;
}
