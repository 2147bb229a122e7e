/** @file The contamination dial of a study: solvers adapted on mixtures of generated rows, and what they answer. */
import type { ModelInfo } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import type { Dataset } from "#core/words.ts";
import type { DialRun } from "#measures/dial.ts";
import { mapLimited } from "#study/blocks.ts";
import { type Dial, resolveDial } from "#study/dial-plan.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { decksOf, halvesOf, type Mix, mixtureOf, type StratumOf } from "#study/fidelity/dial-mixtures.ts";
import { realDataset } from "#study/fidelity/parts.ts";
import { solveDataset } from "#study/fidelity/solve.ts";
import type { Written } from "#study/fidelity/written.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";
import type { BlockDone, Contestant, Services } from "#study/services.ts";

/** What one set was tested with: the real rows, or a generator's held-out half. */
export interface DialSet {
  name: string;
  /** Null for the real rows. */
  generator: string | null;
  /** Ids of its instances, in the order of every run's answers. */
  instances: readonly string[];
}

/** One solver trained on one mixture. */
export interface TrainedRun extends DialRun {
  /** Generator → training rows. */
  sources: Readonly<Record<string, number>>;
  /** Of all training texts. */
  characters: number;
  /** Trained on, as expected before the training; null where the place of training does not say. */
  tokens: number | null;
  /** `[sets][instances]`: predictions, null where unparsed. */
  answers: readonly (readonly (string | null)[])[];
}

export interface DialRows {
  dial: Dial;
  /** Training rows of every run: those asked for, or fewer where the sets are short. */
  rows: number;
  sets: readonly DialSet[];
  runs: readonly TrainedRun[];
}

/** The plan's dial with nothing left open; null without one. Throws as `resolveDial`. */
export function dialOf(plan: Plan, contestants: readonly Contestant[]): Dial | null {
  if (!plan.dial) return null;
  const models = plan.models.map((id) => {
    const { model, preparation } = contestants.find(({ base }) => base === id)!;
    const { parameters, family, capabilities }: ModelInfo = model.info;
    return { id, parameters, family, adaptable: preparation === "adapted" || capabilities.promptStyle === "control" };
  });
  return resolveDial(plan.dial, plan, models);
}

const listOf = (dial: Dial): Mix[] =>
  dial.solvers.flatMap((solver) =>
    Array.from({ length: dial.seeds }, (_, seed) => seed).flatMap((seed) =>
      dial.doses.flatMap((dose) =>
        (dose === 0 ? (["generator"] as const) : (["generator", "placebo"] as const)).map((arm) => ({
          ...{ solver, seed, dose, arm },
        })),
      ),
    ),
  );

/** What a trained solver is called in predictions and steps. */
const keyOf = ({ solver, seed, dose, arm }: Mix, dial: Dial) =>
  `${solver} on ${dose === 0 ? "" : `${Number((100 * dose).toFixed(4))}% ${dial[arm]}, rest `}${dial.other}, seed ${seed + 1}`;

export interface DialOptions {
  signal?: AbortSignal | undefined;
  onBlock: BlockDone;
  /** Called with trained and tested solvers so far, in parts, and in all. */
  onProgress(done: number, total: number): void;
}

/** How much of a run's time is training, about. */
const trainingShare = 0.8;

/**
 * Adapts the dial's solvers on every mixture and lets them answer the held-out halves and the real rows.
 *
 * All runs of a solver begin at its plain weights; those of one seed share the seed of the adaptation and, where the dose
 * allows, rows and their order. Answers are journalled under `dial/`, adapted models are kept as others are.
 */
export async function runDial(
  source: { plan: Plan; data: StudyData; written: readonly Written[]; dial: Dial },
  services: Services,
  { signal, onBlock, onProgress }: DialOptions,
): Promise<DialRows> {
  const { plan, data, written, dial } = source;
  const task = taskOfPlan(plan);
  const stratumOf: StratumOf = (target) => task.stratumOf(target, data.labels);
  const halves = halvesOf(written, plan.seed, stratumOf);
  const benches: Dataset[] = [
    realDataset(plan, data),
    ...halves
      .filter(({ heldOut }) => heldOut.length > 0)
      .map(({ generator, heldOut }) => ({ name: generator, generator, seed: null, instances: heldOut })),
  ];
  const list = listOf(dial);
  const shares = new Map<Mix, number>();
  const tell = (mix: Mix, share: number) => {
    shares.set(mix, share);
    onProgress(
      [...shares.values()].reduce((sum, done) => sum + done, 0),
      list.length,
    );
  };
  onProgress(0, list.length);
  const runs = await mapLimited(list, services.concurrency, async (mix): Promise<TrainedRun> => {
    const decks = decksOf(dial, halves, mix, { planSeed: plan.seed, stratumOf });
    const { rows, sources } = mixtureOf(decks, dial, mix);
    const { labels, rows: demonstrations } = task.adaptation(data.labels, rows);
    const request = { base: mix.solver, labels, demonstrations, seed: seedOf(plan.seed, "dial", mix.solver, mix.seed) };
    const tokens = (await services.adaptationCost?.(request, signal))?.tokens ?? null;
    const model = await services.adapt(request, { signal, onProgress: (done) => tell(mix, trainingShare * done) });
    const key = keyOf(mix, dial);
    const solver: Contestant = {
      ...{ name: key, key, base: mix.solver, model, preparation: "adapted", shown: [] },
      ...{ fold: null, draw: null, perLabel: null },
    };
    const answers: (string | null)[][] = [];
    for (const [i, dataset] of benches.entries()) {
      const job = { plan, way: "direct" as const, solver, dataset, labels: data.labels, metric: data.metric };
      const said = await solveDataset({ ...job, under: "dial/" }, services, { signal, onBlock });
      answers.push(said.map(({ prediction }) => prediction));
      tell(mix, trainingShare + (1 - trainingShare) * ((i + 1) / benches.length));
    }
    await model.dispose();
    const characters = rows.reduce((sum, { input }) => sum + input.length, 0);
    return { ...mix, key, sources, characters, tokens, answers };
  });
  const sets = benches.map(({ name, generator, instances }) => ({
    name,
    generator,
    instances: instances.map(({ id }) => id),
  }));
  const rows = Object.values(runs[0]!.sources).reduce((sum, own) => sum + own, 0);
  return { dial, rows, sets, runs };
}
