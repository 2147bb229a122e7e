/** @file The metrics of all tasks, and what every measure must know about them. */
import { smoothedLogOdds } from "./log-odds.ts";

/** The tasks whose answers are scored. */
export type ScoredTask = "classification" | "similarity" | "entities" | "answers";

/** Names of the metrics as in plans. */
export type Metric =
  | "macroF1"
  | "accuracy"
  | "pearson"
  | "spearman"
  | "meanSquaredError"
  | "entityTypeF1"
  | "partialF1"
  | "exactF1"
  | "strictF1"
  | "tokenF1"
  | "exactMatch";

export interface MetricFacts {
  task: ScoredTask;
  /** As printed in running text. */
  name: string;
  /** The score of endless errors and of perfect answers. */
  worst: number;
  perfect: number;
  higherIsBetter: boolean;
  /** Whether a dataset's score is the plain mean of a value per row, so that its sampling variance has a formula. */
  meanOverRows: boolean;
  /** The scale without a ceiling on which the bias factor is computed a second time. */
  openScale: "log-odds" | "Fisher z" | "logarithm";
}

const share = { worst: 0, perfect: 1, higherIsBetter: true, openScale: "log-odds" } as const;
const correlation = {
  worst: -1,
  perfect: 1,
  higherIsBetter: true,
  meanOverRows: false,
  openScale: "Fisher z",
} as const;

/** Every metric; the first of a task is its headline. */
export const metrics: Readonly<Record<Metric, MetricFacts>> = {
  macroF1: { task: "classification", name: "macro-F1", meanOverRows: false, ...share },
  accuracy: { task: "classification", name: "accuracy", meanOverRows: true, ...share },
  pearson: { task: "similarity", name: "Pearson correlation", ...correlation },
  spearman: { task: "similarity", name: "Spearman correlation", ...correlation },
  meanSquaredError: {
    task: "similarity",
    name: "mean squared error",
    worst: Infinity,
    perfect: 0,
    higherIsBetter: false,
    meanOverRows: false,
    openScale: "logarithm",
  },
  entityTypeF1: { task: "entities", name: "entity-type F1", meanOverRows: false, ...share },
  partialF1: { task: "entities", name: "partial F1", meanOverRows: false, ...share },
  exactF1: { task: "entities", name: "exact F1", meanOverRows: false, ...share },
  strictF1: { task: "entities", name: "strict F1", meanOverRows: false, ...share },
  tokenF1: { task: "answers", name: "token F1", meanOverRows: true, ...share },
  exactMatch: { task: "answers", name: "exact match", meanOverRows: true, ...share },
};

/** The metrics of a task, its headline first. */
export function metricsOf(task: ScoredTask): Metric[] {
  return (Object.keys(metrics) as Metric[]).filter((metric) => metrics[metric].task === task);
}

/** 1 where more of the metric is better, -1 where less is; a metric that is not ours counts as a score. */
export function directionOf(metric: string): 1 | -1 {
  return Object.hasOwn(metrics, metric) && !metrics[metric as Metric].higherIsBetter ? -1 : 1;
}

/**
 * A score on the metric's scale without a ceiling (or floor).
 *
 * A score s in [0, 1]: `smoothedLogOdds`. A correlation r: Fisher's z = atanh(r), smoothed in the same way, half the
 * log-odds of (1 + r) / 2. A mean squared error e: ln(e + 0.5 / rows), half a squared point more over all rows. All are
 * finite at the ends of the scale and keep the metric's direction. NaN for a NaN score.
 */
export function onOpenScale(metric: Metric, score: number, rows: number): number {
  const { openScale } = metrics[metric];
  if (openScale === "log-odds") return smoothedLogOdds(score, rows);
  return openScale === "Fisher z" ? smoothedLogOdds((1 + score) / 2, rows) / 2 : Math.log(score + 0.5 / rows);
}
