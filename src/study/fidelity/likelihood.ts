/** @file The scoring pass: how probable each model finds every text of the study, given what it was written for. */
import { type Dataset, InputError, type Instance } from "#core/words.ts";
import { blocksOf, keptRows, mapLimited } from "#study/blocks.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { type Bench, partOf } from "#study/fidelity/parts.ts";
import { canonicalOrder } from "#study/fidelity/solve.ts";
import { cardOf, type Plan, solvingWays, taskOfPlan } from "#study/plan.ts";
import type { BlockDone, Contestant, Services } from "#study/services.ts";
import { likelihoodRequests } from "#tasks/judging/likelihood-pass.ts";
import { wayToJudge } from "#tasks/judging/verdicts.ts";

/** What one model gives the texts of one dataset. */
export interface ScoredTexts {
  model: string;
  dataset: string;
  /** In the order of the dataset's instances; natural logarithm, null where the probability is 0. */
  logProbs: readonly (number | null)[];
}

/** What the journal keeps of a text. */
interface ScoredText {
  instance: string;
  logProb: number | null;
}

/** Whether the answers of a plan hold the likelihoods already, so that no pass is needed. */
export function answersHoldLikelihoods(plan: Plan): boolean {
  return taskOfPlan(plan).name === "classification" && solvingWays(plan).includes("generative");
}

/** Who scores the texts: every model that gives log-probabilities where the matrix is asked for, else judges that need it. */
export function scoringModels(plan: Plan, generators: readonly Contestant[]): Contestant[] {
  const able = generators.filter(({ model }) => model.info.capabilities.score);
  if (plan.likelihood) {
    if (able.length > 0) return able;
    throw new InputError(
      `The plan asks for likelihoods, but none of its models gives log-probabilities: ${plan.models.join(", ")}. ` +
        `Add a bundled or local model, or remove "likelihood".`,
    );
  }
  return able.filter(({ base, model }) => judges(plan, base) && wayToJudge(model.info.capabilities) === "likelihood");
}

/** Whether a model of the plan judges. */
export function judges({ judges: asked }: Plan, model: string): boolean {
  return asked !== undefined && (asked.models ?? [model]).includes(model);
}

/** Runtimes agree on no more than five digits; JSON has no −∞. Throws RangeError for what is no log-probability. */
export function keptLogProb(value: number): number | null {
  if (!(value <= roundingNoise))
    throw new RangeError(`A model gave ${value} as a log-probability, expected at most 0.`);
  return value === -Infinity ? null : Math.min(0, Number(value.toPrecision(5)));
}

/** Sums of rounded terms may end so far above 0. */
const roundingNoise = 1e-3;

export interface ScoringPass {
  plan: Plan;
  data: StudyData;
  models: readonly Contestant[];
  benches: readonly Bench[];
}

export interface ScoringOptions {
  signal?: AbortSignal | undefined;
  onBlock: BlockDone;
  /** Called with the texts of a block that the journal held. */
  onKept: (texts: number) => void;
}

/** Texts that a pass scores, counted once per model. */
export function textsToScore({ models, benches }: Pick<ScoringPass, "models" | "benches">): number {
  return models.reduce(
    (sum, { fold }) => sum + benches.reduce((of, bench) => of + partOf(bench, fold).instances.length, 0),
    0,
  );
}

/**
 * Scores every text by every model, journalled under `likelihood/`. Under cross-fitting a model scores its fold's part, and
 * the models of all folds make up one row of the matrix.
 */
export async function scoreTexts(
  { plan, data, models, benches }: ScoringPass,
  services: Services,
  options: ScoringOptions,
): Promise<ScoredTexts[]> {
  const jobs = models.flatMap((solver) => benches.map((bench) => ({ solver, dataset: partOf(bench, solver.fold) })));
  const scored = await mapLimited(jobs, services.concurrency, async (job) => ({
    ...job,
    texts: await scoreDataset(plan, data.labels, job, services, options),
  }));
  const names = [...new Set(models.map(({ name }) => name))];
  return names.flatMap((model) =>
    benches
      .filter(({ dataset }) => dataset.instances.length > 0)
      .map(({ dataset }) => {
        const own = scored.filter(({ solver, dataset: { name } }) => solver.name === model && name === dataset.name);
        const byInstance = new Map(
          own.flatMap(({ texts }) => texts).map(({ instance, logProb }) => [instance, logProb]),
        );
        return {
          model,
          dataset: dataset.name,
          logProbs: dataset.instances.map(({ id }) => byInstance.get(id) ?? null),
        };
      }),
  );
}

async function scoreDataset(
  plan: Plan,
  labels: readonly string[],
  { solver, dataset }: { solver: Contestant; dataset: Dataset },
  { journal }: Services,
  { signal, onBlock, onKept }: ScoringOptions,
): Promise<ScoredText[]> {
  const step = `likelihood/${dataset.name}/${solver.key}`;
  const kept = await journal.blocks(step);
  const context = { labels, demonstrations: solver.shown, card: cardOf(plan) };
  const style = solver.model.info.capabilities.promptStyle;
  const blocks = blocksOf(canonicalOrder(dataset.instances), plan.blockRows);
  const scored = await mapLimited(blocks, 1, async (instances: readonly Instance[], number) => {
    const stored = keptRows<ScoredText>(kept, number, instances.length);
    if (stored) {
      onKept(stored.length);
      return stored;
    }
    const startedMs = performance.now();
    let tokens = 0;
    let ms: number | null = null;
    const asked = likelihoodRequests(taskOfPlan(plan), style, instances, context);
    const logProbs = await solver.model.score(asked, {
      ...(signal && { signal }),
      onTokens: (n) => (tokens += n),
      onComputed: (took) => (ms = took),
    });
    const rows = instances.map(({ id }, i) => ({ instance: id, logProb: keptLogProb(logProbs[i]![0]!) }));
    await journal.write(step, number, rows);
    onBlock({ contestant: solver, kind: "likelihood", rows, number, tokens, ms: ms ?? performance.now() - startedMs });
    return rows;
  });
  return scored.flat();
}
