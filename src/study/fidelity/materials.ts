/** @file The first stage of writing: what later texts are made with, e.g. a pool of names for each entity type. */
import { seedOf } from "#core/random.ts";
import { blocksOf, keptRows, mapLimited } from "#study/blocks.ts";
import { contextOf, type WritingJob, type WritingOptions } from "#study/fidelity/writing-job.ts";
import type { MaterialAttempt } from "#study/fidelity/written.ts";
import { materialsStep } from "#study/fidelity/written.ts";
import { taskOfPlan } from "#study/plan.ts";
import type { Services } from "#study/services.ts";

/** Label → different materials, in the order in which they came. */
export type Pools = ReadonlyMap<string, readonly string[]>;

/**
 * Asks a contestant for the materials of one run, or takes them from the journal; null where the task needs none. The
 * requests follow from the plan alone, each with its own seed.
 */
export async function gatherMaterials(
  job: WritingJob,
  services: Services,
  options: WritingOptions,
): Promise<Pools | null> {
  const { plan, contestant, labels, run } = job;
  const { materials } = taskOfPlan(plan).write;
  if (!materials) return null;
  const { promptStyle } = contestant.model.info.capabilities;
  const step = materialsStep({ generator: contestant.name, run, fold: contestant.fold ?? undefined });
  const kept = await services.journal.blocks(step);
  const asked = [...materials.requests(labels, plan.generate.perGenerator, promptStyle)].flatMap(([label, replies]) =>
    Array.from({ length: replies }, (_, attempt) => ({ label, attempt })),
  );
  const { temperature, topP, topK } = plan.generate;
  const context = contextOf(job);
  const blocks = await mapLimited(blocksOf(asked, plan.blockRows), services.concurrency, async (rows, number) => {
    const stored = keptRows<MaterialAttempt>(kept, number, rows.length);
    if (stored) return stored;
    const replies = await contestant.model.generate(
      rows.map(({ label, attempt }) => ({
        prompt: materials.prompt(promptStyle, label, context),
        seed: seedOf(plan.seed, "materials", contestant.key, run, label, attempt),
      })),
      { temperature, topP, topK, maxNewTokens: materials.maxNewTokens(promptStyle) },
      { ...(options.signal && { signal: options.signal }) },
    );
    const made = rows.map((row, i): MaterialAttempt => ({ ...row, ...replies[i]! }));
    await services.journal.write(step, number, made);
    return made;
  });
  const pools = new Map<string, Set<string>>(labels.map((label) => [label, new Set<string>()]));
  for (const reply of blocks.flat())
    for (const found of materials.read(reply, promptStyle, reply.label)) pools.get(reply.label)!.add(found);
  return new Map([...pools].map(([label, own]) => [label, [...own]]));
}
