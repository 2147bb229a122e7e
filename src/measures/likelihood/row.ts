/** @file How probable a model finds one text, as rows that are kept. */

/** One text scored by one model. */
export interface LikelihoodRow {
  model: string;
  dataset: string;
  /** The model that wrote the dataset; null for real texts. */
  generator: string | null;
  /** The generation run's seed; null or absent for real texts. */
  seed?: number | null;
  instance: string;
  /** Instances of one cluster are resampled together; absent: every instance alone. */
  cluster?: string;
  /** The instance's target, by which resamples are stratified as those of the scores are. */
  label?: string;
  /** Sum of the log-probabilities of the text's tokens and of its end (natural logarithm), at most 0; null: −∞. */
  logProb: number | null;
  /** Length of the text in bytes of UTF-8; its end counts none. */
  bytes: number;
}
