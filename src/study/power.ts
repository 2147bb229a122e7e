/** @file How many rows? What a planned study could show, from a pilot where a study of the task was finished. */
import { quantile } from "#measures/bootstrap.ts";
import { pilotPanel } from "#measures/across/pilot.ts";
import { assumedPanel, type PowerMeasures, powerOf, type PowerPanel } from "#measures/across/power.ts";
import { rankTestFacts, type RankTestFacts } from "#measures/across/rank-test-facts.ts";
import { type Metric, metrics } from "#measures/metrics.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { clustersOf, studyDatasets, studyTables } from "#study/fidelity/tables.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";

/** Rows per set that are always looked at, beside those of the plan. */
const usualRows = [50, 100, 200, 500];

export interface PowerJob {
  plan: Plan;
  /** The rows of a finished study of the same task; null where there is none. */
  pilot: ReportInput | null;
}

/** Where the panel comes from: this pilot's own models, others of a pilot in the same spread, or an assumption. */
export type PowerBasis = "same models" | "other models" | "assumed";

export interface PowerReport {
  metric: Metric;
  /** Models that write, each with a bias factor; and all solvers that are ranked. */
  writers: number;
  solvers: number;
  /** Rows per set in the plan. */
  planned: number;
  basis: PowerBasis;
  rows: readonly Pick<PowerMeasures, "rows" | "biasFactor" | "scoreDifference" | "perfectSpearman">[];
  rankTest: { own: RankTestFacts; four: RankTestFacts; five: RankTestFacts };
}

/**
 * `powerOf` for the plan's rows per set and the usual ones: bias factors among the models that write, ranks among all
 * solvers.
 *
 * With a pilot the panel are the plan's models as they did there (`pilotPanel`, in the plan's metric); where it lacks one of
 * them, as many solvers at even quantiles of the pilot's. Without one abilities are assumed (`assumedPanel`); a correlation
 * r then varies on a row by (1 - r²)², which holds for normal scores, and an F1 as if a row were right or wrong. Same job,
 * same report. A sentence instead for mean squared error without a pilot: its scale is not known.
 */
export function powerReport({ plan, pilot }: PowerJob): PowerReport | string {
  const task = taskOfPlan(plan);
  const metric = plan.metric ?? task.metrics[0]!;
  if (!pilot && !Number.isFinite(metrics[metric].worst)) {
    return `How far ${metrics[metric].name} varies depends on the scale: finish a small study first, and it serves as a pilot.`;
  }
  const names = writersOf(plan);
  const solvers = solversOf(plan);
  const known = pilot ? panelOf(pilot, metric, plan.seed) : null;
  const same = known !== null && names.every((name) => known.solvers.includes(name));
  const writing = !known
    ? assumed(names.length, metric)
    : same
      ? chosen(
          known.panel,
          names.map((name) => known.solvers.indexOf(name)),
        )
      : spread(known.panel, names.length);
  const all = !known
    ? assumed(solvers, metric)
    : same && known.solvers.length === solvers
      ? known.panel
      : spread(known.panel, solvers);
  const planned = plan.generate.perGenerator;
  const sizes = [...new Set([...usualRows, planned])].sort((a, b) => a - b);
  return {
    ...{ metric, planned, solvers, writers: names.length },
    basis: !known ? "assumed" : same ? "same models" : "other models",
    rows: sizes.map((rows) => {
      const { biasFactor } = powerOf({ rows, panel: writing, seed: plan.seed });
      const { scoreDifference, perfectSpearman } = powerOf({ rows, panel: all, seed: plan.seed });
      return { rows, biasFactor, scoreDifference, perfectSpearman };
    }),
    rankTest: { own: rankTestFacts(solvers), four: rankTestFacts(4), five: rankTestFacts(5) },
  };
}

/** The names of the models that write, as they stand in the score matrix. */
function writersOf({ models, data }: Plan): string[] {
  const draws = data.demonstrations?.folds === undefined ? (data.demonstrations?.draws ?? 1) : 1;
  if (draws === 1) return [...models];
  return Array.from({ length: draws }, (_, draw) => models.map((model) => `${model} draw ${draw + 1}`)).flat();
}

/** How many solvers the score matrix will have, as far as the plan tells. */
function solversOf(plan: Plan): number {
  const { models, data, panel } = plan;
  const fitted = panel.classifiers && (data.training || data.demonstrations) ? taskOfPlan(plan).fitted : {};
  return writersOf(plan).length + panel.adaptedOn.length * models.length + Object.keys(fitted).length;
}

function panelOf(pilot: ReportInput, metric: Metric, seed: number): { solvers: string[]; panel: PowerPanel } | null {
  const datasets = studyDatasets(pilot).slice(0, 1);
  const names = pilot.solvers.map(({ name }) => name);
  const [table] = studyTables(datasets, clustersOf(datasets), names, pilot.predictions[0]?.rows ?? []);
  if (!table) return null;
  const scored = names.filter((name) => table.predictions[name]!.every((said) => said !== undefined));
  const panel = pilotPanel(table, scored, metric, { seed, resamples: 500 });
  return panel.abilities.length === scored.length ? { solvers: scored, panel } : { solvers: [], panel };
}

function assumed(solvers: number, metric: Metric): PowerPanel {
  const panel = assumedPanel(solvers);
  if (metrics[metric].openScale !== "Fisher z") return panel;
  return { ...panel, rowVariances: panel.abilities.map((r) => (1 - r * r) ** 2) };
}

function chosen(panel: PowerPanel, places: readonly number[]): PowerPanel {
  const of = (values: readonly number[]) => places.map((place) => values[place]!);
  return { ...panel, abilities: of(panel.abilities), rowVariances: of(panel.rowVariances) };
}

/** So many solvers, evenly over those of a panel. */
function spread(panel: PowerPanel, solvers: number): PowerPanel {
  const order = [...panel.abilities.keys()].sort((a, b) => panel.abilities[a]! - panel.abilities[b]!);
  const of = (values: readonly number[]) => {
    const sorted = Float64Array.from(order, (place) => values[place]!);
    return Array.from({ length: solvers }, (_, k) => quantile(sorted, (k + 0.5) / solvers));
  };
  return { ...panel, abilities: of(panel.abilities), rowVariances: of(panel.rowVariances) };
}
