/** @file A Llama of a few thousand parameters with random weights, in the vocabulary of the byte tokenizer. */
import { Random } from "#core/random.ts";
import { llamaShapes, type LlamaConfig } from "#onnx/llama-config.ts";
import { sizeOf, type Weight } from "#onnx/weights.ts";
import { vocabulary } from "./byte-tokenizer.ts";

export const tinyLlama: LlamaConfig = {
  ...{ layers: 2, hidden: 24, heads: 4, keyValueHeads: 2, headDim: 6, intermediate: 40 },
  ...{ vocabulary, maxPositions: 96, theta: 10_000, epsilon: 1e-5 },
  ...{ tied: true, queryKeyValueBias: false, outputBias: false },
};

/** Norms are 1, matrices normal with variance 1 / inputs, embeddings a fifth of that standard deviation. */
export function randomWeights(config: LlamaConfig, seed: number): Map<string, Weight> {
  const random = new Random(seed);
  return new Map(
    [...llamaShapes(config)].map(([name, dims]): [string, Weight] => {
      const scale = (name.includes("embed") ? 0.2 : 1) / Math.sqrt(dims.at(-1)!);
      const draw = () => (dims.length === 1 ? 1 : random.normal() * scale);
      return [name, { dims, data: Float32Array.from({ length: sizeOf(dims) }, draw) }];
    }),
  );
}
