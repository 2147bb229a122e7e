/** @file A language model from the files of a Hugging Face folder, run by an injected runtime. */
import { sha256 } from "#core/hash.ts";
import type { LanguageModel, ModelInfo } from "#core/language-model.ts";
import type { ExternalData, Runtime } from "#core/runtime.ts";
import { AdaptedModel, LABEL_INPUT } from "./adapted-model.ts";
import { CausalModel } from "./causal-model.ts";
import { readConfig, type ModelConfig } from "./config.ts";
import { graphFacts } from "./graph-facts.ts";
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
  /** Weights that the ONNX file keeps beside itself, by the path it names. */
  external?: ExternalData;
  /** What its maker says; `parameters` and `family` are taken from it. */
  card?: Json;
  /** Of a model that was adapted to labels: `model` then has an input for the label that a text is written for. */
  adaptation?: Adaptation;
}

export interface Adaptation {
  labels: readonly string[];
  /** The ONNX file that labels a text. */
  classifier: Uint8Array;
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
  const { adaptation } = files;
  // The labels of an adapted model are its own; the tokens of those that its base knew are not trained any more.
  const selfsame = config.selfsame && adaptation ? { ...config.selfsame, labels: {} } : config.selfsame;
  const tokenizer = new Tokenizer(files, selfsame, selfsame ? undefined : config.endTokens[0]);
  const info = await describe(id, files, config, tokenizer);
  const session = await runtime.createSession(files.model, files.external);
  // This operator refuses several new tokens on a cached batch, and a refused run takes the worker with it.
  const wholeScoring = graphFacts(files.model).operators.has("GroupQueryAttention");
  const graph = { session, config, wholeScoring };
  if (!adaptation) {
    await selfCheck(id, graph, tokenizer);
    return new CausalModel(info, graph, tokenizer);
  }
  const classifier = await runtime.createSession(adaptation.classifier);
  await selfCheck(id, graph, tokenizer, { [LABEL_INPUT]: 1 });
  return new AdaptedModel(info, graph, tokenizer, classifier);
}

async function describe(
  id: string,
  { model, external = {}, card = {}, adaptation }: ModelFiles,
  config: ModelConfig,
  tokenizer: Tokenizer,
): Promise<ModelInfo> {
  const stored = storedWeights(model);
  const parts = [model, ...Object.values(external), ...(adaptation ? [adaptation.classifier] : [])];
  const hashes = await Promise.all(parts.map(sha256));
  return {
    id,
    parameters: typeof card["parameters"] === "number" ? card["parameters"] : stored.parameters,
    family: typeof card["family"] === "string" ? card["family"] : (config.selfsame?.family ?? null),
    hash: hashes.length === 1 ? hashes[0]! : await sha256(hashes.join()),
    dtype: `${stored.type} stored, fp32 computed`,
    capabilities: {
      promptStyle: tokenizer.promptStyle,
      score: true,
      seeded: true,
      maxTokens: config.maxTokens,
      labels: adaptation?.labels ?? Object.keys(config.selfsame?.labels ?? {}),
    },
  };
}
