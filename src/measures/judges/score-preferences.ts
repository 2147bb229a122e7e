/** @file Self-preference in scores and likelihoods: definitions that need no judge. */
import type { Measure } from "#core/words.ts";
import { measureOf, resampledValues, type Sample } from "#measures/intervals.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import type { Panel } from "#measures/panel.ts";
import { averageRanks } from "#measures/rank-correlation.ts";
import { biasFactorsOf, rowOf, type Statistic, type View } from "#measures/statistics.ts";
import type { Evidence } from "./evidence.ts";

type Statistics = (panel: Panel) => Statistic[];

function measured({ scores }: Evidence, model: string, statisticsOf: Statistics): Measure {
  return scores
    ? measuredIn(scores, model, statisticsOf)
    : undefinedMeasure(0, "It needs a score matrix, and none was given.");
}

function measuredIn(sample: Sample, model: string, statisticsOf: Statistics): Measure {
  const statistic = statisticsOf(sample.panel).find(({ key }) => key === model);
  if (!statistic) return undefinedMeasure(0, `"${model}" writes no dataset of the matrix.`);
  return measureOf(sample, statistic, statistic.compute(sample.observed), resampledValues(sample, statistic));
}

/** The bias factor, `biasFactorOf`. Source: arXiv 2409.11968. */
export const scoreBiasFactor = (evidence: Evidence, model: string): Measure =>
  measured(evidence, model, (panel) => biasFactorsOf(panel));

/** The bias factor's form on minus bits per byte; see `likelihoodMeasures`. */
export const likelihoodSelfPreference = ({ likelihood }: Evidence, model: string): Measure =>
  likelihood
    ? measuredIn(likelihood, model, (panel) => biasFactorsOf(panel))
    : undefinedMeasure(0, "It needs the likelihoods of the texts, and none were given.");

const columnsOf = (panel: Panel) => panel.generators.map(({ solver }) => solver);

/** R_rel(m | d) = K R(m) / sum_k R(k), over the K generators of the panel. */
function relative(panel: Panel, row: (solver: number) => number, own: number): number {
  const columns = columnsOf(panel);
  return (columns.length * row(columns[own]!)) / columns.reduce((sum, solver) => sum + row(solver), 0);
}

const onOwn =
  ({ panel, generated }: View, own: number) =>
  (solver: number) =>
    generated[own * panel.solvers.length + solver]!;

/**
 * B(m) = R_rel(m | own data) - R_rel(m | real data), R_rel = K R(m) / sum of R over the K generators.
 *
 * A difference of ratios to the mean, 0 without bias, > 0 where own data inflate the score. Undefined without real data,
 * with one generator, or where nobody scores. Source: Yuan et al. 2025, "Silencer", arXiv 2505.20738.
 */
export const relativeSelfBias = (evidence: Evidence, model: string): Measure =>
  measured(evidence, model, (panel) => {
    const { real } = panel;
    return panel.generators.map(({ name, datasets }, own) => ({
      key: name,
      compared: panel.generators.length,
      datasets: [...(real === null ? [] : [real]), ...datasets],
      compute: (view) => {
        if (real === null || panel.generators.length < 2) return NaN;
        const onReal = rowOf(view, real);
        const gain = relative(panel, onOwn(view, own), own) - relative(panel, (solver) => onReal[solver]!, own);
        return panel.direction * gain;
      },
      gap: () =>
        real === null
          ? "There is no real dataset to compare with."
          : panel.generators.length < 2
            ? "It compares generators; two or more are needed."
            : "A score is missing, or nobody scores above 0 on one of the two.",
    }));
  });

/**
 * bias(m) = rank of m on its own data - mean of its ranks on the other generators' data; rank 1 is the best of the
 * generators, ties share theirs.
 *
 * In ranks, 0 without bias, NEGATIVE where m favours itself. Undefined with one generator or a missing score.
 * Source: Xu W. et al. 2025, "Deconstructing self-bias", arXiv 2509.26600.
 */
export const rankSelfBias = (evidence: Evidence, model: string): Measure =>
  measured(evidence, model, (panel) =>
    panel.generators.map(({ name }, own) => ({
      key: name,
      compared: panel.generators.length,
      datasets: panel.generators.flatMap(({ datasets }) => datasets),
      compute: (view) => {
        const others = panel.generators.length - 1;
        const ranks = panel.generators.map((_, g) => {
          const scores = columnsOf(panel).map(onOwn(view, g));
          return scores.some(Number.isNaN) ? NaN : averageRanks(scores.map((score) => -panel.direction * score))[own]!;
        });
        const rest = ranks.reduce((sum, rank, g) => (g === own ? sum : sum + rank), 0);
        return others === 0 ? NaN : ranks[own]! - rest / others;
      },
      gap: () =>
        panel.generators.length < 2 ? "It compares generators; two or more are needed." : "A score is missing.",
    })),
  );
