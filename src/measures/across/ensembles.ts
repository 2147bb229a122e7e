/** @file Benchmarks made of several generators' sets, chosen on one half of the data and reported on the other. */
import type { Measure } from "#core/words.ts";
import { mspd } from "#measures/mspd.ts";
import { mspdNoise, varianceOfAverage } from "#measures/noise-correction.ts";
import { spearman } from "#measures/rank-correlation.ts";
import type { ScoreVariance } from "#measures/sampling-variance.ts";
import type { AcrossArm, ArmSample, SolverFacts } from "./arm.ts";
import { byDataset } from "./datasets.ts";
import { halfRow, scoreHalves, type Halves } from "./halves.ts";
import { contrastsOf, difference, meanOf, measured, noSpread, type Contrast, type Spread } from "./spread.ts";

/** Benchmarks that are the same in every split, then those that are chosen on the other half. */
export const ensembleKeys = ["average", "pooled", "largerHalf", "bestWithout", "bestPair", "bestSingle"] as const;
export type EnsembleKey = (typeof ensembleKeys)[number];
export const chosenKeys = ["bestWithout", "bestPair", "bestSingle"] as const;
export type ChosenKey = (typeof chosenKeys)[number];

/** What is said of a benchmark on halves of the data. */
export interface HalfFidelity<T> {
  /** MSPD minus the sampling noise of both halves; unbiased. */
  mspdCorrected: T;
  /** Spearman's correlation; lower than on all rows, for every benchmark alike. */
  spearman: T;
}

export interface EnsembleBenchmark extends HalfFidelity<Measure> {
  key: EnsembleKey;
  /** Minus the mean over single sets; adjusted over the benchmarks. Below 0 is better for MSPD, above 0 for SRCC. */
  gain: HalfFidelity<Contrast>;
}

export interface EnsembleTable {
  /** The mean over single sets of what each of them gets. */
  single: HalfFidelity<Measure>;
  benchmarks: readonly EnsembleBenchmark[];
}

export interface ArmEnsembles extends EnsembleTable {
  arm: string;
  /** Generator → the average of all others. */
  without: Readonly<Record<string, HalfFidelity<Measure>>>;
  /** What was chosen, in which share of the splits; the commonest first. For `bestWithout`: who was left out. */
  chosen: Readonly<Record<ChosenKey, readonly { generators: readonly string[]; share: number }[]>>;
}

export interface Ensembles {
  arms: readonly ArmEnsembles[];
  /** Means over datasets. */
  over: EnsembleTable;
}

type Values = HalfFidelity<Spread>;
interface ArmSpreads {
  arm: AcrossArm;
  single: Values;
  benchmarks: Record<EnsembleKey, Values>;
  without: Record<string, Values>;
  chosen: ArmEnsembles["chosen"];
}

/**
 * The average of generators, the pooled rows, the larger half of the generators by parameters, the best leave-one-out,
 * pair and single set, against the mean over single sets: by arm and over datasets, with 95% intervals.
 *
 * All rows, real and synthetic, are halved 200 times at random within strata, and each half serves once for choosing and
 * once for reporting. The best is the one of lowest MSPD on the choosing half, so neither the real rows nor the set's
 * own luck choose and report at once (no winner's curse). Every benchmark is reported on the same halves: corrected MSPD
 * subtracts twice the sampling variance of all rows, the mean over halves is the estimate, and since a random half
 * varies about all rows as these do about endless ones, its 2.5% and 97.5% quantiles are the interval (half-sample
 * replication). The average's MSPD is never above the mean over its sets (MSPD is convex): the size of the gain is the
 * finding. A generator's several sets are averaged. Undefined with reasons below two generators (three for
 * leave-one-out and pairs) or four units.
 */
export function ensemblesOf(samples: readonly ArmSample[], facts: SolverFacts, seed: number): Ensembles {
  const arms = samples.map((sample) => armSpreads(sample, facts, seed));
  const over = (of: (arm: ArmSpreads) => Values): Values => ({
    mspdCorrected: meanOf(
      byDataset(
        arms,
        ({ arm }) => arm,
        (arm) => of(arm).mspdCorrected,
      ),
    ),
    spearman: meanOf(
      byDataset(
        arms,
        ({ arm }) => arm,
        (arm) => of(arm).spearman,
      ),
    ),
  });
  return {
    arms: arms.map(({ arm, single, benchmarks, without, chosen }) => ({
      arm: arm.key,
      ...tableOf(single, benchmarks),
      without: Object.fromEntries(Object.entries(without).map(([name, values]) => [name, measuresOf(values)])),
      chosen,
    })),
    over: tableOf(
      over((arm) => arm.single),
      eachKey((key) => over((arm) => arm.benchmarks[key])),
    ),
  };
}

