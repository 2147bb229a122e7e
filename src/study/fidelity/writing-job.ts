/** @file What a contestant is to write: one dataset, or its fold's part of it. */
import type { Instance } from "#core/words.ts";
import { cardOf, type Plan } from "#study/plan.ts";
import type { BlockDone, Contestant } from "#study/services.ts";
import type { TaskContext } from "#tasks/task.ts";

export interface WritingJob {
  plan: Plan;
  contestant: Contestant;
  labels: readonly string[];
  /** Which generation run, from 0. */
  run: number;
  /** The texts a generator must not repeat. */
  demonstrations: readonly Instance[];
}

export interface WritingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the accepted rows so far, after each round. */
  onAccepted?: (rows: number) => void;
  /** Called for every block that was made, not for those that the journal held. */
  onBlock?: BlockDone;
}

/** What prompts of this contestant may speak of. */
export function contextOf({ plan, contestant, labels }: WritingJob): TaskContext {
  return { labels, demonstrations: contestant.shown, card: cardOf(plan) };
}
