/** @file A generator writes its dataset: quotas per label, canonical blocks, every attempt journalled. */
import type { RunOptions } from "#core/language-model.ts";
import { Random, seedOf } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { blocksOf, blocksWithPilot, keptRows, mapLimited } from "#study/blocks.ts";
import { foldShare } from "#study/fidelity/folds.ts";
import { type Attempt, writingStep, type Written } from "#study/fidelity/written.ts";
import { contextOf, type WritingJob, type WritingOptions } from "#study/fidelity/writing-job.ts";
import { gatherMaterials, type Pools } from "#study/fidelity/materials.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";
import type { Services } from "#study/services.ts";
import type { Wanted } from "#tasks/task.ts";

/** A generator may try this many times its quota before its set stays short. */
const attemptsPerRow = 4;

/** The name of a generated dataset: its generator, and the run where there are several. */
export function syntheticName(plan: Plan, generator: string, run: number): string {
  return plan.generate.seeds === 1 ? generator : `${generator} run ${run + 1}`;
}

const stepOf = ({ contestant: { name, fold }, run }: WritingJob) =>
  writingStep({ generator: name, run, fold: fold ?? undefined });

/** How many rows of each label a contestant writes: all, or its fold's part. */
function quotaOf({ plan, contestant: { fold }, labels }: WritingJob): Map<string, number> {
  const quota = taskOfPlan(plan).write.quotas(labels, plan.generate.perGenerator);
  const folds = plan.data.demonstrations?.folds;
  if (fold === null || folds === undefined) return quota;
  let turn = 0;
  return new Map(
    [...quota].map(([label, rows]) => {
      const share = foldShare(rows, fold, folds, turn);
      turn += rows % folds; // the rows that are over go on where those of the label before ended
      return [label, share];
    }),
  );
}

/** The first round asks for every row once. */
const firstRound = (quota: ReadonlyMap<string, number>): Wanted[] =>
  [...quota].flatMap(([label, rows]) => Array.from({ length: rows }, (_, attempt) => ({ label, attempt })));

/** With what a text must contain, where the task has such materials. */
function withAsk({ plan, contestant, run }: WritingJob, pools: Pools | null, wanted: Wanted): Wanted {
  const { materials } = taskOfPlan(plan).write;
  if (!materials || !pools) return wanted;
  const { label, attempt } = wanted;
  const random = new Random(seedOf(plan.seed, "ask", contestant.key, run, label, attempt));
  return { ...wanted, ask: materials.ask(label, pools, random, contestant.model.info.capabilities.promptStyle) };
}

/** Writes the block of the pilot, unless the journal holds it. */
export async function writePilot(job: WritingJob, services: Services, options: WritingOptions): Promise<void> {
  const step = stepOf(job);
  const [rows] = blocksWithPilot(firstRound(quotaOf(job)), job.plan.blockRows);
  if (!rows || (await services.journal.blocks(step)).has(0)) return;
  const pools = await gatherMaterials(job, services, options);
  await makeBlock(
    job,
    rows.map((wanted) => withAsk(job, pools, wanted)),
    0,
    services,
    options,
  );
}

/**
 * Lets one contestant write one dataset, or its fold's part of it. The rows follow from the plan alone: each attempt has its own seed, and each
 * round asks for exactly what validation of the earlier rounds left open.
 */
export async function writeDataset(job: WritingJob, services: Services, options: WritingOptions): Promise<Written> {
  const { plan, contestant, labels, run } = job;
  const kept = await services.journal.blocks(stepOf(job));
  const quota = quotaOf(job);
  const tried = new Map(labels.map((label) => [label, 0]));
  const pools = await gatherMaterials(job, services, options);
  const validator = taskOfPlan(plan).write.validator({ ...contextOf(job), demonstrations: job.demonstrations });
  const accepted: Instance[] = [];
  const acceptedOf = new Map(labels.map((label) => [label, 0]));
  const rejected: Record<string, number> = {};
  let attempts = 0;
  let nextBlock = 0;

  for (;;) {
    const first = nextBlock === 0;
    const wanted: Wanted[] = labels.flatMap((label) => {
      const open = quota.get(label)! - acceptedOf.get(label)!;
      const left = quota.get(label)! * attemptsPerRow - tried.get(label)!;
      return Array.from({ length: Math.min(open, left) }, (_, i) => ({ label, attempt: tried.get(label)! + i }));
    });
    if (wanted.length === 0) break;
    for (const { label } of wanted) tried.set(label, tried.get(label)! + 1);
    const cut = first ? blocksWithPilot(wanted, plan.blockRows) : blocksOf(wanted, plan.blockRows);
    const blocks = cut.map((rows) => ({
      rows: rows.map((each) => withAsk(job, pools, each)),
      number: nextBlock++,
    }));
    const rounds = await mapLimited(
      blocks,
      services.concurrency,
      async ({ rows, number }) =>
        keptRows<Attempt>(kept, number, rows.length) ?? makeBlock(job, rows, number, services, options),
    );
    for (const attempt of rounds.flat()) {
      attempts++;
      const verdict = validator.judge(attempt, contestant.model.info.capabilities.promptStyle);
      if ("reason" in verdict) {
        rejected[verdict.reason] = (rejected[verdict.reason] ?? 0) + 1;
        continue;
      }
      acceptedOf.set(attempt.label, acceptedOf.get(attempt.label)! + 1);
      accepted.push({
        id: `${contestant.key}/${run}/${attempt.label}/${attempt.attempt}`,
        input: verdict.input,
        target: verdict.target,
      });
    }
    options.onAccepted?.(accepted.length);
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

/** Writes a block and journals it. */
async function makeBlock(
  job: WritingJob,
  rows: readonly Wanted[],
  number: number,
  { journal }: Services,
  { signal, onBlock }: WritingOptions,
): Promise<Attempt[]> {
  const startedMs = performance.now();
  let ms: number | null = null;
  const written = await attemptBlock(job, rows, { ...(signal && { signal }), onComputed: (took) => (ms = took) });
  await journal.write(stepOf(job), number, written);
  const tokens = written.reduce((sum, row) => sum + row.tokens, 0);
  onBlock?.({
    ...{ contestant: job.contestant, kind: "generate", rows: written, number, tokens },
    ms: ms ?? performance.now() - startedMs,
  });
  return written;
}

async function attemptBlock(job: WritingJob, rows: readonly Wanted[], options: RunOptions): Promise<Attempt[]> {
  const { plan, contestant, run } = job;
  const { promptStyle } = contestant.model.info.capabilities;
  const { write } = taskOfPlan(plan);
  const context = contextOf(job);
  const { temperature, topP, topK, maxNewTokens } = plan.generate;
  const written = await contestant.model.generate(
    rows.map((wanted) => ({
      prompt: write.prompt(promptStyle, wanted, context),
      seed: seedOf(plan.seed, "generate", contestant.key, run, wanted.label, wanted.attempt),
    })),
    { temperature, topP, topK, maxNewTokens },
    options,
  );
  return rows.map((row, i) => ({ ...row, ...written[i]! }));
}