function tableOf(single: Values, benchmarks: Record<EnsembleKey, Values>): EnsembleTable {
  const gains = (kind: keyof Values) =>
    contrastsOf(ensembleKeys.map((key) => difference(benchmarks[key][kind], single[kind])));
  const [lower, higher] = [gains("mspdCorrected"), gains("spearman")];
  return {
    single: measuresOf(single),
    benchmarks: ensembleKeys.map((key, i) => ({
      key,
      ...measuresOf(benchmarks[key]),
      gain: { mspdCorrected: lower[i]!, spearman: higher[i]! },
    })),
  };
}

function armSpreads(sample: ArmSample, facts: SolverFacts, seed: number): ArmSpreads {
  const { arm, panel, units, noise } = sample;
  const { real, generators } = panel;
  const refuse = (reason: string): ArmSpreads => {
    const none = { mspdCorrected: noSpread(0, reason), spearman: noSpread(0, reason) };
    const chosen = { bestWithout: [], bestPair: [], bestSingle: [] };
    return { arm, single: none, benchmarks: eachKey(() => none), without: {}, chosen };
  };
  if (real === null) return refuse(`Arm "${arm.key}" has no real dataset to compare with.`);
  if (generators.length < 2) return refuse(`${generators.length} generator; an ensemble needs two or more.`);
  const n = Math.min(...units);
  if (n < 4) return refuse(`A dataset of arm "${arm.key}" has ${n} independent units; halves need 4.`);

  const halves = scoreHalves(sample, real, seed);
  const written = generators.map(({ datasets }) => varianceOfAverage(datasets.map((d) => noise[d]!)));
  const everyone = [...generators.keys()];
  const sets = generators.flatMap(({ datasets }) => datasets);
  const candidate = (members: readonly number[]): Candidate => ({
    members,
    noise: varianceOfAverage(members.map((g) => written[g]!)),
    rows: averageRows(halves, members),
  });
  const valuesOf = ({ rows, noise: own }: Pick<Candidate, "rows" | "noise">): Values =>
    halfValues(halves, rows, own, noise[real]!, n, arm.key);

  const withouts = generators.length < 3 ? [] : everyone.map((g) => candidate(everyone.filter((other) => other !== g)));
  const pairs =
    generators.length < 3 ? [] : everyone.flatMap((a) => everyone.slice(a + 1).map((b) => candidate([a, b])));
  const singles = everyone.map((g) => candidate([g]));
  const larger = largerHalf(generators.map(({ name }) => facts[name]?.parameters ?? null));
  const choose = (list: readonly Candidate[]) => chooseBest(halves, list, noise[real]!, n, arm.key);
  const best = { bestWithout: choose(withouts), bestPair: choose(pairs), bestSingle: choose(singles) };
  const names = (members: readonly number[]) => members.map((g) => generators[g]!.name);
  const chosen = (key: ChosenKey) =>
    best[key].picks.map(({ members, share }) => ({
      generators: names(key === "bestWithout" ? everyone.filter((g) => !members.includes(g)) : members),
      share,
    }));
  const each = sets.map((d) =>
    valuesOf({ noise: noise[d]!, rows: halves.scores.map((_, h) => halfRow(halves, h, d)) }),
  );
  const unsized = "Fewer than two sizes of generators are known, so there is no larger half.";
  return {
    arm,
    single: {
      mspdCorrected: meanOf(each.map((values) => values.mspdCorrected)),
      spearman: meanOf(each.map((values) => values.spearman)),
    },
    benchmarks: {
      average: valuesOf(candidate(everyone)),
      pooled: valuesOf({ rows: halves.pooled, noise: halves.pooledNoise }),
      largerHalf: larger
        ? valuesOf(candidate(larger))
        : { mspdCorrected: noSpread(n, unsized), spearman: noSpread(n, unsized) },
      bestWithout: best.bestWithout.values,
      bestPair: best.bestPair.values,
      bestSingle: best.bestSingle.values,
    },
    without: Object.fromEntries(withouts.map((own, g) => [generators[g]!.name, valuesOf(own)])),
    chosen: { bestWithout: chosen("bestWithout"), bestPair: chosen("bestPair"), bestSingle: chosen("bestSingle") },
  };
}

