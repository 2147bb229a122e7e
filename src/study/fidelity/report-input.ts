/** @file The rows of a study, from which its results are computed. */
import type { PromptStyle } from "#core/language-model.ts";
import type { Prediction } from "#core/words.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import type { DialRows } from "#study/fidelity/dial.ts";
import type { SolverFacts } from "#study/fidelity/facts.ts";
import type { JudgingRows } from "#study/fidelity/judge.ts";
import type { ScoredTexts } from "#study/fidelity/likelihood.ts";
import type { Written } from "#study/fidelity/written.ts";
import type { Plan, WayToSolve } from "#study/plan.ts";

/** A solver without its model: what the report needs to know of it. */
export interface SolverEntry extends Omit<SolverFacts, "unparsed"> {
  name: string;
  /** The plan's model behind it; null for a classical solver. */
  base: string | null;
  /** How the model is asked; absent without a model, and in studies that did not write it down. */
  promptStyle?: PromptStyle;
}

export interface ReportInput {
  plan: Plan;
  data: StudyData;
  /** In the order of the score matrix: generators, panel, classical solvers. */
  solvers: readonly SolverEntry[];
  written: readonly Written[];
  predictions: readonly { way: WayToSolve; rows: readonly Prediction[] }[];
  /** What the solvers of the contamination dial were trained on and answered; absent without one. */
  dial?: DialRows;
  /** The likelihoods of a pass of its own; absent without one. */
  likelihood?: readonly ScoredTexts[];
  /** What judges said of pairs of texts; absent without judges. */
  judging?: JudgingRows;
  /** What a person said in the blind audit; empty before it. */
  audit?: readonly AuditAnswer[];
}

/** One row of the blind audit: the label that a person gave, and whether they took the text for generated. */
export interface AuditAnswer {
  dataset: string;
  instance: string;
  /** Null where they could not say. */
  label: string | null;
  guess: "real" | "generated" | null;
}
