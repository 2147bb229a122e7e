/** @file A model as the files of a Hugging Face Hub folder that transformers.js loads. */
import { inferenceModel } from "./inference.ts";
import { llamaConfigJson, type LlamaConfig } from "./llama-config.ts";
import type { Weights } from "./weights.ts";

export interface SpecialTokens {
  begin?: number;
  end: number;
  pad: number;
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/**
 * `config.json`, `generation_config.json` and `onnx/model.onnx` (weights stored in fp16, computed in fp32), by path.
 * The tokenizer's files are the caller's. `extra` is added to `config.json`.
 */
export function hubFolder(
  config: LlamaConfig,
  weights: Weights,
  { begin, end, pad }: SpecialTokens,
  extra: Readonly<Record<string, unknown>> = {},
): Map<string, Uint8Array> {
  const ids = { ...(begin !== undefined && { bos_token_id: begin }), eos_token_id: end, pad_token_id: pad };
  return new Map([
    ["config.json", json(llamaConfigJson(config, { ...ids, dtype: "float32", ...extra }))],
    ["generation_config.json", json({ ...ids, do_sample: true, temperature: 1, top_k: 0, top_p: 1 })],
    ["onnx/model.onnx", inferenceModel(config, weights)],
  ]);
}
