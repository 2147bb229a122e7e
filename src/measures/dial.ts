/** @file The contamination dial: what training on a generator's rows does to the preference for that generator. */
import type { Measure } from "#core/words.ts";
import type { ResampleOptions } from "./bootstrap.ts";
import {
  type Arm,
  type DialRun,
  type DialSample,
  dialSample,
  measureContrast,
  type SetWeights,
} from "./dial-contrasts.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { undefinedMeasure } from "./measure.ts";
import type { Metric } from "./scores.ts";

export type { Arm, DialRun } from "./dial-contrasts.ts";

export interface DialDesign {
  /** Whose rows are dialled in. */
  generator: string;
  /** Whose rows make up the rest. */
  other: string;
  /** Whose rows are dialled in instead, in the placebo arm. */
  placebo: string;
  /** Model → family; null where unknown. */
  families: Readonly<Record<string, string | null>>;
  runs: readonly DialRun[];
}

export interface ByArm {
  generator: Measure;
  placebo: Measure;
}

export interface Compared extends ByArm {
  /** Generator less placebo. */
  difference: Measure;
}

export interface DialMeasures {
  generator: string;
  other: string;
  placebo: string;
  solvers: readonly string[];
  /** Ascending, 0 first: share of the training rows. */
  doses: readonly number[];
  seeds: number;
  /** The generators against whose sets preference is measured. */
  against: readonly string[];
  /** Change of the preference since dose 0, at each dose above it; `solver` null is the mean over solvers. */
  curve: readonly (Compared & { solver: string | null; dose: number })[];
  /** Change of the preference per 10% of the training rows. */
  slope: readonly (Compared & { solver: string | null })[];
  /** At the highest dose: change of each dialled set's centred score. */
  sets: readonly (ByArm & { set: string })[];
  /** At the highest dose: change of the generator's family mates' sets less that of other families' sets. */
  family: ByArm;
  /** Change of the plain score on the real rows since dose 0; empty without real rows. */
  real: readonly (ByArm & { dose: number })[];
}

/**
 * Preference for g at dose x, by solver m and seed s: P(x) = dir · [N(d_g) - mean_{d in D} N(d)], where N(d) is the score of
 * the solver trained at dose x on the held-out rows of set d, D are the sets of generators that no arm trains on (of all
 * others where there are none), and dir is -1 for an error. What is reported is D(x) = P(x) - P(0) of the same solver and
 * seed, in score points: differences of difficulty between sets and of ability between solvers cancel. The slope per 10% is
 * least squares through dose 0, .1 · sum x D(x) / sum x². All are means over seeds, then over solvers.
 *
 * `tables` hold the held-out rows of each generator, and the real rows (`generator` null) where there are some; predictions
 * are by run key. Dose 0 is a run of the arm "generator" and serves both arms. Intervals: `measureContrast`. n: independent
 * units of the smallest set involved. Undefined with the reason where a score is missing.
 * @throws RangeError where a run of the design is missing from it or from a table, or `generator` has no table.
 */
export function dialMeasures(
  tables: readonly DatasetTable[],
  design: DialDesign,
  { metric, ...options }: ResampleOptions & { metric: Metric },
): DialMeasures {
  const { generator, other, placebo, families, runs } = design;
  const sample = dialSample(tables, runs, metric, options);
  const sets = tables.flatMap((table) => (table.generator === null ? [] : [table.generator]));
  const untouched = sets.filter((set) => ![generator, other, placebo].includes(set));
  const against = untouched.length > 0 ? untouched : sets.filter((set) => set !== generator);
  if (!sets.includes(generator)) throw new RangeError(`There are no held-out rows of "${generator}".`);

  const above = sample.doses.filter((dose) => dose > 0);
  const top = above.at(-1)!;
  const preference = contrast(sample, [generator], against);
  const groups = sample.solvers.length > 1 ? [null, ...sample.solvers] : [null];
  const at = (weights: SetWeights, dose: number): ByArm =>
    byArm((arm) => measureContrast(sample, weights, { [arm]: { [dose]: 1 } }, null));
  const compared = (solver: string | null, doses: (sign: number) => Record<number, number>): Compared => ({
    ...byArm((arm) => measureContrast(sample, preference, { [arm]: doses(1) }, solver)),
    difference: measureContrast(sample, preference, { generator: doses(1), placebo: doses(-1) }, solver),
  });

  const squares = above.reduce((sum, dose) => sum + dose * dose, 0);
  const slopeWeights = (sign: number) => Object.fromEntries(above.map((x) => [x, (sign * 0.1 * x) / squares]));
  const real = tables.findIndex((table) => table.generator === null);
  const mates = untouched.filter((set) => families[set] != null && families[set] === families[generator]);
  const strangers = untouched.filter((set) => families[set] != null && families[set] !== families[generator]);
  return {
    ...{ generator, other, placebo, against, solvers: sample.solvers, doses: sample.doses, seeds: sample.seeds },
    curve: groups.flatMap((solver) =>
      above.map((dose) => ({ solver, dose, ...compared(solver, (sign) => ({ [dose]: sign })) })),
    ),
    slope: groups.map((solver) => ({ solver, ...compared(solver, slopeWeights) })),
    sets: [generator, other, placebo]
      .filter((set) => sets.includes(set) && !against.includes(set))
      .map((set) => ({ set, ...at(contrast(sample, [set], against), top) })),
    family:
      mates.length > 0 && strangers.length > 0
        ? at(contrast(sample, mates, strangers), top)
        : byArm(() => undefinedMeasure(0, familyGap)),
    real: real < 0 ? [] : above.map((dose) => ({ dose, ...at(new Map([[real, sample.direction]]), dose) })),
  };
}

const familyGap =
  "Needs sets of the generator's family and of other families, beside those that solvers are trained on.";

const byArm = (of: (arm: Arm) => Measure): ByArm => ({ generator: of("generator"), placebo: of("placebo") });

/** Mean score of the sets `of` less that of the sets `against`, turned so that more is better. */
function contrast({ setOf, direction }: DialSample, of: readonly string[], against: readonly string[]): SetWeights {
  return new Map([
    ...of.map((set) => [setOf(set), direction / of.length] as const),
    ...against.map((set) => [setOf(set), -direction / against.length] as const),
  ]);
}
