/** @file What a running study asks of its surroundings. */
import type { LanguageModel, Preparation } from "#core/language-model.ts";
import type { Instance, Prediction } from "#core/words.ts";
import type { ClassicalJob } from "#study/fidelity/classical.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { Result } from "#study/results.ts";
import type { BlockKind, Phase } from "#study/work.ts";
import type { AdaptationRow } from "#tasks/task.ts";

/** The rows of a study as they are made: a block is written once and counts from then on. */
export interface Journal {
  /** The blocks of a step that are already written: block number → rows. */
  blocks(step: string): Promise<ReadonlyMap<number, readonly unknown[]>>;
  /** Writes a finished block in one transaction; a block that is there already stays as it is. */
  write(step: string, block: number, rows: readonly unknown[]): Promise<void>;
}

export interface AdaptationRequest {
  /** The base model's name. */
  base: string;
  labels: readonly string[];
  demonstrations: readonly AdaptationRow[];
  seed: number;
}

/** What an adaptation would cost. */
export interface AdaptationCost {
  /** Tokens that it trains on, both directions. */
  tokens: number;
  /** Whether the database holds its result. */
  kept: boolean;
  /** What the result takes there; null before it is made. */
  bytes: number | null;
}

export interface AdaptationOptions {
  signal?: AbortSignal | undefined;
  /** Called with the share that is done, 0 to 1. */
  onProgress?: (done: number) => void;
}

export interface Services {
  journal: Journal;
  open(id: string, signal?: AbortSignal): Promise<LanguageModel>;
  /** Fine-tunes a model on demonstrations, or returns the cached result of the same request. */
  adapt(request: AdaptationRequest, options: AdaptationOptions): Promise<LanguageModel>;
  /** What an adaptation would cost; absent where nobody knows. */
  adaptationCost?(request: AdaptationRequest, signal?: AbortSignal): Promise<AdaptationCost>;
  /** The work that takes longer than a frame and needs no model; in the page a worker does it. */
  desk: Desk;
  /** How many blocks may be under way at once. */
  concurrency: number;
}

export interface Desk {
  /** Fits the classical solvers and answers every dataset with them, dataset by dataset, solver by solver. */
  solveClassically(job: ClassicalJob): Promise<Prediction[]>;
  report(input: ReportInput): Promise<Result[]>;
}

/** A model in one study: opened, and if the plan says so adapted on one draw of demonstrations. */
export interface Contestant {
  /** Its name in the score matrix; under cross-fitting its models of all folds share it. */
  name: string;
  /** Its own name, in seeds and steps: with the fold where there is one. */
  key: string;
  /** The plan's model behind it. */
  base: string;
  model: LanguageModel;
  preparation: Preparation;
  /** Under cross-fitting the fold whose rows it answers, from 0; it saw demonstrations from the other folds alone. */
  fold: number | null;
  /** Which draw of demonstrations it saw; null for none. */
  draw: number | null;
  /** Demonstrations per label that it saw; null for none. */
  perLabel: number | null;
  /** What it was shown in its prompts; empty for adapted and zero-shot models. */
  shown: readonly Instance[];
}

/** Told of every block that was made and journalled. */
export type BlockDone = (block: {
  contestant: Contestant;
  kind: BlockKind;
  /** Its place in its step; 0 is the pilot's in a set's first round and on the real rows. */
  number: number;
  rows: readonly unknown[];
  tokens: number;
  /** The model's time, without waiting for a free worker. */
  ms: number;
}) => void;

export interface Progress {
  phase: Phase;
  /** Units done and in all: blocks of the pilot, adaptations, accepted rows, predictions. */
  done: number;
  total: number;
  /** Tokens processed in this phase so far. */
  tokens: number;
  elapsedMs: number;
}
