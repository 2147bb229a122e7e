/** @file One training step of about a million parameters on 1024 tokens, the same for every engine. */
import { Random } from "#core/random.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import type { Weight } from "#onnx/weights.ts";
import { initialWeights } from "#training/initial-weights.ts";
import type { TrainingRow } from "#training/layout.ts";

const ROWS = 8;
const TOKENS = 128;

export const config: LlamaConfig = {
  ...{ layers: 4, hidden: 128, heads: 4, keyValueHeads: 4, headDim: 32, intermediate: 344 },
  ...{ vocabulary: 512, maxPositions: TOKENS, theta: 10_000, epsilon: 1e-5 },
  ...{ tied: false, queryKeyValueBias: false, outputBias: false },
};

export const optimiser = { learningRate: 1e-3, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01, clipNorm: 1 };

export const weights = (): Map<string, Weight> => initialWeights(config, 7);

/** Random tokens; a row has one more than are read, because the last is only predicted. */
export function rows(): TrainingRow[] {
  const random = new Random(7);
  return Array.from({ length: ROWS }, () => {
    const ids = Array.from({ length: TOKENS + 1 }, () => random.below(config.vocabulary));
    return { ids, weights: ids.map(() => 1) };
  });
}

/** What an engine in another process is given, as JSON beside a file of all weights (float32, one after the other). */
export interface WrittenCase {
  config: LlamaConfig;
  optimiser: typeof optimiser;
  ids: readonly (readonly number[])[];
  shapes: readonly (readonly [name: string, dims: readonly number[]])[];
  weightsFile: string;
}

/** One turn: some steps in a row, the first of which does not count. */
export interface Turn {
  /** Of each counted step. */
  durationsMs: readonly number[];
  losses: readonly number[];
}
