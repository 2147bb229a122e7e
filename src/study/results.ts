/** @file What a finished fidelity study says, as it is exported. */
import type { Measure } from "#core/words.ts";
import type { AuditMeasures } from "#measures/audit.ts";
import type { StudyMeasures } from "#measures/study-measures.ts";
import type { StudyEstimate, Work } from "#study/work.ts";
import type { Decision } from "#study/fidelity/decision.ts";
import type { DialResult } from "#study/fidelity/dial-report.ts";
import type { DatasetScores, SolverFacts, SyntheticFacts } from "#study/fidelity/facts.ts";
import type { JudgesResult } from "#study/fidelity/judge-report.ts";
import type { LikelihoodResult } from "#study/fidelity/likelihood-report.ts";
import type { OtherScores } from "#study/fidelity/other-scores.ts";
import type { SliceTable } from "#study/fidelity/slices.ts";
import type { Plan, WayToSolve } from "#study/plan.ts";

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
  /** The same answers under other metrics and other treatments of unparsed answers; absent in older studies. */
  otherScores?: readonly OtherScores[];
  /** Entity type → dataset → F1 by solver; only for named entities. */
  entityLabelScores?: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
  /** Entity type → dataset → true entities of it; only for named entities. */
  entityCounts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** May each synthetic set stand in for the real data? */
  decision: Decision;
  /** What training on a model's rows does; absent without a dial, and where solving is not "direct". */
  dial?: DialResult;
  /** How probable models find texts; absent without such numbers. */
  likelihood?: LikelihoodResult;
  /** What models say of pairs of texts; absent without judges. */
  judges?: JudgesResult;
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
