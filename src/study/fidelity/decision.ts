/** @file May a synthetic set replace real data? Stated rules on intervals, never on point estimates. */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { type Metric, metrics } from "#measures/metrics.ts";
import { averageOfGeneratorsName } from "#measures/panel.ts";
import { proportion } from "#measures/proportion.ts";
import { leastRankCeiling } from "#measures/rank-ceiling.ts";
import type { StudyMeasures } from "#measures/study-measures.ts";
import { type Condition, enough, interval, joint } from "#study/fidelity/conditions.ts";
import { type LabelVerdict, labelVerdicts } from "#study/fidelity/label-verdicts.ts";
import type { SliceTable } from "#study/fidelity/slices.ts";
import * as tolerances from "#study/fidelity/tolerances.ts";
import { grouped } from "#study/grouped.ts";
import type { DatasetScores, SyntheticFacts } from "#study/fidelity/facts.ts";

export type Verdict = "use" | "use for these labels" | "do not use" | "cannot tell";

/** One thing that a set may be used for, with every number that was compared. */
export interface Purpose {
  verdict: Verdict;
  conditions: readonly Condition[];
}

export interface SetDecision {
  /** A synthetic set, or the average of generators. */
  set: string;
  /** Both purposes in one word; see `decide`. */
  verdict: Verdict;
  /** May scores be reported from it? */
  scores: Purpose;
  /** May it choose between systems? */
  ranking: Purpose;
  labels: readonly LabelVerdict[];
  /** Its generators whose bias factor is above 0: they are not to be judged by it. */
  favours: readonly string[];
}

export interface Decision {
  sets: readonly SetDecision[];
  tolerances: Readonly<typeof tolerances>;
}

interface Evidence {
  metric: Metric;
  real: string;
  solvers: readonly string[];
  datasets: Readonly<Record<string, Pick<DatasetScores, "generator">>>;
  measures: StudyMeasures;
  syntheticFacts: Readonly<Record<string, SyntheticFacts>>;
  agreementCeiling: Measure;
  slices: readonly SliceTable[];
}

/**
 * Decides on every synthetic set and on the average of generators.
 *
 * **Scores**: enough real rows, synthetic rows and solvers; the typical error of a score (root of `squaredScoreError`)
 * within scoreTolerance; label agreement not clearly below the classifier's own accuracy by more than agreementTolerance
 * (a small error of doubtful labels is two errors that cancel); and no label clearly apart. All met: use. Clear failure of
 * the labels apart alone: use for the labels that are as real, if there are any. Other clear failure: do not use, unless
 * labels are as real. Else cannot tell, unless labels are as real. Tasks without labels have neither of the two conditions
 * on labels. An error without a bound (mean squared error) has no tolerance, so its scores cannot be told.
 * **Ranking**: enough rows and solvers; a panel that real data can rank; `rankDeficit` within rankTolerance.
 * **Both**: use where one of them is use; else for these labels where scores say so; else do not use where one clearly
 * fails; else cannot tell. Sets without rows are left out.
 */
export function decide(evidence: Evidence): Decision {
  const { datasets, measures } = evidence;
  const average = averageOfGeneratorsName in measures.spearman ? [averageOfGeneratorsName] : [];
  const written = Object.keys(datasets).filter((name) => datasets[name]!.generator !== null);
  const judged =
    new Set(written.map((name) => datasets[name]!.generator)).size > 1 ? [...written, ...average] : written;
  return { sets: judged.map((set) => decideOn(set, evidence)), tolerances: { ...tolerances } };
}

function decideOn(set: string, evidence: Evidence): SetDecision {
  const { agreementCeiling, slices, measures } = evidence;
  const parts = set === averageOfGeneratorsName ? writtenSets(evidence) : [set];
  const facts = parts.flatMap((name) => evidence.syntheticFacts[name] ?? []);
  const labelSlices = slices.find(({ kind }) => kind === "label")?.slices ?? [];
  const agreements = pooledByLabel(facts);
  const few = evidence.solvers.length < tolerances.leastSolvers;
  const labels = labelVerdicts(labelSlices, set, { agreements, agreementCeiling, fewSolvers: few });
  const scores = scoresPurpose(set, parts, pooled(facts.map((own) => own.agreement)), labels, evidence);
  const ranking = rankingPurpose(set, parts, evidence);
  const generators = new Set(parts.map((name) => evidence.datasets[name]!.generator!));
  const favours = [...generators].filter((generator) => (measures.biasFactor[generator]?.low ?? 0) > 0);
  return { set, verdict: together(scores.verdict, ranking.verdict), scores, ranking, labels, favours };
}

