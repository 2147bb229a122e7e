/** @file What a judge said about two texts, as rows that are kept. */

/** One of the two texts of a pair. */
export interface JudgedText {
  /** The model that wrote it; null for a real text. */
  author: string | null;
  /** The instance's id in its author's dataset. */
  instance: string;
  /** Characters (code points) as the judge saw it. */
  length: number;
}

/** `tie`: both liked equally, which only probabilities can say. null: the reply could not be read. */
export type Choice = "first" | "second" | "tie" | null;

/** One question to one judge and its answer. A judge that sees an order is asked twice about a pair, once in each. */
export interface Verdict {
  /** The judging model, by the name under which it writes data. */
  judge: string;
  /** The pair's id: equal for both orders and for all judges of the pair. */
  pair: string;
  /** Pairs of one cluster are resampled together; absent: every pair alone. */
  cluster?: string;
  /** What both texts were written for. */
  label: string;
  first: JudgedText;
  second: JudgedText;
  choice: Choice;
  /** Probability that the judge gives to the first text, of the two; absent where it only answers in words. */
  pFirst?: number;
  /** The judge compared the texts one by one and saw no order: one row per pair, position effects do not exist. */
  orderFree?: true;
  /** Bits per byte of the first and the second text, where the judge compared likelihoods. */
  bitsPerByte?: readonly [number, number];
  /** What the judge wrote, where it answered in words. */
  raw?: string;
}

/** Which text of a pair is the better one by a standard from outside, such as a person's label. */
export interface GoldVerdict {
  pair: string;
  /** The better text; null for a tie. */
  better: Pick<JudgedText, "author" | "instance"> | null;
}
