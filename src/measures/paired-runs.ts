/** @file Two runs of one plan side by side: what changed, and whether it is more than the rows' chance. */
import type { Measure } from "#core/words.ts";
import { seedOf } from "#core/random.ts";
import { defaultResamples, percentileInterval, resampleScores } from "./bootstrap.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { undefinedMeasure } from "./measure.ts";
import { metrics } from "./metrics.ts";
import { mspdNoise, varianceOfAverage } from "./noise-correction.ts";
import { panelOf, type Panel } from "./panel.ts";
import { averageRanks } from "./rank-correlation.ts";
import { resamplingPlan } from "./resampling.ts";
import { seedDraws, viewsOf } from "./resampled-views.ts";
import { resampledVariance, varianceOfMeans } from "./sampling-variance.ts";
import { rowValues, scorerOf, type Metric } from "./scores.ts";
import { biasFactorsOf, mspdOf, rowOf, spearmanOf, viewOf, type Statistic, type View } from "./statistics.ts";

/** A table whose rows can be found again: rows of two runs with the same id are the same row. */
export type IdentifiedTable = DatasetTable & { ids: readonly string[] };

export interface Run {
  tables: readonly IdentifiedTable[];
  solvers: readonly string[];
}

export interface CompareOptions {
  metric: Metric;
  seed: number;
  resamples?: number;
}

/** A value in the first run, in the second, and what it gained. */
export interface Change {
  first: number | null;
  second: number | null;
  /** Second minus first. */
  difference: Measure;
}

export interface SolverChange {
  solver: string;
  score: Change;
  /** Its rank among the solvers of both runs, 1 is best (for an error the least), ties share; a negative difference is a better rank. */
  rank: Change;
}

export interface DatasetChange {
  name: string;
  /** The model that wrote it; null for real data. */
  generator: string | null;
  /** Whether both runs hold the same rows, so that differences are paired by instance. */
  paired: boolean;
  solvers: readonly SolverChange[];
}

export interface RunComparison {
  /** The solvers of both runs, in the first one's order: all ranks and measures are among them alone. */
  solvers: readonly string[];
  /** The datasets of both runs, the real one first. */
  datasets: readonly DatasetChange[];
  /** By synthetic set, and for the average of generators. */
  mspdCorrected: Readonly<Record<string, Change>>;
  spearman: Readonly<Record<string, Change>>;
  /** By generating model, among the generators of both runs. */
  biasFactor: Readonly<Record<string, Change>>;
  /** What only one of the runs has: it enters nothing above. */
  only: Readonly<Record<"first" | "second", { solvers: readonly string[]; datasets: readonly string[] }>>;
}

/**
 * Compares two runs: score and rank of every solver on every dataset, corrected MSPD, SRCC and bias factor, each as
 * second minus first with a 95% percentile interval.
 *
 * Only solvers and datasets (by name) of both runs are compared. A dataset whose rows are the same in both (equal sets of
 * ids) is resampled once for both, so that differences are paired by instance: equal predictions give a difference of 0
 * with an interval of 0 to 0. Where rows differ the two are resampled independently. `n`: independent units of the smaller
 * dataset involved. Undefined with the reason where a measure is undefined in one of the runs. Ranks and corrected values
 * are as elsewhere: a rank is 1 plus the better solvers, ties sharing; MSPD loses its noise floor in each run.
 * Swapping the runs flips the sign of every difference (of MSPD by macro-F1, whose noise is resampled, nearly). Throws RangeError where predictions are missing.
 */
export function comparePairedRuns(first: Run, second: Run, options: CompareOptions): RunComparison {
  const solvers = first.solvers.filter((solver) => second.solvers.includes(solver));
  const partner = new Map(second.tables.map((table) => [table.name, table]));
  const usable = ({ generator }: DatasetTable) => generator === null || solvers.includes(generator);
  const pairs = first.tables.flatMap((table) => {
    const other = partner.get(table.name);
    if (!other || other.generator !== table.generator || !usable(table)) return [];
    const aligned = alignedTo(table, other);
    return [{ first: table as DatasetTable, second: aligned ?? other, paired: aligned !== null }];
  });
  const compared = new Set(pairs.map((pair) => pair.first.name));
  const only = (run: Run, other: Run) => ({
    solvers: run.solvers.filter((solver) => !other.solvers.includes(solver)),
    datasets: run.tables.map((table) => table.name).filter((name) => !compared.has(name)),
  });
  const base = { solvers, only: { first: only(first, second), second: only(second, first) } };
  if (solvers.length === 0 || pairs.length === 0) {
    return { ...base, datasets: [], mspdCorrected: {}, spearman: {}, biasFactor: {} };
  }
  const panel = panelOf(
    {
      real: pairs.find((pair) => pair.first.generator === null)?.first.name ?? null,
      metric: options.metric,
      solvers,
      generators: Object.fromEntries(
        pairs.flatMap(({ first: { name, generator } }) => (generator === null ? [] : [[name, generator]])),
      ),
    },
    pairs.map((pair) => pair.first.name),
  );
  const sides = (["first", "second"] as const).map((run) =>
    sideOf(
      panel,
      pairs.map((pair) => ({ table: pair[run], seed: pair.paired ? options.seed : seedOf(options.seed, run) })),
      options,
    ),
  ) as [Side, Side];
  const order = [...pairs.keys()].sort((a, b) => Number(b === panel.real) - Number(a === panel.real));
  const none = () => 0;
  return {
    ...base,
    datasets: order.map((d) => ({
      name: pairs[d]!.first.name,
      generator: pairs[d]!.first.generator,
      paired: pairs[d]!.paired,
      solvers: solvers.map((solver, m) => ({
        solver,
        score: changeOf(sides, [d], (view) => rowOf(view, d)[m]!),
        rank: changeOf(sides, [d], (view) => ranksOf(view, d)[m]!),
      })),
    })),
    mspdCorrected: changes(sides, mspdOf(panel), (side, key) => side.noiseFloor(key)),
    spearman: changes(sides, spearmanOf(panel), none),
    biasFactor: changes(sides, biasFactorsOf(panel), none),
  };
}

