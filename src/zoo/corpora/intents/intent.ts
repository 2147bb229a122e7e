/** @file What the corpus knows of an intent. */
import type { Dialect } from "#zoo/corpora/dialects.ts";

export interface Intent extends Readonly<Record<Dialect, readonly string[]>> {
  label: string;
  /** Wordings that every dialect uses. */
  shared: readonly string[];
  /** Less usual wordings, trained on as far as a model's coverage goes. */
  paraphrase: readonly string[];
  /** Wordings that no model is trained on. */
  heldOut: readonly string[];
}
