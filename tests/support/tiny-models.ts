/** @file A real but untrained Llama with a byte tokenizer, made from a seed in milliseconds. */
import { Random } from "#core/random.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { llamaConfigJson, llamaShapes, type LlamaConfig } from "#onnx/llama-config.ts";
import type { ModelFiles } from "#models/onnx-model.ts";
import { classificationGraph, generationGraph } from "#training/adaptation/export.ts";
import { LABEL_EMBEDDINGS } from "#training/adaptation/label-head.ts";
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

type Weights = Map<string, { dims: readonly number[]; data: Float32Array }>;

/** Weights of a spread that gives long, varied texts with an end now and then. */
function randomWeights(config: LlamaConfig, random: Random): Weights {
  return new Map(
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
}

const filesOf = (config: LlamaConfig) => ({
  ...scriptedTokenizer(),
  config: llamaConfigJson(config, { eos_token_id: 0, pad_token_id: 0, selfsame: scriptedTokens }),
});

export function tinyModel(seed = 1, changes: Partial<LlamaConfig> = {}): ModelFiles {
  const config = { ...shape, ...changes };
  return { ...filesOf(config), model: inferenceModel(config, randomWeights(config, new Random(seed))) };
}

/** The same with a random embedding per label, as if it had been adapted to them. */
export function tinyAdaptedModel(labels: readonly string[], seed = 1): ModelFiles {
  const random = new Random(seed);
  const weights = randomWeights(shape, random);
  const dims = [labels.length, shape.hidden];
  const data = Float32Array.from({ length: labels.length * shape.hidden }, () => 0.5 * random.normal());
  weights.set(LABEL_EMBEDDINGS, { dims, data });
  return {
    ...filesOf(shape),
    model: generationGraph(shape, weights),
    adaptation: { labels, classifier: classificationGraph(shape, weights) },
  };
}
