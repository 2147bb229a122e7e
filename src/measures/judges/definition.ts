/** @file What a definition of self-preference is: a formula with its reading, and the function that computes it. */
import type { Measure } from "#core/words.ts";
import type { Evidence, Opponents } from "./evidence.ts";

/** What a definition cannot do without. */
export type Need = "pairs" | "probabilities" | "gold" | "several judges" | "scores" | "real scores" | "likelihoods";

/** One definition of self-preference. The next one is one more entry of `definitions`. */
export interface Definition {
  id: string;
  name: string;
  /** Paper, with its arXiv number. */
  source: string;
  formula: string;
  unit: string;
  /** Least and greatest value; null where there is no bound. */
  range: readonly [low: number | null, high: number | null];
  /** The value that says: no self-preference. */
  neutral: number;
  /** On which side of `neutral` a model favours itself. */
  favours: "above" | "below";
  needs: readonly Need[];
  /** Against whom it can be computed; empty where it rests on no pairs. */
  against: readonly Opponents[];
  /** What gives the same number without any bias. */
  cannotTell: string;
  /** What would tell these apart. */
  control: string;
  /** The measure of one model against `evidence.opponents`; undefined with its reason where evidence is lacking. */
  compute(evidence: Evidence, model: string): Measure;
}
