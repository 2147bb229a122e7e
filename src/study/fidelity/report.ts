/** @file From stored rows to results: the one route that the screen, the export and the headless run share. */
import type { Measure, Prediction } from "#core/words.ts";
import { copiedShare, distinctN, uniqueShare } from "#measures/diversity.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { proportion } from "#measures/proportion.ts";
import type { Crossing } from "#measures/over-draws.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { auditOf } from "#study/fidelity/audit.ts";
import { beyondScores } from "#study/fidelity/beyond-scores.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import type { Written } from "#study/fidelity/written.ts";
import { dialResult } from "#study/fidelity/dial-report.ts";
import { studyNotes } from "#study/fidelity/notes.ts";
import { decide } from "#study/fidelity/decision.ts";
import { entityCounts, entityLabelScores, otherScores } from "#study/fidelity/other-scores.ts";
import { studySlices } from "#study/fidelity/slices.ts";
import { clustersOf, studyDatasets, studyTables } from "#study/fidelity/tables.ts";
import { foldsOf } from "#study/fidelity/parts.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";
import type { Result } from "#study/results.ts";
import type { SolverFacts, SyntheticFacts } from "#study/fidelity/facts.ts";
import { type AgreementJudge, fitAgreementJudge } from "#tasks/agreement.ts";

/** One result per way to solve. A pure function of a study's rows: equal rows, equal results. */
export function report(input: ReportInput): Result[] {
  const { plan, data, solvers, written } = input;
  const real = plan.data.test.name;
  const datasets = studyDatasets(input);
  const clusters = clustersOf(datasets);
  const names = solvers.map((solver) => solver.name);
  const judge = judgeOf(input);
  const syntheticFacts = Object.fromEntries(written.map((set) => [set.dataset.name, factsOf(set, plan, data, judge)]));
  const agreementCeiling = proportion(judge.ceiling.hits, judge.ceiling.n);

  const audit = auditOf(input);
  const beyond = beyondScores(input, datasets, clusters);

  return input.predictions.map(({ way, rows }) => {
    const tables = studyTables(datasets, clusters, names, rows);
    const { matrix, measures, intervals } = measuresWithIntervals(tables, {
      solvers: names,
      metric: data.metric,
      seed: plan.seed,
      controls: controlsOf(solvers),
      crossing: crossingOf(solvers),
    });
    const scores = Object.fromEntries(
      datasets.map(({ name, generator, seed }) => [
        name,
        { generator, seed, scores: matrix.datasets[name]!, intervals: intervals[name]! },
      ]),
    );
    const slices = studySlices({ plan, labels: data.labels, metric: data.metric, datasets, tables, solvers: names });
    const task = taskOfPlan(plan).name;
    const { metric, labels } = data;
    const scoredAlike = { task, metric, labels, real, tables, solvers: names, seed: plan.seed };
    const byLabel = entityLabelScores(scoredAlike);
    const counts = entityCounts(scoredAlike);
    const evidence = {
      metric,
      real,
      solvers: names,
      datasets: scores,
      measures,
      syntheticFacts,
      agreementCeiling,
      slices,
    };
    return {
      task: plan.task,
      solve: way,
      real,
      metric: data.metric,
      solvers: matrix.solvers,
      solverFacts: Object.fromEntries(solvers.map((solver) => [solver.name, solverFacts(solver, rows)])),
      datasets: scores,
      syntheticFacts,
      agreementCeiling,
      measures,
      slices,
      otherScores: otherScores(scoredAlike),
      ...(byLabel && { entityLabelScores: byLabel }),
      ...(counts && { entityCounts: counts }),
      decision: decide(evidence),
      ...(way === "direct" && input.dial && { dial: dialResult(input, input.dial) }),
      ...beyond(tables),
      ...(audit && { audit }),
      notes: studyNotes({ ...{ plan, data, way, solvers, written, measures }, unparsed: unreadIn(rows) }),
    };
  });
}

const unreadIn = (rows: readonly Prediction[]) => rows.filter(({ prediction }) => prediction === null).length;

/** The agreement classifier; it speaks of labels, so other tasks have none. */
function judgeOf({ plan, data }: ReportInput): AgreementJudge {
  const { name } = taskOfPlan(plan);
  if (name !== "classification") {
    const reason = "A classifier can judge labels of texts alone; this task has none.";
    return {
      basis: "training",
      ceiling: { hits: 0, n: 0 },
      agreement: (synthetic) => ({ hits: null, n: synthetic.length, reason }),
    };
  }
  return fitAgreementJudge({
    labels: data.labels,
    real: data.test,
    training: data.training,
    demonstrations: data.demonstrations.flat(),
    seed: plan.seed,
    ...(data.folds && { crossFitting: { folds: data.folds, demonstrations: data.demonstrations } }),
  });
}

/** Bias factors are also computed among models of one family, and among models that saw the same demonstrations. */
function controlsOf(solvers: readonly SolverEntry[]): Record<string, Record<string, string | null>> {
  const generators = solvers.filter((solver) => solver.generates);
  const groups = (of: (solver: SolverEntry) => string | null) =>
    Object.fromEntries(generators.map((solver) => [solver.name, of(solver)]));
  return {
    sameFamily: groups((solver) => solver.family),
    ...(generators.some((solver) => solver.draw !== null) && {
      sameDemonstrations: groups((solver) => (solver.draw === null ? null : `draw ${solver.draw + 1}`)),
    }),
  };
}

/** Which generator is which model on which draw of demonstrations. */
function crossingOf(solvers: readonly SolverEntry[]): Crossing {
  return Object.fromEntries(
    solvers.flatMap(({ name, base, draw, generates }) =>
      generates && base !== null && draw !== null ? [[name, { model: base, draw: `draw ${draw + 1}` }]] : [],
    ),
  );
}

function solverFacts(solver: SolverEntry, rows: readonly Prediction[]): SolverFacts {
  const own = rows.filter((row) => row.solver === solver.name);
  const unparsed = own.filter((row) => row.prediction === null).length;
  const { preparation, parameters, family, draw, perLabel, generates } = solver;
  return { preparation, parameters, family, draw, perLabel, generates, unparsed: proportion(unparsed, own.length) };
}

function factsOf(set: Written, plan: Plan, data: StudyData, judge: AgreementJudge): SyntheticFacts {
  const { instances } = set.dataset;
  const texts = instances.map((instance) => instance.input);
  const folds = set.foldSizes ? foldsOf(set) : [...instances.keys()];
  const agreement = (rows: readonly number[]): Measure => {
    const { hits, n, reason } = judge.agreement(
      rows.map((i) => instances[i]!),
      rows.map((i) => folds[i]!),
    );
    return hits === null ? undefinedMeasure(n, reason ?? "The agreement classifier was refused.") : proportion(hits, n);
  };
  const everyRow = [...instances.keys()];
  const ofLabel = (label: string) => everyRow.filter((i) => instances[i]!.target === label);
  const held =
    taskOfPlan(plan).name === "classification" ? data.labels.filter((label) => ofLabel(label).length > 0) : [];
  return {
    yield: proportion(instances.length, set.attempts),
    attempts: set.attempts,
    rejected: set.rejected,
    agreement: agreement(everyRow),
    agreementByLabel: Object.fromEntries(held.map((label) => [label, agreement(ofLabel(label))])),
    uniqueShare: uniqueShare(texts),
    distinct2: distinctN(texts, 2),
    copiedShare: copiedShare(
      texts,
      data.demonstrations.flat().map((instance) => instance.input),
    ),
  };
}
