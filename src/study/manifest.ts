/** @file What a study was made with, so that others can make it again. */
import type { FinishedRun } from "#study/fidelity/runner.ts";
import type { Plan } from "#study/plan.ts";
import type { Manifest, Surroundings } from "#study/results.ts";

interface Making extends Surroundings {
  plan: Plan;
  run: FinishedRun;
  /** The manifest of the run that was broken off, as far as it came. */
  before: Partial<Manifest>;
  datasets: Manifest["datasets"];
}

/** Phases that a study did not have are not named. */
function ofItsPhases({ likelihood, judge, dial, ...others }: FinishedRun["tokens"]): Record<string, number> {
  const further = Object.entries({ likelihood, judge, dial }).filter(([, spent]) => spent > 0);
  return { ...others, ...Object.fromEntries(further) };
}

export function manifestOf({ plan, run, before, datasets, ...surroundings }: Making): Manifest {
  const now = new Date();
  const spentMs = Object.values(run.timingsMs).reduce((sum, ms) => sum + ms, 0);
  const startedAt = before.startedAt ?? new Date(now.getTime() - spentMs).toISOString();
  return {
    ...surroundings,
    blockRows: plan.blockRows,
    seed: plan.seed,
    models: Object.fromEntries(
      run.models.map(({ key, model: { info } }) => [
        key,
        { hash: info.hash, dtype: info.dtype, parameters: info.parameters },
      ]),
    ),
    datasets,
    timingsMs: ofItsPhases(run.timingsMs),
    tokens: ofItsPhases(run.tokens),
    work: run.work,
    ...(before.estimate && { estimate: before.estimate }),
    startedAt,
    finishedAt: now.toISOString(),
  };
}
