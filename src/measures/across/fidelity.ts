/** @file Fidelity by task: how far synthetic benchmarks are from real ones, and whether that grows with the task. */
import type { Measure } from "#core/words.ts";
import { panelCaution } from "#measures/analyse.ts";
import { mspdNoise, noisyReason, toleratedNoiseShare, varianceOfAverage } from "#measures/noise-correction.ts";
import type { ScoreVariance } from "#measures/sampling-variance.ts";
import { mspdOf, rowOf, spearmanOf, type Statistic, type View } from "#measures/statistics.ts";
import type { ArmSample } from "./arm.ts";
import { byDataset } from "./datasets.ts";
import {
  contrastsOf,
  difference,
  meanOf,
  measured,
  noSpread,
  ratioPValue,
  type Contrast,
  type Spread,
} from "./spread.ts";

/** What is said of the fidelity of a benchmark, or of several together. */
export interface Fidelity {
  /** As published; holds the noise of both samples. */
  mspd: Measure;
  /** MSPD minus the sampling noise of both samples: unbiased, may be negative. */
  mspdCorrected: Measure;
  /**
   * MSPD over the variance between solvers on real data (dividing by |M|): 1 is as far off as a benchmark that gives
   * every solver the mean real score. Unlike MSPD it is comparable across tasks.
   */
  relative: Measure;
  /** The same with sampling noise taken out of both, the one to compare tasks by. */
  relativeCorrected: Measure;
  /** Spearman's correlation with the real scores (SRCC). */
  spearman: Measure;
}

const kinds = ["mspd", "mspdCorrected", "relative", "relativeCorrected", "spearman"] as const;
type Kind = (typeof kinds)[number];

/** Which benchmark: the average of generators, or the mean over single sets of what each of them gets. */
export const benchmarks = ["average", "single"] as const;
export type Benchmark = (typeof benchmarks)[number];

export interface ArmFidelity extends Record<Benchmark, Fidelity> {
  arm: string;
}

export interface TaskFidelity extends Record<Benchmark, Fidelity> {
  task: string;
  /** Real datasets, and the arms that were averaged within them. */
  datasets: readonly string[];
  arms: readonly string[];
}

/**
 * "falls": further off or ranked worse in `to`, and nothing better; "rises": the reverse; "mixed": one of each;
 * "unclear": neither relative corrected MSPD nor SRCC differs with adjusted p < .05; null where neither is defined.
 */
export type FidelityOutcome = "falls" | "rises" | "mixed" | "unclear" | null;

export interface TaskContrast extends Record<Benchmark, Record<Kind, Contrast>> {
  from: string;
  to: string;
  outcome: Readonly<Record<Benchmark, FidelityOutcome>>;
}

export interface FidelityByTask {
  arms: readonly ArmFidelity[];
  /** In order of appearance. */
  tasks: readonly TaskFidelity[];
  /** Every later task against every earlier one. */
  contrasts: readonly TaskContrast[];
}

type Spreads = Record<Benchmark, Record<Kind, Spread>>;

/** What the fidelity of arms is averaged from; the ratios follow from the means. */
const partKinds = ["mspd", "mspdCorrected", "between", "betweenCorrected", "spearman"] as const;
type Parts = Record<Benchmark, Record<(typeof partKinds)[number], Spread>>;

/**
 * MSPD and SRCC of every arm, their mean by task, and the differences between tasks, with 95% intervals.
 *
 * A task's value is the mean over its real datasets of the mean over their arms; its relative MSPD is the ratio of the two
 * means, which stays defined where a single dataset's real rows hardly part the solvers. Intervals resample rows within
 * datasets, so they speak of these datasets. `n`: independent units of the smallest dataset. Corrected values take the
 * percentile interval of (resampled - 2 noise), as in `measureMspd`.
 */
