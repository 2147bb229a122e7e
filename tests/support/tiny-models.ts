/** @file A real but untrained Llama with a byte tokenizer, made from a seed in milliseconds. */
import { Random } from "#core/random.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { llamaConfigJson, llamaShapes, type LlamaConfig } from "#onnx/llama-config.ts";
import type { ModelFiles } from "#models/onnx-model.ts";
import { scriptedTokenizer, scriptedTokens, scriptedVocabulary } from "./scripted-tokenizer.ts";

const shape: LlamaConfig = {
  layers: 2,
  hidden: 48,
  heads: 4,
  keyValueHeads: 2,
  headDim: 12,
  intermediate: 96,
  vocabulary: scriptedVocabulary,
  maxPositions: 128,
  theta: 10000,
  epsilon: 1e-6,
  tied: false,
  queryKeyValueBias: false,
  outputBias: false,
};

/** Logits of a spread that gives long, varied texts with an end now and then. */
export function tinyModel(seed = 1, shapeChanges: Partial<LlamaConfig> = {}): ModelFiles {
  const config = { ...shape, ...shapeChanges };
  const random = new Random(seed);
  const weights = new Map(
    [...llamaShapes(config)].map(([name, dims]) => {
      const size = dims.reduce((product, dim) => product * dim, 1);
      const spread = name.endsWith("norm.weight")
        ? 0
        : name.startsWith("lm_head")
          ? 0.35
          : 1.5 / Math.sqrt(dims[1] ?? 1);
      const data = Float32Array.from({ length: size }, () => (spread === 0 ? 1 : spread * random.normal()));
      return [name, { dims, data }];
    }),
  );
  const ids = { eos_token_id: 0, pad_token_id: 0, selfsame: scriptedTokens };
  return {
    ...scriptedTokenizer(),
    config: llamaConfigJson(config, ids),
    model: inferenceModel(config, weights),
  };
}
