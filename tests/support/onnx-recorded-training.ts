/** @file A short training run and what it gave once, natively: every device must give the same. */
import type { FineTuning } from "#training/fine-tune.ts";
import { initialWeights } from "#training/initial-weights.ts";
import { countingRows, smallLlama } from "./onnx-small-llama.ts";

const config = smallLlama();

export const shortTraining: FineTuning = {
  config,
  weights: initialWeights(config, 1, 0.2),
  rows: countingRows(24, config.vocabulary, 1),
  steps: 8,
  batchRows: 8,
  seed: 3,
  optimiser: { learningRate: 1e-2 },
  schedule: {},
};

export const recordedLosses: readonly number[] = [
  3.2770395, 2.6933987, 2.4958024, 1.8089128, 2.0161483, 1.7451704, 1.2938797, 1.6514356,
];
