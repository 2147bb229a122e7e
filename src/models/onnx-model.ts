/** @file A language model from the files of a Hugging Face folder, run by an injected runtime. */
import { sha256 } from "#core/hash.ts";
import type { LanguageModel, ModelInfo } from "#core/language-model.ts";
import type { Runtime } from "#core/runtime.ts";
import { CausalModel } from "./causal-model.ts";
import { readConfig } from "./config.ts";
import { selfCheck } from "./self-check.ts";
import { storedWeights } from "./stored-weights.ts";
import { Tokenizer } from "./tokenizer.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The files of a model; the JSON files parsed. */
export interface ModelFiles {
  config: Json;
  tokenizer: Json;
  tokenizerConfig: Json;
  generationConfig?: Json;
  /** The ONNX file. */
  model: Uint8Array;
  /** What its maker says; `parameters` and `family` are taken from it. */
  card?: Json;
}

export interface LoadOptions {
  id: string;
  files: ModelFiles;
  runtime: Runtime;
}

/**
 * Loads a model and checks it: rows of a padded batch must give what they give alone. Throws where they do not. After
 * a failure the runtime's realm is not to be used again.
 */
export async function loadOnnxModel({ id, files, runtime }: LoadOptions): Promise<LanguageModel> {
  const config = readConfig(id, files.config, files.generationConfig);
  const tokenizer = new Tokenizer(files, config.selfsame);
  const { card = {} } = files;
  const stored = storedWeights(files.model);
  const info: ModelInfo = {
    id,
    parameters: typeof card["parameters"] === "number" ? card["parameters"] : stored.parameters,
    family: typeof card["family"] === "string" ? card["family"] : (config.selfsame?.family ?? null),
    hash: await sha256(files.model),
    dtype: `${stored.type} stored, fp32 computed`,
    capabilities: {
      promptStyle: tokenizer.promptStyle,
      score: true,
      seeded: true,
      maxTokens: config.maxTokens,
      labels: Object.keys(config.selfsame?.labels ?? {}),
    },
  };
  const graph = { session: await runtime.createSession(files.model), config };
  await selfCheck(id, graph, tokenizer);
  return new CausalModel(info, graph, tokenizer);
}