export function fidelityByTask(samples: readonly ArmSample[]): FidelityByTask {
  const found = samples.map((sample) => ({ sample, parts: partsOf(sample) }));
  const names = [...new Set(samples.map(({ arm }) => arm.task))];
  const tasks = names.map((task) => {
    const own = found.filter(({ sample }) => sample.arm.task === task);
    const mean = (benchmark: Benchmark) =>
      Object.fromEntries(
        partKinds.map((kind) => {
          const each = byDataset(
            own,
            ({ sample }) => sample.arm,
            ({ parts }) => parts[benchmark][kind],
          );
          return [kind, meanOf(each)];
        }),
      ) as Parts[Benchmark];
    return { task, own, spreads: withRatios({ average: mean("average"), single: mean("single") }) };
  });
  const pairs = tasks.flatMap((to, later) => tasks.slice(0, later).map((from) => ({ from, to })));
  const contrasts = eachKind((benchmark, kind) => {
    const spreads = pairs.map(({ from, to }) => difference(to.spreads[benchmark][kind], from.spreads[benchmark][kind]));
    return kind === "relative" || kind === "relativeCorrected"
      ? contrastsOf(spreads, ratioPValue)
      : contrastsOf(spreads);
  });
  return {
    arms: found.map(({ sample, parts }) => ({ arm: sample.arm.key, ...measuresOf(withRatios(parts)) })),
    tasks: tasks.map(({ task, own, spreads }) => ({
      task,
      datasets: [...new Set(own.map(({ sample }) => sample.arm.real))],
      arms: own.map(({ sample }) => sample.arm.key),
      ...measuresOf(spreads),
    })),
    contrasts: pairs.map(({ from, to }, i) => {
      const each = eachKind((benchmark, kind) => contrasts[benchmark][kind][i]!);
      const outcome = { average: outcomeOf(each.average), single: outcomeOf(each.single) };
      return { from: from.task, to: to.task, ...each, outcome };
    }),
  };
}

function outcomeOf({ relativeCorrected, spearman }: Record<Kind, Contrast>): FidelityOutcome {
  if (relativeCorrected.adjustedP === null && spearman.adjustedP === null) return null;
  const direction = ({ estimate, adjustedP }: Contrast) =>
    adjustedP !== null && adjustedP < 0.05 ? Math.sign(estimate!) : 0;
  const better = [-direction(relativeCorrected), direction(spearman)];
  const [gains, losses] = [better.includes(1), better.includes(-1)];
  if (gains && losses) return "mixed";
  return gains ? "rises" : losses ? "falls" : "unclear";
}

function eachKind<T>(of: (benchmark: Benchmark, kind: Kind) => T): Record<Benchmark, Record<Kind, T>> {
  const row = (benchmark: Benchmark) =>
    Object.fromEntries(kinds.map((kind) => [kind, of(benchmark, kind)])) as Record<Kind, T>;
  return { average: row("average"), single: row("single") };
}

function measuresOf(spreads: Spreads): Record<Benchmark, Fidelity> {
  return eachKind((benchmark, kind) => measured(spreads[benchmark][kind]));
}

/** The fidelity of an arm's benchmarks as observed and over its resamples. */
export function fidelitySpreads(sample: ArmSample): Spreads {
  return withRatios(partsOf(sample));
}

function withRatios(parts: Parts): Spreads {
  const of = ({ mspd, mspdCorrected, between, betweenCorrected, spearman }: Parts[Benchmark]) => ({
    mspd,
    mspdCorrected,
    relative: ratio(mspd, between),
    relativeCorrected: ratio(mspdCorrected, betweenCorrected),
    spearman,
  });
  return { average: of(parts.average), single: of(parts.single) };
}

