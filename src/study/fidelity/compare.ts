/** @file Two finished studies of one plan, laid side by side. */
import { InputError } from "#core/words.ts";
import { comparePairedRuns, type Run, type RunComparison } from "#measures/paired-runs.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { clustersOf, studyDatasets, studyTables } from "#study/fidelity/tables.ts";
import type { WayToSolve } from "#study/plan.ts";

/** Two studies and the way to solve by which they are compared. */
export interface ComparisonJob {
  first: ReportInput;
  second: ReportInput;
  way: WayToSolve;
}

/**
 * The second study minus the first, as `comparePairedRuns` does it, on the first one's metric and seed.
 *
 * Rows are the same where id, text and label are. Throws an InputError where a study was not solved in this way or the two
 * score by different metrics.
 */
export function compareStudies(first: ReportInput, second: ReportInput, way: WayToSolve): RunComparison {
  const [metric, other] = [first.data.metric, second.data.metric];
  if (metric !== other) {
    throw new InputError(
      `The first study scores by ${metric}, the second by ${other}; their scores cannot be compared. ` +
        `Run both with the same "metric".`,
    );
  }
  return comparePairedRuns(runOf(first, way, "first"), runOf(second, way, "second"), { metric, seed: first.plan.seed });
}

function runOf(input: ReportInput, way: WayToSolve, which: string): Run {
  const solved = input.predictions.find((predictions) => predictions.way === way);
  if (!solved) {
    const known = input.predictions.map((predictions) => `"${predictions.way}"`).join(", ");
    throw new InputError(
      `The ${which} study was not solved by "${way}"; it has ${known}. Choose a way that both have.`,
    );
  }
  const datasets = studyDatasets(input);
  const solvers = input.solvers.map((solver) => solver.name);
  const tables = studyTables(datasets, clustersOf(datasets), solvers, solved.rows).map((table, d) => ({
    ...table,
    ids: datasets[d]!.instances.map(({ id, input: text, target }) => JSON.stringify([id, text, target])),
  }));
  return { tables, solvers };
}
