/** @file Who takes part: the plan's models, adapted where the plan says so, and solvers that write nothing. */
import type { LanguageModel } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { mapLimited } from "#study/blocks.ts";
import type { Contestant, Services } from "#study/services.ts";
import type { Plan } from "#study/plan.ts";
import { byLabel } from "#tasks/labels.ts";

export interface Contestants {
  /** They write and solve. */
  generators: readonly Contestant[];
  /** They only solve: the plan's models adapted on fewer demonstrations. */
  panel: readonly Contestant[];
}

interface Entry {
  name: string;
  base: LanguageModel;
  draw: number | null;
  perLabel: number | null;
  demonstrations: readonly Instance[];
  generates: boolean;
}

/** The first `perLabel` demonstrations of every label. */
function fewer(demonstrations: readonly Instance[], perLabel: number): Instance[] {
  return [...byLabel(demonstrations).values()].flatMap((rows) => rows.slice(0, perLabel));
}

function entries(plan: Plan, data: StudyData, bases: readonly LanguageModel[]): Entry[] {
  const draws = data.demonstrations;
  if (draws.length === 0) {
    return bases.map((base) => ({
      name: base.info.id,
      base,
      draw: null,
      perLabel: null,
      demonstrations: [],
      generates: true,
    }));
  }
  const drawn = draws.flatMap((demonstrations, draw) =>
    bases.map((base) => ({
      name: draws.length === 1 ? base.info.id : `${base.info.id} draw ${draw + 1}`,
      base,
      draw,
      perLabel: plan.data.demonstrations!.perLabel,
      demonstrations,
      generates: true,
    })),
  );
  const small = plan.panel.adaptedOn.flatMap((perLabel) =>
    bases.map((base) => ({
      name: `${base.info.id} on ${perLabel}`,
      base,
      draw: 0,
      perLabel,
      demonstrations: fewer(draws[0]!, perLabel),
      generates: false,
    })),
  );
  return [...drawn, ...small];
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

/** Opens every model and adapts what must be adapted. */
export async function prepareContestants(
  plan: Plan,
  data: StudyData,
  services: Services,
  options: { signal?: AbortSignal | undefined; onAdapted: (done: number, total: number) => void },
): Promise<Contestants> {
  const bases = await mapLimited(plan.models, services.concurrency, (id) => services.open(id, options.signal));
  if (data.demonstrations.length === 0) for (const base of bases) checkLabels(base, data.labels);
  const list = entries(plan, data, bases);
  const toAdapt = list.filter(({ base, draw }) => draw !== null && base.info.capabilities.promptStyle === "control");
  const shares = new Map(toAdapt.map((entry) => [entry, 0]));
  const tell = () =>
    options.onAdapted(
      [...shares.values()].reduce((sum, share) => sum + share, 0),
      toAdapt.length,
    );

  const contestants = await mapLimited(list, services.concurrency, async (entry): Promise<Contestant> => {
    const { name, base, draw, perLabel, demonstrations } = entry;
    if (!shares.has(entry)) {
      const preparation = draw === null ? "zero-shot" : "few-shot";
      return { name, base: base.info.id, model: base, preparation, draw, perLabel, shown: demonstrations };
    }
    const model = await services.adapt(
      {
        base: base.info.id,
        labels: data.labels,
        demonstrations,
        seed: seedOf(plan.seed, "adapt", name),
      },
      {
        signal: options.signal,
        onProgress: (share) => {
          shares.set(entry, share);
          tell();
        },
      },
    );
    shares.set(entry, 1);
    tell();
    return { name, base: base.info.id, model, preparation: "adapted", draw, perLabel, shown: [] };
  });
  return {
    generators: contestants.filter((_, i) => list[i]!.generates),
    panel: contestants.filter((_, i) => !list[i]!.generates),
  };
}
