/** @file Tables as the measures of intervals read them, without what takes long (what rows are worth). */
import { resampleScores } from "#measures/bootstrap.ts";
import type { Sample } from "#measures/intervals.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import type { Metric } from "#measures/metrics.ts";
import { measureMspd, type MspdMeasures } from "#measures/mspd-measures.ts";
import { panelOf } from "#measures/panel.ts";
import { seedDraws, viewsOf } from "#measures/resampled-views.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { scorerOf } from "#measures/scores.ts";
import { viewOf } from "#measures/statistics.ts";

export interface SampleOptions {
  solvers: readonly string[];
  metric: Metric;
  seed: number;
  resamples: number;
}

export function sampleOf(tables: readonly DatasetTable[], { solvers, metric, ...options }: SampleOptions): Sample {
  const real = tables.find((table) => table.generator === null)?.name ?? null;
  const written = tables.flatMap(({ name, generator }) => (generator === null ? [] : [[name, generator]]));
  const panel = panelOf(
    { metric, real, solvers, generators: Object.fromEntries(written) as Record<string, string> },
    tables.map((table) => table.name),
  );
  const observed = tables.flatMap((table) => {
    const rows = new Float64Array(table.targets.length).fill(1);
    return [...scorerOf(table, solvers, metric)(rows, new Float64Array(solvers.length))];
  });
  const draws = Array.from({ length: options.resamples }, seedDraws(panel, options.seed));
  return {
    panel,
    units: tables.map((table) => resamplingPlan(table, metric).units),
    observed: viewOf(panel, Float64Array.from(observed)),
    resampled: viewsOf(panel, resampleScores(tables, solvers, metric, options), draws),
  };
}

export function mspdOf(tables: readonly DatasetTable[], options: SampleOptions): MspdMeasures {
  const { solvers, metric } = options;
  const plans = tables.map((table) => resamplingPlan(table, metric));
  const scores = resampleScores(tables, solvers, metric, options);
  return measureMspd(sampleOf(tables, options), { tables, plans, metric, scores });
}
