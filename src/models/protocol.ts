/** @file What a model worker can be asked. */
import type { Generation, GenerationRow, ModelInfo, Sampling, ScoringRow } from "#core/language-model.ts";
import type { Runtime } from "#core/runtime.ts";
import type { RuntimeRequest } from "#onnx/ort-browser.ts";
import type { ModelFiles } from "./onnx-model.ts";

/** What really runs, for the manifest. */
export type RuntimeFacts = Pick<Runtime, "device" | "threads" | "version">;

/** `progress` is the number of tokens since the last report. */
export interface ModelJobs {
  /** Comes first, once; `life` names the lock that shows its life. Falls back to wasm where there is no WebGPU adapter, to one thread where none are allowed. */
  start: { input: RuntimeRequest & { life: string }; progress: never; output: RuntimeFacts };
  load: { input: { id: string; files: ModelFiles }; progress: never; output: ModelInfo };
  generate: {
    input: { id: string; rows: readonly GenerationRow[]; sampling: Sampling };
    progress: number;
    output: Generation[];
  };
  score: { input: { id: string; rows: readonly ScoringRow[] }; progress: number; output: number[][] };
  dispose: { input: { id: string }; progress: never; output: null };
}