/** A benchmark that may be chosen: the average of some generators. */
interface Candidate {
  members: readonly number[];
  noise: ScoreVariance;
  /** Its scores on every half. */
  rows: readonly Float64Array[];
}

/** Scores of the average of some generators on every half. */
function averageRows({ generated, width }: Halves, members: readonly number[]): Float64Array[] {
  return generated.map((scores) => {
    const row = new Float64Array(width);
    for (const g of members) for (let m = 0; m < width; m++) row[m]! += scores[g * width + m]! / members.length;
    return row;
  });
}

/** The upper half of the generators by parameters (the middle one included); null where sizes do not tell. */
function largerHalf(parameters: readonly (number | null)[]): number[] | null {
  const known = [...parameters.keys()].filter((g) => parameters[g] !== null);
  if (new Set(known.map((g) => parameters[g])).size < 2) return null;
  known.sort((a, b) => parameters[b]! - parameters[a]!);
  return known.slice(0, Math.ceil(known.length / 2));
}

function halfValues(
  halves: Halves,
  rows: readonly Float64Array[],
  own: ScoreVariance,
  realNoise: ScoreVariance,
  n: number,
  key: string,
): Values {
  const { floor } = mspdNoise(own, realNoise);
  const of = (statistic: (row: Float64Array, real: Float64Array) => number) =>
    overHalves(
      rows.map((row, h) => statistic(row, halfRow(halves, h, halves.real))),
      n,
      key,
    );
  return { mspdCorrected: of((row, onReal) => mspd(row, onReal) - 2 * floor), spearman: of(spearman) };
}

/** On each half the values of the candidate that is best on the other one. */
function chooseBest(halves: Halves, list: readonly Candidate[], realNoise: ScoreVariance, n: number, key: string) {
  if (list.length === 0) {
    const none = noSpread(n, "Two generators; to choose among leave-one-outs or pairs, three are needed.");
    return { values: { mspdCorrected: none, spearman: none }, picks: [] };
  }
  const { scores, real } = halves;
  const floors = list.map(({ noise }) => mspdNoise(noise, realNoise).floor);
  const counts = list.map(() => 0);
  const distances: number[] = [];
  const ranks: number[] = [];
  for (let h = 0; h < scores.length; h++) {
    const other = h ^ 1;
    const onOther = halfRow(halves, other, real);
    const onReal = halfRow(halves, h, real);
    let best = -1;
    let least = Infinity;
    list.forEach(({ rows }, c) => {
      const distance = mspd(rows[other]!, onOther);
      if (distance < least) [best, least] = [c, distance];
    });
    if (best < 0) {
      distances.push(NaN);
      ranks.push(NaN);
      continue;
    }
    counts[best]!++;
    const row = list[best]!.rows[h]!;
    distances.push(mspd(row, onReal) - 2 * floors[best]!);
    ranks.push(spearman(row, onReal));
  }
  const picks = list
    .map(({ members }, c) => ({ members, share: counts[c]! / scores.length }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  return { values: { mspdCorrected: overHalves(distances, n, key), spearman: overHalves(ranks, n, key) }, picks };
}

/** The mean over halves, where it is defined on 95% of them. */
function overHalves(values: readonly number[], n: number, key: string): Spread {
  const defined = values.filter((value) => !Number.isNaN(value));
  const mean = defined.reduce((sum, value) => sum + value / defined.length, 0);
  const reason = `Undefined on more than 5% of the halves of arm "${key}": a score is missing or all are equal.`;
  const whole = defined.length >= 0.95 * values.length && defined.length > 0;
  return whole
    ? { estimate: mean, values: Float64Array.from(values), n }
    : { ...noSpread(n, reason), values: Float64Array.from(values) };
}

function measuresOf({ mspdCorrected, spearman: ranks }: Values): HalfFidelity<Measure> {
  return { mspdCorrected: measured(mspdCorrected), spearman: measured(ranks) };
}

function eachKey<T>(of: (key: EnsembleKey) => T): Record<EnsembleKey, T> {
  return Object.fromEntries(ensembleKeys.map((key) => [key, of(key)])) as Record<EnsembleKey, T>;
}
