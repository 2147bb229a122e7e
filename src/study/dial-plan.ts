/** @file What a plan says of the contamination dial, and what follows from it once the models are known. */
import * as v from "valibot";
import type { ModelInfo } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import type { Plan } from "#study/plan.ts";

const model = v.pipe(v.string(), v.minLength(1));
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const dialSchema = v.strictObject({
  /** Models that are adapted on the mixtures; absent: the smallest that can be, two at most (`resolveDial`). */
  solvers: v.optional(v.pipe(v.array(model), v.minLength(1))),
  /** Whose rows are dialled in. */
  generator: model,
  /** Whose rows make up the rest; absent: of the same family and of the nearest size. */
  other: v.optional(model),
  /** Whose rows are dialled in instead, for comparison; absent: a third of the family, else of the nearest size. */
  placebo: v.optional(model),
  /** Shares of the training rows; 0 is what the others are compared with. */
  doses: v.optional(v.pipe(v.array(share), v.minLength(2)), [0, 0.1, 0.25, 0.5, 1]),
  /** Adaptations of each solver at each dose, on other rows in another order. */
  seeds: v.optional(count(1, 20), 3),
  /** Training rows in all; absent: half of a generated set. */
  rows: v.optional(count(2, 10_000)),
});

/** A dial in which nothing is left open. */
export interface Dial {
  solvers: readonly string[];
  generator: string;
  other: string;
  placebo: string;
  /** Ascending, 0 first. */
  doses: readonly number[];
  seeds: number;
  rows: number;
}

/** Throws an InputError naming the field where a plan's dial cannot be run. `ways`: to solve, of the plan. */
export function checkDial({ dial, models, data, generate }: Plan, ways: readonly string[]): void {
  if (!dial) return;
  const wrong = (field: string, what: string) =>
    new InputError(`The plan is wrong: "dial${field && "."}${field}" ${what}`);
  const { generator, other, placebo, solvers = [] } = dial;
  if (models.length < 3) {
    throw wrong(
      "",
      `needs three models that write: one is dialled in, one is the rest, one the placebo; found ${models.length}.`,
    );
  }
  const named = [
    ["generator", generator],
    ["other", other],
    ["placebo", placebo],
    ...solvers.map((solver) => ["solvers", solver]),
  ];
  for (const [field, name] of named as [string, string | undefined][]) {
    if (name !== undefined && !models.includes(name)) {
      throw wrong(field, `names ${name}, which is none of the plan's models: ${models.join(", ")}.`);
    }
  }
  const roles = [generator, other, placebo].filter((name) => name !== undefined);
  const twice = roles.find((name, i) => roles.indexOf(name) < i);
  if (twice) throw wrong("", `needs three different models as generator, other and placebo; found ${twice} twice.`);
  const again = solvers.find((name, i) => solvers.indexOf(name) < i);
  if (again) throw wrong("solvers", `names ${again} twice. Name each model once.`);
  if (!dial.doses.includes(0)) throw wrong("doses", "lacks 0, which the other doses are compared with. Add it.");
  const same = dial.doses.find((dose, i) => dial.doses.indexOf(dose) < i);
  if (same !== undefined) throw wrong("doses", `holds ${same} twice.`);
  if (!ways.includes("direct")) {
    throw wrong(
      "",
      `needs "solve" to hold "direct": its solvers answer by likelihood of the label; found ${ways.join(", ")}.`,
    );
  }
  const draws = data.demonstrations?.draws ?? 1;
  if (draws > 1) {
    throw wrong("", `needs "data.demonstrations.draws" to be 1, so that a model writes one set; found ${draws}.`);
  }
  const most = Math.floor((generate.perGenerator * generate.seeds) / 2);
  if (dial.rows !== undefined && dial.rows > most) {
    throw wrong("rows", `asks for ${dial.rows} training rows; a half of each set is held out, which leaves ${most}.`);
  }
}

type Candidate = Pick<ModelInfo, "id" | "parameters" | "family"> & {
  /** Whether it can be adapted on this device. */
  adaptable: boolean;
};

/**
 * Fills in what a plan's dial leaves open, from the plan's models in their order.
 *
 * `other` is of the generator's family and of the nearest size; `placebo` a third of that family, else the model of the
 * nearest size. Solvers are the smallest models that can be adapted, two at most: of those that write for no arm where there
 * are some, because a model's own rows are what it was made from already. `rows` is half of a set. Sizes are compared as
 * ratios; a model of unknown size comes last, and of equal ones the first in the plan is taken.
 * @throws InputError where a named solver cannot be adapted on this device, where none can, or where no model of the family is left.
 */
export function resolveDial(
  dial: NonNullable<Plan["dial"]>,
  { generate }: Pick<Plan, "generate">,
  models: readonly Candidate[],
): Dial {
  const { generator, doses, seeds } = dial;
  const source = models.find(({ id }) => id === generator)!;
  const size = ({ parameters }: Candidate) => parameters ?? Infinity;
  const distance = (model: Candidate) => Math.abs(Math.log(size(model) / size(source)));
  const nearest = (of: readonly Candidate[]) => [...of].sort((a, b) => distance(a) - distance(b) || 0)[0]?.id;
  const taken = [generator, dial.other, dial.placebo];
  const family = models.filter(({ id, family: own }) => own !== null && own === source.family && !taken.includes(id));
  const other = dial.other ?? nearest(family);
  if (other === undefined) {
    throw new InputError(
      `The dial needs a second model of the family of ${generator} for the rest of the rows, and the plan has none. ` +
        `Name one in "dial.other", or add one to "models".`,
    );
  }
  const thirds = models.filter(({ id }) => ![...taken, other].includes(id));
  const placebo = dial.placebo ?? nearest(family.filter(({ id }) => id !== other)) ?? nearest(thirds)!;

  const unfit = dial.solvers?.find((name) => !models.find(({ id }) => id === name)!.adaptable);
  if (unfit !== undefined) {
    throw new InputError(
      `${unfit} cannot take part in the dial: it is asked by prompts and not adapted on this device. ` +
        `Name bundled models in "dial.solvers".`,
    );
  }
  const adaptable = models.filter((model) => model.adaptable).sort((a, b) => size(a) - size(b) || 0);
  const apart = adaptable.filter(({ id }) => ![generator, other, placebo].includes(id));
  const solvers = dial.solvers ?? (apart.length > 0 ? apart : adaptable).slice(0, 2).map(({ id }) => id);
  if (solvers.length === 0) {
    throw new InputError(
      `The dial needs a model that can be adapted on this device, and the plan has none. Add a bundled one.`,
    );
  }
  return {
    ...{ solvers, generator, other, placebo, seeds },
    doses: [...doses].sort((a, b) => a - b),
    rows: dial.rows ?? Math.floor((generate.perGenerator * generate.seeds) / 2),
  };
}
