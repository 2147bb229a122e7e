/** @file What stands beside the scores of a study: facts of its solvers, its synthetic sets, its datasets. */
import type { Preparation } from "#core/language-model.ts";
import type { Measure } from "#core/words.ts";
import type { ScoreIntervals } from "#measures/score-intervals.ts";

export interface SolverFacts {
  preparation: Preparation;
  parameters: number | null;
  /** Models with one training corpus share a family. */
  family: string | null;
  /** Which draw of demonstrations it was adapted on or shown. */
  draw: number | null;
  /** Demonstrations per label it saw. */
  perLabel: number | null;
  /** Whether it wrote a dataset: only then it has a bias factor. */
  generates: boolean;
  /** Share of its answers that could not be parsed, over all datasets. */
  unparsed: Measure;
}

/** What stands beside a synthetic set; null values carry their reason. */
export interface SyntheticFacts {
  /** Accepted rows per attempt. */
  yield: Measure;
  attempts: number;
  rejected: Readonly<Record<string, number>>;
  /** Share of rows whose asked label the classifier gives too, beside the classifier's own accuracy on real rows. */
  agreement: Measure;
  /** The same by label; labels without rows are left out. */
  agreementByLabel: Readonly<Record<string, Measure>>;
  uniqueShare: number | null;
  distinct2: number | null;
  copiedShare: number | null;
}

export interface DatasetScores {
  generator: string | null;
  seed: number | null;
  /** In solver order. */
  scores: readonly (number | null)[];
  /** The 95% interval of each score, in solver order; null where nothing can be resampled. */
  intervals: ScoreIntervals;
}
