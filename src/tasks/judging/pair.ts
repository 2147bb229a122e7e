/** @file Two texts that a judge compares. */

/** A text that may be drawn into a pair. */
export interface PoolText {
  instance: string;
  /** What the judge reads. */
  text: string;
  /** What the text was written for; only texts of one label are compared. */
  label: string;
  /** Near-duplicates share one; absent: the text is like no other. */
  cluster?: string;
}

/** The texts of one author; `author` is null for the real ones. */
export interface AuthorTexts {
  author: string | null;
  texts: readonly PoolText[];
}

export interface PairedText {
  author: string | null;
  instance: string;
  text: string;
}

/** Two texts of one label: `own` by the model for which the pair was drawn, `other` by a rival or a person. */
export interface TextPair {
  id: string;
  label: string;
  /** Pairs that share near-duplicate texts; they are resampled together. */
  cluster: string;
  own: PairedText & { author: string };
  other: PairedText;
}

/** A pair as it is shown to a judge. */
export interface JudgedPair {
  pair: string;
  cluster: string;
  label: string;
  first: PairedText;
  second: PairedText;
}
