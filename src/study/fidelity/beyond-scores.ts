/** @file Self-preference beyond the score: likelihoods and judges, beside the scores of one way to solve. */
import type { Dataset } from "#core/words.ts";
import { sampleOf } from "#measures/across/arm.ts";
import type { Sample } from "#measures/intervals.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { judgesResult } from "#study/fidelity/judge-report.ts";
import { likelihoodReport } from "#study/fidelity/likelihood-report.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { Result } from "#study/results.ts";

type BeyondScores = Pick<Result, "likelihood" | "judges">;

/** A function of the tables of a way to solve; what a study has no rows of is absent. */
export function beyondScores(
  input: ReportInput,
  datasets: readonly Dataset[],
  clusters: ReadonlyMap<string, readonly string[]>,
): (tables: readonly DatasetTable[]) => BeyondScores {
  const { plan, data, solvers, judging } = input;
  const likelihood = likelihoodReport(input, datasets, clusters);
  if (!likelihood && !judging) return () => ({});
  return (tables) => {
    const scores: Sample = sampleOf(
      {
        ...{ key: "", task: plan.task, real: plan.data.test.name, setting: "", source: null },
        ...{ metric: data.metric, tables, solvers: solvers.map(({ name }) => name) },
      },
      { seed: plan.seed },
    );
    const samples = { scores, ...(likelihood && { likelihood: likelihood.sample }) };
    return {
      ...(likelihood && { likelihood: likelihood.result(scores) }),
      ...(judging && { judges: judgesResult(plan, judging, samples) }),
    };
  };
}