function partsOf(sample: ArmSample): Parts {
  const { panel, units, noise, arm } = sample;
  const { real } = panel;
  if (real === null) {
    const none = noSpread(0, `Arm "${arm.key}" has no real dataset to compare with.`);
    const each = { mspd: none, mspdCorrected: none, between: none, betweenCorrected: none, spearman: none };
    return { average: each, single: each };
  }
  const written = panel.generators.map(({ datasets }) => varianceOfAverage(datasets.map((d) => noise[d]!)));
  const average = varianceOfAverage(written);
  const floorOf = (of: ScoreVariance) => mspdNoise(of, noise[real]!).floor;
  const between = betweenSolvers(sample, real);

  const spread = (statistic: Statistic): Spread => {
    const n = Math.min(...statistic.datasets.map((d) => units[d]!));
    const estimate = statistic.compute(sample.observed);
    const values = Float64Array.from(sample.resampled, (view) => statistic.compute(view));
    return Number.isNaN(estimate)
      ? { ...noSpread(n, statistic.gap(sample.observed)), values }
      : { estimate, values, n };
  };
  const caution = panelCaution(panel.solvers.length);
  const distances = mspdOf(panel).map((distance) => {
    const floor = floorOf(noise[panel.datasets.indexOf(distance.key)] ?? average);
    const mspd = spread(distance);
    return { mspd, corrected: minus(mspd, floor, 2 * floor), noisy: floor > toleratedNoiseShare * mspd.estimate };
  });
  const rankings = spearmanOf(panel).map((ranking) => ({
    ...(caution !== undefined && { reason: caution }),
    ...spread(ranking),
  }));
  const all = (mspd: Spread, mspdCorrected: Spread, spearman: Spread, noisy: boolean) => ({
    mspd: noisy ? { reason: noisyReason, ...mspd } : mspd,
    mspdCorrected,
    between: between.raw,
    betweenCorrected: between.corrected,
    spearman,
  });
  const whole = distances.at(-1)!;
  const singles = distances.slice(0, -1);
  const nothing = `Arm "${arm.key}" has no synthetic set.`;
  return {
    average: all(whole.mspd, whole.corrected, rankings.at(-1)!, whole.noisy),
    single: all(
      meanOf(
        singles.map(({ mspd }) => mspd),
        nothing,
      ),
      meanOf(
        singles.map(({ corrected }) => corrected),
        nothing,
      ),
      meanOf(rankings.slice(0, -1), nothing),
      singles.some(({ noisy }) => noisy),
    ),
  };
}

/** Variance between the solvers' real scores, dividing by their number; corrected: without the noise of the real rows. */
function betweenSolvers({ observed, resampled, noise, units }: ArmSample, real: number) {
  const variance = (view: View) => {
    const row = rowOf(view, real);
    const mean = row.reduce((sum, score) => sum + score / row.length, 0);
    return row.reduce((sum, score) => sum + (score - mean) ** 2 / row.length, 0);
  };
  const { perSolver, ofMean } = noise[real]!;
  const part = perSolver.reduce((sum, v) => sum + v / perSolver.length, 0) - ofMean;
  const raw: Spread = {
    estimate: variance(observed),
    values: Float64Array.from(resampled, variance),
    n: units[real]!,
  };
  return { raw, corrected: minus(raw, part, 2 * part) };
}

function minus(spread: Spread, fromEstimate: number, fromValues: number): Spread {
  return {
    ...spread,
    estimate: spread.estimate - fromEstimate,
    values: spread.values.map((value) => value - fromValues),
  };
}

/** A spread over a variance; undefined where that is not above 0. */
function ratio(spread: Spread, variance: Spread): Spread {
  if (Number.isNaN(spread.estimate)) return spread;
  const rounding = 1e-12;
  const over = (value: number, by: number) => (by > rounding ? value / by : NaN);
  const values = spread.values.map((value, b) => over(value, variance.values[b]!));
  const estimate = over(spread.estimate, variance.estimate);
  if (!Number.isNaN(estimate)) return { ...spread, estimate, values };
  return { ...noSpread(spread.n, "On real data the solvers differ by no more than sampling noise."), values };
}
