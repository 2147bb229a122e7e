/** @file A generator writes its dataset: quotas per label, canonical blocks, every attempt journalled. */
import type { Generation } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import type { Dataset, Instance } from "#core/words.ts";
import { blocksOf, mapLimited } from "#study/blocks.ts";
import type { Contestant, Services } from "#study/services.ts";
import type { Plan } from "#study/plan.ts";
import { intentTask } from "#tasks/intent/task.ts";

/** A generator may try this many times its quota before its set stays short. */
const attemptsPerRow = 4;

export interface Attempt extends Generation {
  label: string;
  /** Counts the attempts at this label, from 0. */
  attempt: number;
}

export interface Written {
  dataset: Dataset;
  attempts: number;
  rejected: Readonly<Record<string, number>>;
}

interface Job {
  plan: Plan;
  contestant: Contestant;
  labels: readonly string[];
  /** Which generation run, from 0. */
  run: number;
  /** The texts a generator must not repeat. */
  demonstrations: readonly Instance[];
}

/** The name of a generated dataset: its generator, and the run where there are several. */
export function syntheticName(plan: Plan, generator: string, run: number): string {
  return plan.generate.seeds === 1 ? generator : `${generator} run ${run + 1}`;
}

/**
 * Lets one contestant write one dataset. The rows follow from the plan alone: each attempt has its own seed, and each
 * round asks for exactly what validation of the earlier rounds left open.
 */
export async function writeDataset(
  job: Job,
  services: Services,
  options: { signal?: AbortSignal | undefined; onRows: (accepted: number, tokens: number) => void },
): Promise<Written> {
  const { plan, contestant, labels, run } = job;
  const step = `generate/${contestant.name}/${run}`;
  const kept = await services.journal.blocks(step);
  const quota = intentTask.quotas(labels, plan.generate.perGenerator);
  const tried = new Map(labels.map((label) => [label, 0]));
  const validator = intentTask.validator(job.demonstrations);
  const accepted: Instance[] = [];
  const acceptedOf = new Map(labels.map((label) => [label, 0]));
  const rejected: Record<string, number> = {};
  let attempts = 0;
  let nextBlock = 0;

  for (;;) {
    const wanted = labels.flatMap((label) => {
      const open = quota.get(label)! - acceptedOf.get(label)!;
      const left = quota.get(label)! * attemptsPerRow - tried.get(label)!;
      return Array.from({ length: Math.min(open, left) }, (_, i) => ({ label, attempt: tried.get(label)! + i }));
    });
    if (wanted.length === 0) break;
    for (const { label } of wanted) tried.set(label, tried.get(label)! + 1);
    const blocks = blocksOf(wanted, plan.blockRows).map((rows) => ({ rows, number: nextBlock++ }));
    const rounds = await mapLimited(blocks, services.concurrency, async ({ rows, number }) => {
      const stored = kept.get(number) as readonly Attempt[] | undefined;
      if (stored) return stored;
      const written = await attemptBlock(job, rows, options.signal);
      await services.journal.write(step, number, written);
      options.onRows(
        0,
        written.reduce((sum, row) => sum + row.tokens, 0),
      );
      return written;
    });
    for (const attempt of rounds.flat()) {
      attempts++;
      const verdict = validator.judge(attempt, contestant.model.info.capabilities.promptStyle);
      if ("reason" in verdict) {
        rejected[verdict.reason] = (rejected[verdict.reason] ?? 0) + 1;
        continue;
      }
      acceptedOf.set(attempt.label, acceptedOf.get(attempt.label)! + 1);
      accepted.push({
        id: `${contestant.name}/${run}/${attempt.label}/${attempt.attempt}`,
        input: verdict.text,
        target: attempt.label,
      });
    }
    options.onRows(accepted.length, 0);
  }

  return {
    dataset: {
      name: syntheticName(plan, contestant.name, run),
      generator: contestant.name,
      seed: run,
      instances: accepted,
    },
    attempts,
    rejected,
  };
}

async function attemptBlock(
  { plan, contestant, labels, run }: Job,
  rows: readonly { label: string; attempt: number }[],
  signal: AbortSignal | undefined,
): Promise<Attempt[]> {
  const { promptStyle } = contestant.model.info.capabilities;
  const context = { labels, demonstrations: contestant.shown };
  const { temperature, topP, topK, maxNewTokens } = plan.generate;
  const written = await contestant.model.generate(
    rows.map(({ label, attempt }) => ({
      prompt: intentTask.generationPrompt(promptStyle, label, context),
      seed: seedOf(plan.seed, "generate", contestant.name, run, label, attempt),
    })),
    { temperature, topP, topK, maxNewTokens },
    signal && { signal },
  );
  return rows.map((row, i) => ({ ...row, ...written[i]! }));
}
