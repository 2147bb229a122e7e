/** @file Trains a Llama on a fixed set of rows for a fixed number of steps. */
import { Random } from "#core/random.ts";
import type { Runtime } from "#core/runtime.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import type { Weight, Weights } from "#onnx/weights.ts";
import type { TrainingRow } from "./layout.ts";
import type { AdamWOptions } from "./optimiser.ts";
import { rateAt, type Schedule } from "./schedule.ts";
import { createTrainer } from "./trainer.ts";

/** Everything that determines the result, apart from the runtime's rounding. Can be posted to a worker. */
export interface FineTuning {
  config: LlamaConfig;
  weights: Weights;
  rows: readonly TrainingRow[];
  steps: number;
  /** Rows per step; the last ones of a pass that do not fill a step wait for the next pass. */
  batchRows: number;
  /** Of the order of the rows. */
  seed: number;
  optimiser: AdamWOptions;
  /** Warm-up, plateau and decay of the learning rate; constant where it is absent. */
  schedule?: Omit<Schedule, "steps">;
}

export interface FineTuned {
  weights: Map<string, Weight>;
  /** Loss of each step's rows before its update. */
  losses: number[];
  tokens: number;
}

export interface FineTuneOptions {
  signal?: AbortSignal | undefined;
  /** Called after every step with the share that is done, 0 to 1, and the step's loss. */
  onProgress?: ((done: number, loss: number) => void) | undefined;
}

/** Batches of rows of similar length, in a seeded order, pass after pass. */
function* batches(rows: readonly TrainingRow[], size: number, seed: number): Generator<TrainingRow[]> {
  const random = new Random(seed);
  for (;;) {
    const sorted = random.shuffled(rows).sort((a, b) => a.ids.length - b.ids.length);
    const full = Math.max(1, Math.floor(sorted.length / size));
    const from = random.below(Math.max(1, sorted.length - full * size + 1)); // which rows wait changes
    const cut = Array.from({ length: full }, (_, i) => sorted.slice(from + i * size, from + (i + 1) * size));
    yield* random.shuffled(cut);
  }
}

/**
 * Next-token training: `steps` AdamW updates over batches of rows of similar length, reshuffled by the seed each pass.
 * Throws on an empty set of rows, when training diverges, and the signal's reason at most one step after an abort.
 */
export async function fineTune(plan: FineTuning, runtime: Runtime, options: FineTuneOptions = {}): Promise<FineTuned> {
  const { config, weights, rows, steps, batchRows, seed, optimiser, schedule } = plan;
  if (rows.length === 0) throw new RangeError("fineTune: there are no rows to train on.");
  const trainer = createTrainer({ runtime, config, weights, optimiser });
  const losses: number[] = [];
  let tokens = 0;
  try {
    for (const batch of batches(rows, batchRows, seed)) {
      if (losses.length === steps) break;
      options.signal?.throwIfAborted();
      const result = await trainer.step(batch, schedule ? rateAt(losses.length, { ...schedule, steps }) : 1);
      tokens += result.tokens;
      losses.push(result.loss);
      options.onProgress?.(losses.length / steps, result.loss);
    }
    return { weights: trainer.weights(), losses, tokens };
  } finally {
    await trainer.dispose();
  }
}
