/** @file What models did and how long they took for it, and what a study is expected to take. */
import type { Preparation } from "#core/language-model.ts";
import type { WayToSolve } from "#study/plan.ts";

/** What a block of rows can be: a generator's attempts, answers of one way to solve, texts scored, pairs judged. */
export type BlockKind = "generate" | WayToSolve | "likelihood" | "judge";

/** Only where the plan asks for it. */
export type OptionalPhase = "likelihood" | "judge" | "dial";

export type Phase = "pilot" | "adapt" | "generate" | "solve" | OptionalPhase | "measure";

/** What one model of the plan did of one kind. */
export interface Work {
  /** The plan's model. */
  base: string;
  preparation: Preparation;
  parameters: number | null;
  kind: BlockKind;
  rows: number;
  tokens: number;
  /** The model's time, summed over its blocks; workers compute at the same time. */
  ms: number;
  /** What the rows take as JSON, about what they take in the database. */
  bytes: number;
}

/** Where about four of five outcomes are expected to lie. */
export interface Range {
  low: number;
  high: number;
}

export interface StudyEstimate {
  madeAtMs: number;
  /** Of what is left after the pilot. */
  timeMs: Range;
  phasesMs: Readonly<Record<Exclude<Phase, "pilot" | OptionalPhase>, Range>> &
    Readonly<Partial<Record<OptionalPhase, Range>>>;
  /** Exact, if every generator fills its set. */
  rows: { written: number; answered: number };
  storageBytes: Range;
  /** What the browser says of its storage; null where it says nothing. */
  storage: { usedBytes: number; allowedBytes: number } | null;
  /** How each share of the work was judged: numbers of models. */
  basis: { known: number; piloted: number; scaled: number };
  /** Models to adapt; those that are kept already cost nothing. */
  adaptations: { left: number; kept: number; tokens: number };
  /** Solvers to train for the dial, and the tokens in all; absent without one. */
  dial?: { trained: number; tokens: number };
  pilot: { tookMs: number; work: readonly Work[] };
}
