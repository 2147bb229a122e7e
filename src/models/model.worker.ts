/** @file The worker that holds models. Disposable: after a fault its realm is not to be used again. */
import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import type { LanguageModel } from "#core/language-model.ts";
import { showLife } from "#core/life.ts";
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

/** Sums up what is reported and sends it on ten times a second, and what is left at the end. */
async function gathered<Output>(
  report: (tokens: number) => void,
  work: (onTokens: (tokens: number) => void) => Promise<Output>,
): Promise<Output> {
  let tokens = 0;
  let sentMs = performance.now();
  const send = () => {
    report(tokens);
    tokens = 0;
    sentMs = performance.now();
  };
  const output = await work((more) => {
    tokens += more;
    if (performance.now() - sentMs >= 100) send();
  });
  send();
  return output;
}

serve<ModelJobs>(self, {
  async start(request) {
    await showLife(request.life);
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
    gathered(report, (onTokens) => loaded(id).generate(rows, sampling, { signal, onTokens })),
  score: ({ id, rows }, { signal, report }) =>
    gathered(report, (onTokens) => loaded(id).score(rows, { signal, onTokens })),
  async dispose({ id }) {
    await models.get(id)?.dispose();
    models.delete(id);
    return null;
  },
});
