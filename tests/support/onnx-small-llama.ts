/** @file Small Llamas and rows for tests of training. */
import { Random } from "#core/random.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import type { TrainingRow } from "#training/layout.ts";

export const smallLlama = (changes: Partial<LlamaConfig> = {}): LlamaConfig => ({
  layers: 2,
  hidden: 16,
  heads: 4,
  keyValueHeads: 2,
  headDim: 4,
  intermediate: 24,
  vocabulary: 20,
  maxPositions: 32,
  theta: 10000,
  epsilon: 1e-6,
  tied: true,
  queryKeyValueBias: false,
  outputBias: false,
  ...changes,
});

/** Rows of different lengths in which each token follows from the one before: they can be learnt. */
export function countingRows(count: number, vocabulary: number, seed: number): TrainingRow[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const first = random.below(vocabulary);
    const ids = Array.from({ length: 4 + random.below(5) }, (_, i) => (first + 3 * i) % vocabulary);
    return { ids, weights: ids.map(() => 1) };
  });
}