/** One run's scores, as observed and as resampled. */
interface Side {
  units: readonly number[];
  observed: View;
  resampled: readonly View[];
  noiseFloor(key: string): number;
}

/** The rows of `other` in the order of `table`; null where the two do not hold the same rows. */
function alignedTo(table: IdentifiedTable, other: IdentifiedTable): DatasetTable | null {
  const place = new Map(other.ids.map((id, i) => [id, i]));
  const order = table.ids.map((id) => place.get(id) ?? -1);
  const same = place.size === other.ids.length && order.length === place.size && new Set(order).size === place.size;
  if (!same || order.includes(-1)) return null;
  const predictions = Object.entries(other.predictions).map(([solver, said]) => [solver, order.map((i) => said[i]!)]);
  // targets and clusters are the same rows' own
  return { ...table, predictions: Object.fromEntries(predictions) };
}

function sideOf(
  panel: Panel,
  sources: readonly { table: DatasetTable; seed: number }[],
  { metric, seed, resamples = defaultResamples }: CompareOptions,
): Side {
  const { solvers } = panel;
  const width = solvers.length;
  const observed = new Float64Array(sources.length * width);
  const scores = new Float64Array(resamples * observed.length);
  sources.forEach(({ table, seed: own }, d) => {
    const rows = new Float64Array(table.targets.length).fill(1);
    observed.set(scorerOf(table, solvers, metric)(rows, new Float64Array(width)), d * width);
    const drawn = resampleScores([table], solvers, metric, { seed: own, resamples });
    for (let b = 0; b < resamples; b++) {
      scores.set(drawn.subarray(b * width, (b + 1) * width), b * observed.length + d * width);
    }
  });
  const variances = sources.map(({ table }, d) =>
    metrics[metric].meanOverRows
      ? varianceOfMeans(
          solvers.map((solver) => rowValues(table, solver, metric)),
          resamplingPlan(table, metric),
        )
      : resampledVariance(scores, width, sources.length, d),
  );
  const average = varianceOfAverage(
    panel.generators.map(({ datasets }) => varianceOfAverage(datasets.map((d) => variances[d]!))),
  );
  return {
    units: sources.map(({ table }) => resamplingPlan(table, metric).units),
    observed: viewOf(panel, observed),
    resampled: viewsOf(panel, scores, Array.from({ length: resamples }, seedDraws(panel, seed))),
    noiseFloor: (key) => mspdNoise(variances[panel.datasets.indexOf(key)] ?? average, variances[panel.real!]!).floor,
  };
}

function changes(
  sides: readonly [Side, Side],
  statistics: readonly Statistic[],
  noise: (side: Side, key: string) => number,
): Record<string, Change> {
  return Object.fromEntries(
    statistics.map((statistic) => {
      const offsets = sides.map((side) => noise(side, statistic.key)) as [number, number];
      const gap = (view: View) => statistic.gap(view);
      return [statistic.key, changeOf(sides, statistic.datasets, (view) => statistic.compute(view), offsets, gap)];
    }),
  );
}

/** `noise` of each run is taken off once from what was observed and twice from what was resampled. */
function changeOf(
  [first, second]: readonly [Side, Side],
  datasets: readonly number[],
  compute: (view: View) => number,
  noise: readonly [number, number] = [0, 0],
  gap: (view: View) => string = () => "A score is not a finite number.",
): Change {
  const n = Math.min(...datasets.flatMap((d) => [first.units[d]!, second.units[d]!]));
  const values = [compute(first.observed) - noise[0], compute(second.observed) - noise[1]] as const;
  const [before, after] = values.map((value) => (Number.isNaN(value) ? null : value)) as [number | null, number | null];
  const undefinedIn = before === null ? first : after === null ? second : null;
  if (undefinedIn) {
    const reason = `In the ${undefinedIn === first ? "first" : "second"} run: ${gap(undefinedIn.observed)}`;
    return { first: before, second: after, difference: undefinedMeasure(n, reason) };
  }
  const estimate = values[1] - values[0];
  const resampled = Float64Array.from(first.resampled, (view, b) => {
    return compute(second.resampled[b]!) - compute(view) - 2 * (noise[1] - noise[0]);
  });
  const interval = n < 2 ? null : percentileInterval(resampled);
  const difference: Measure = interval
    ? { estimate, ...interval, n }
    : { estimate, low: null, high: null, n, reason: "No interval: it cannot be resampled." };
  return { first: before, second: after, difference };
}

const ranksOf = (view: View, dataset: number) =>
  averageRanks(rowOf(view, dataset).map((score) => -view.panel.direction * score));
