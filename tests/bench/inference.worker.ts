/** @file The product's model code and what it is held against, in one worker, on one runtime. */
import { AutoModelForCausalLM, env, Tensor, type PreTrainedModel } from "@huggingface/transformers";
import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import type { GenerationRow, Sampling, ScoringRow } from "#core/language-model.ts";
import { serve, type Port } from "#core/rpc.ts";
import type { Runtime } from "#core/runtime.ts";
import { CausalModel } from "#models/causal-model.ts";
import { loadOnnxModel, type ModelFiles } from "#models/onnx-model.ts";
import { startOrtWeb } from "#onnx/ort-browser.ts";
import { naiveScores } from "./naive-scores.ts";

export interface Written {
  tokens: number;
  durationMs: number;
}

export interface Scored {
  scores: number[][];
  durationMs: number;
}

export interface InferenceJobs {
  start: { input: { threads: number }; progress: never; output: { threads: number } };
  load: { input: { id: string; files: ModelFiles }; progress: never; output: null };
  generate: { input: { rows: readonly GenerationRow[]; sampling: Sampling }; progress: never; output: Written };
  score: { input: { rows: readonly ScoringRow[] }; progress: never; output: Scored };
  /** A whole forward run per row and continuation. */
  scoreNaively: { input: { rows: readonly ScoringRow[] }; progress: never; output: Scored };
  /** The same folder of the site, by the library. */
  loadLibrary: { input: { id: string }; progress: never; output: null };
  /** The same prompts by the library's `generate()`, row by row. */
  generateLibrary: { input: { rows: readonly GenerationRow[]; sampling: Sampling }; progress: never; output: Written };
}

const absolute = (url: string) => new URL(url, import.meta.url).href;
let runtime: Runtime;
let model: CausalModel;
let library: PreTrainedModel;

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; durationMs: number }> {
  const started = performance.now();
  const result = await work();
  return { result, durationMs: performance.now() - started };
}

async function writeByLibrary(rows: readonly GenerationRow[], sampling: Sampling): Promise<number> {
  let tokens = 0;
  for (const { prompt } of rows) {
    const ids = BigInt64Array.from(model.tokenizer.encodePrompt(prompt), BigInt);
    const dims = [1, ids.length];
    const output = (await library.generate({
      inputs: new Tensor("int64", ids, dims),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), dims),
      do_sample: true,
      temperature: sampling.temperature,
      top_k: sampling.topK,
      max_new_tokens: sampling.maxNewTokens,
    } as never)) as Tensor;
    tokens += output.dims.at(-1)! - ids.length;
  }
  return tokens;
}

serve<InferenceJobs>(self as unknown as Port, {
  async start({ threads }) {
    const files = { glueUrl: absolute(glueUrl), wasmUrl: absolute(wasmUrl) };
    runtime = await startOrtWeb(ort, files, { device: "wasm", threads });
    Object.assign(env, {
      allowRemoteModels: false,
      allowLocalModels: true,
      useBrowserCache: false,
      useWasmCache: false,
    });
    env.localModelPath = "/models/";
    env.fetch = (path, init) => fetch(absolute(String(path)), init); // a blob worker has no place of its own
    Object.assign(env.backends.onnx.wasm!, ort.env.wasm); // the library names files of another host until told
    return { threads: runtime.threads };
  },
  async load({ id, files }) {
    const loaded = await loadOnnxModel({ id, files, runtime });
    if (!(loaded instanceof CausalModel)) throw new Error(`${id} is not a model with one graph.`);
    model = loaded;
    return null;
  },
  async generate({ rows, sampling }) {
    const { result, durationMs } = await timed(() => model.generate(rows, sampling));
    return { tokens: result.reduce((sum, { tokens }) => sum + tokens, 0), durationMs };
  },
  async score({ rows }) {
    const { result, durationMs } = await timed(() => model.score(rows));
    return { scores: result, durationMs };
  },
  async scoreNaively({ rows }) {
    const { result, durationMs } = await timed(() => naiveScores(model, rows));
    return { scores: result, durationMs };
  },
  async loadLibrary({ id }) {
    library = await AutoModelForCausalLM.from_pretrained(id, { dtype: "fp32", device: "wasm" });
    return null;
  },
  async generateLibrary({ rows, sampling }) {
    const { result, durationMs } = await timed(() => writeByLibrary(rows, sampling));
    return { tokens: result, durationMs };
  },
});
