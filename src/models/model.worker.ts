/** @file The worker that holds models. Disposable: after a fault its realm is not to be used again. */
// eslint-disable-next-line no-restricted-imports -- the files of the one instance, as assets
import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
// eslint-disable-next-line no-restricted-imports -- the files of the one instance, as assets
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import type { LanguageModel } from "#core/language-model.ts";
import { serve } from "#core/rpc.ts";
import type { Runtime } from "#core/runtime.ts";
import { startOrtWeb } from "#onnx/ort-browser.ts";
import { loadOnnxModel } from "./onnx-model.ts";
import type { ModelJobs } from "./protocol.ts";

const models = new Map<string, LanguageModel>();
let runtime: Runtime;

/** A blob has no place, so relative addresses are of this chunk. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

function loaded(id: string): LanguageModel {
  const model = models.get(id);
  if (!model) throw new Error(`The worker does not hold ${id}.`);
  return model;
}

/** Sums up what is reported and sends it on ten times a second. */
function gathered(report: (tokens: number) => void): (tokens: number) => void {
  let tokens = 0;
  let sentMs = performance.now();
  return (more) => {
    tokens += more;
    if (performance.now() - sentMs < 100) return;
    report(tokens);
    tokens = 0;
    sentMs = performance.now();
  };
}

serve<ModelJobs>(self, {
  async start(request) {
    runtime = await startOrtWeb(ort, { glueUrl: absolute(glueUrl), wasmUrl: absolute(wasmUrl) }, request);
    const { device, threads, version } = runtime;
    return { device, threads, version };
  },
  async load({ id, files }) {
    const model = await loadOnnxModel({ id, files, runtime });
    models.set(id, model);
    return model.info;
  },
  generate: ({ id, rows, sampling }, { signal, report }) =>
    loaded(id).generate(rows, sampling, { signal, onTokens: gathered(report) }),
  score: ({ id, rows }, { signal, report }) => loaded(id).score(rows, { signal, onTokens: gathered(report) }),
  async dispose({ id }) {
    await models.get(id)?.dispose();
    models.delete(id);
    return null;
  },
});