function writtenSets({ datasets }: Evidence): string[] {
  return Object.keys(datasets).filter((name) => datasets[name]!.generator !== null);
}

function sizes(parts: readonly string[], { real, solvers, measures }: Evidence): Condition[] {
  const { leastRows, leastSolvers } = tolerances;
  return [
    enough("real rows", measures.units[real] ?? 0, leastRows),
    enough(
      "synthetic rows",
      parts.reduce((sum, name) => sum + (measures.units[name] ?? 0), 0),
      leastRows,
    ),
    enough("solvers", solvers.length, leastSolvers),
  ];
}

const unboundedReason =
  "Mean squared error has no upper end, and how much of it may be wrong depends on the scale and on what the scores are " +
  "for: no tolerance is set. Make a correlation the plan's metric to get a decision.";

function scoresPurpose(
  set: string,
  parts: readonly string[],
  agreement: Measure,
  labels: readonly LabelVerdict[],
  evidence: Evidence,
): Purpose {
  const { scoreTolerance, agreementTolerance } = tolerances;
  const apart = labels.filter(({ why }) => why === "harder" || why === "easier").length;
  const found: Measure = { estimate: apart, low: apart, high: apart, n: labels.length };
  const right = (evidence.agreementCeiling.estimate ?? 1) - agreementTolerance;
  const { task, worst } = metrics[evidence.metric];
  const error = root(evidence.measures.squaredScoreError[set]);
  const bounded = Number.isFinite(worst);
  const labelled = task === "classification";
  const basis = [
    ...sizes(parts, evidence),
    interval(
      "score error",
      bounded || error.reason ? error : { ...error, reason: unboundedReason },
      "at most",
      bounded ? scoreTolerance : null,
    ),
    ...(labelled ? [interval("label agreement", agreement, "at least", right, "not fail")] : []),
  ];
  const conditions = [...basis, ...(labelled ? [interval("labels apart", found, "at most", 0, "not fail")] : [])];
  const asReal = labels.some(({ verdict }) => verdict === "synthesise");
  const outcome = joint(conditions);
  const otherwise = joint(basis) === "failed" ? "do not use" : "cannot tell";
  return { verdict: outcome === "met" ? "use" : asReal ? "use for these labels" : otherwise, conditions };
}

function rankingPurpose(set: string, parts: readonly string[], evidence: Evidence): Purpose {
  const { rankCeiling, rankDeficit } = evidence.measures;
  const ceiling: Condition = {
    name: "rankable",
    found: rankCeiling,
    relation: "at least",
    threshold: leastRankCeiling,
    outcome: rankCeiling.rankable ? "met" : "unclear",
    must: "be met",
  };
  const deficit = rankDeficit[set] ?? undefinedMeasure(0, "There is no real dataset to compare with.");
  const conditions = [
    ...sizes(parts, evidence),
    ceiling,
    interval("rank deficit", deficit, "at most", tolerances.rankTolerance),
  ];
  const outcome = joint(conditions);
  return { verdict: outcome === "met" ? "use" : outcome === "failed" ? "do not use" : "cannot tell", conditions };
}

function together(scores: Verdict, ranking: Verdict): Verdict {
  if (scores === "use" || ranking === "use") return "use";
  if (scores === "use for these labels") return scores;
  return scores === "do not use" || ranking === "do not use" ? "do not use" : "cannot tell";
}

/** The typical error of a score: the root of the squared one, 0 where that is negative. */
function root(error: Measure | undefined): Measure {
  if (!error) return undefinedMeasure(0, "There is no real dataset to compare with.");
  const of = (value: number | null) => (value === null ? null : Math.sqrt(Math.max(0, value)));
  return { ...error, estimate: of(error.estimate), low: of(error.low), high: of(error.high) };
}

/** Shares of several sets as one, over all their rows; undefined where one is. */
function pooled(shares: readonly Measure[]): Measure {
  const gap = shares.find((share) => share.estimate === null);
  const n = shares.reduce((sum, share) => sum + share.n, 0);
  if (gap || n === 0) return undefinedMeasure(n, gap?.reason ?? "There are no rows.");
  return proportion(Math.round(shares.reduce((sum, share) => sum + share.estimate! * share.n, 0)), n);
}

function pooledByLabel(facts: readonly SyntheticFacts[]): Map<string, Measure> {
  const shares = grouped(
    facts.flatMap((own) => Object.entries(own.agreementByLabel)),
    ([label]) => label,
  );
  return new Map([...shares].map(([label, own]) => [label, pooled(own.map(([, share]) => share))]));
}
