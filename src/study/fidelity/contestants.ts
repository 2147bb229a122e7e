/** @file Who takes part: the plan's models, adapted where the plan says so, and solvers that write nothing. */
import type { LanguageModel } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { mapLimited } from "#study/blocks.ts";
import type { AdaptationRequest, Contestant, Services } from "#study/services.ts";
import { demonstrationCount, type Plan, taskOfPlan } from "#study/plan.ts";
import { byStratum } from "#tasks/labels.ts";
import type { Task } from "#tasks/task.ts";

export interface Contestants {
  /** They write and solve. */
  generators: readonly Contestant[];
  /** They only solve: the plan's models adapted on fewer demonstrations. */
  panel: readonly Contestant[];
}

/** A contestant before its model is there. */
export interface Entry extends Pick<Contestant, "name" | "key" | "fold" | "draw" | "perLabel"> {
  base: LanguageModel;
  demonstrations: readonly Instance[];
  /** What its model is made from; null where the model itself takes part. */
  adaptation: AdaptationRequest | null;
  generates: boolean;
}

/** The first `count` demonstrations of every label, or in all where the task counts them so. */
export function fewerDemonstrations(
  task: Task,
  labels: readonly string[],
  demonstrations: readonly Instance[],
  count: number,
): Instance[] {
  if (task.demonstrations === "in all") return demonstrations.slice(0, count);
  const decks = byStratum(demonstrations, ({ target }) => task.stratumOf(target, labels));
  return [...decks.values()].flatMap((rows) => rows.slice(0, count));
}

/** Opens the plan's models and lists who takes part, in the order of the score matrix. */
export async function listEntries(
  plan: Plan,
  data: StudyData,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<Entry[]> {
  const bases = await mapLimited(plan.models, services.concurrency, (id) => services.open(id, signal));
  if (data.demonstrations.length === 0) {
    for (const base of bases) checkLabels(base, data.labels);
    return bases.map((base) => ({
      ...{ name: base.info.id, key: base.info.id, base, fold: null, draw: null, perLabel: null },
      ...{ demonstrations: [], adaptation: null, generates: true },
    }));
  }
  const task = taskOfPlan(plan);
  const perLabel = demonstrationCount(plan);
  const several = !data.folds && data.demonstrations.length > 1;
  const full = data.demonstrations.flatMap((demonstrations, at) => {
    const place = data.folds ? { fold: at, draw: 0 } : { fold: null, draw: at };
    return bases.map((base) => {
      const name = several ? `${base.info.id} draw ${at + 1}` : base.info.id;
      return { name, base, ...place, perLabel, demonstrations, generates: true };
    });
  });
  const small = plan.panel.adaptedOn.flatMap((rows) =>
    full
      .filter(({ draw }) => draw === 0)
      .map((entry) => ({
        ...{ ...entry, name: `${entry.base.info.id} on ${rows}`, perLabel: rows, generates: false },
        demonstrations: fewerDemonstrations(task, data.labels, entry.demonstrations, rows),
      })),
  );
  return [...full, ...small].map((entry) => {
    const { name, base, fold, demonstrations } = entry;
    const key = fold === null ? name : `${name} fold ${fold + 1}`;
    const learnt = task.adaptation(data.labels, demonstrations);
    const request = { base: base.info.id, labels: learnt.labels, demonstrations: learnt.rows };
    const adapts = base.info.capabilities.promptStyle === "control";
    return { ...entry, key, adaptation: adapts ? { ...request, seed: seedOf(plan.seed, "adapt", key) } : null };
  });
}

/** Tiny models know only their own labels: without adaptation the study's labels must be among them. */
function checkLabels(base: LanguageModel, labels: readonly string[]): void {
  const { promptStyle, labels: known } = base.info.capabilities;
  if (promptStyle !== "control") return;
  const missing = labels.filter((label) => !known.includes(label));
  if (missing.length > 0) {
    throw new InputError(
      `${base.info.id} does not know ${missing.length} of the ${labels.length} labels (${missing.slice(0, 3).join(", ")}` +
        `${missing.length > 3 ? ", …" : ""}). Name "data.demonstrations" in the plan: it is then adapted to them.`,
    );
  }
}

/** Adapts an entry's model, or takes the model as it is. */
export async function prepareContestant(
  { name, key, base, fold, draw, perLabel, demonstrations, adaptation }: Entry,
  services: Services,
  options: Parameters<Services["adapt"]>[1],
): Promise<Contestant> {
  const facts = { name, key, base: base.info.id, fold, draw, perLabel };
  if (adaptation === null) {
    const preparation = draw === null ? "zero-shot" : "few-shot";
    return { ...facts, model: base, preparation, shown: demonstrations };
  }
  return { ...facts, model: await services.adapt(adaptation, options), preparation: "adapted", shown: [] };
}

/** Opens every model and adapts what must be adapted. */
export async function prepareContestants(
  plan: Plan,
  data: StudyData,
  services: Services,
  options: { signal?: AbortSignal | undefined; onAdapted: (done: number, total: number) => void },
): Promise<Contestants> {
  const list = await listEntries(plan, data, services, options.signal);
  const shares = new Map(list.filter((entry) => entry.adaptation).map((entry) => [entry, 0]));
  const tell = (entry: Entry, share: number) => {
    if (!shares.has(entry)) return;
    shares.set(entry, share);
    options.onAdapted(
      [...shares.values()].reduce((sum, done) => sum + done, 0),
      shares.size,
    );
  };
  const contestants = await mapLimited(list, services.concurrency, async (entry) => {
    const onProgress = (share: number) => tell(entry, share);
    const contestant = await prepareContestant(entry, services, { signal: options.signal, onProgress });
    tell(entry, 1);
    return contestant;
  });
  return {
    generators: contestants.filter((_, i) => list[i]!.generates),
    panel: contestants.filter((_, i) => !list[i]!.generates),
  };
}
