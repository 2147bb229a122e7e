/** @file What the arms of a series say together, from their rows. */
import { measureAcross, type AcrossMeasures, type SolverFacts } from "#measures/across/across.ts";
import type { AcrossArm } from "#measures/across/arm.ts";
import type { Metric } from "#measures/metrics.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { clustersOf, studyDatasets, studyTables } from "#study/fidelity/tables.ts";
import { taskOfPlan, type WayToSolve } from "#study/plan.ts";

/** The rows of one arm. */
export interface ArmInput {
  key: string;
  setting: string;
  source: string | null;
  input: ReportInput;
}

/** What arms say together; only arms that were solved this way take part. */
export interface AcrossResult {
  solve: WayToSolve;
  /** Keys of the arms, in their order. */
  arms: readonly string[];
  /** Arm → what its scores are. */
  metrics: Readonly<Record<string, Metric>>;
  measures: AcrossMeasures;
}

/** One result per way to solve that some arm has. A pure function of the arms' rows. Empty without arms. */
export function reportAcross(arms: readonly ArmInput[], seed: number): AcrossResult[] {
  const ways = [...new Set(arms.flatMap(({ input }) => input.predictions.map(({ way }) => way)))];
  return ways.map((solve) => {
    const taking = arms.flatMap((arm) => armOf(arm, solve) ?? []);
    const metrics = Object.fromEntries(taking.map(({ key, metric }) => [key, metric]));
    const measures = measureAcross(taking, factsOf(arms), { seed });
    return { solve, arms: taking.map(({ key }) => key), metrics, measures };
  });
}

function armOf({ key, setting, source, input }: ArmInput, way: WayToSolve): AcrossArm | null {
  const rows = input.predictions.find((own) => own.way === way)?.rows;
  if (!rows) return null;
  const solvers = input.solvers.map(({ name }) => name);
  const datasets = studyDatasets(input);
  const { plan, data } = input;
  return {
    ...{ key, setting, source, solvers },
    task: taskOfPlan(plan).name,
    real: plan.data.test.name,
    metric: data.metric,
    tables: studyTables(datasets, clustersOf(datasets), solvers, rows),
  };
}

/** What is known of each solver: the same in every arm, or it is not the same solver. */
function factsOf(arms: readonly ArmInput[]): SolverFacts {
  const all = arms.flatMap(({ input }) => input.solvers);
  return Object.fromEntries(all.map(({ name, parameters, family, base }) => [name, { parameters, family, base }]));
}
