/** @file What a finished fidelity study says, as it is exported. */
import type { Preparation } from "#core/language-model.ts";
import type { Measure } from "#core/words.ts";
import type { AuditMeasures } from "#measures/audit.ts";
import type { ScoreIntervals } from "#measures/score-intervals.ts";
import type { StudyMeasures } from "#measures/study-measures.ts";
import type { StudyEstimate } from "#study/estimate.ts";
import type { Decision } from "#study/fidelity/decision.ts";
import type { SliceTable } from "#study/fidelity/slices.ts";
import type { Plan, WayToSolve } from "#study/plan.ts";
import type { Work } from "#study/work.ts";

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

export interface Result {
  task: string;
  solve: WayToSolve;
  /** The real dataset's name. */
  real: string;
  metric: string;
  solvers: readonly string[];
  solverFacts: Readonly<Record<string, SolverFacts>>;
  datasets: Readonly<Record<string, DatasetScores>>;
  syntheticFacts: Readonly<Record<string, SyntheticFacts>>;
  /** The agreement classifier on real rows: the ceiling of every agreement. */
  agreementCeiling: Measure;
  measures: StudyMeasures;
  /** Where synthetic and real rows disagree. */
  slices: readonly SliceTable[];
  /** May each synthetic set stand in for the real data? */
  decision: Decision;
  /** What a person said in the blind audit; absent before it. */
  audit?: AuditMeasures;
  /** Sentences that must stand beside the numbers. */
  notes: readonly string[];
}

/** The machine and the versions. */
export interface Surroundings {
  selfsame: string;
  runtime: string;
  device: string;
  threads: number;
  workers: number;
  userAgent: string;
}

export interface Manifest extends Surroundings {
  blockRows: number;
  seed: number;
  models: Readonly<Record<string, { hash: string; dtype: string; parameters: number | null }>>;
  datasets: Readonly<Record<string, { hash: string; rows: number }>>;
  /** Wall-clock time and tokens per phase, of the run that finished the study. */
  timingsMs: Readonly<Record<string, number>>;
  tokens: Readonly<Record<string, number>>;
  /** What each model did in whole blocks of that run, and its time for it; absent in studies of earlier versions. */
  work?: readonly Work[];
  /** What was expected before the start. */
  estimate?: StudyEstimate;
  /** Time of all runs together, after the pilot; null where a page was killed in between. */
  spentMs?: number | null;
  startedAt: string;
  finishedAt: string;
}

export interface StudyDocument {
  schemaVersion: 1;
  plan: Plan;
  manifest: Manifest;
  results: readonly Result[];
}
