/** @file All measures with their intervals, in every metric: seconds of one core. */
import { metrics, type Metric } from "#measures/metrics.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { median, type Figure, type Part } from "./figure.ts";
import { madePanel } from "./panels.ts";

const rounds = 3;
const arms = 6;
const size = { models: 6, datasets: 7, rows: 200 };

/** Processor seconds of `work`, so that what else the machine does counts little. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage().user;
  work();
  return (process.cpuUsage().user - before) / 1e6;
}

function figureOf(metric: Metric): Figure {
  const studies = Array.from({ length: arms }, (_, arm) => madePanel(metric, size, arm));
  const measure = ({ solvers, tables }: (typeof studies)[number], seed: number) =>
    void measuresWithIntervals(tables, { solvers, metric, seed });
  const single = Array.from({ length: rounds }, (_, round) => secondsOf(() => measure(studies[0]!, round)));
  const all = secondsOf(() => studies.forEach(measure));
  return {
    title: `All measures, ${metrics[metric].name}`,
    measured: {
      value: median(single),
      unit: "s",
      what: `a real set and one by each of 6 models, 200 rows, 2,000 resamples`,
    },
    baseline: null,
    ratio: null,
    target: { of: "measured", kind: "below", bound: 3 },
    notes: [`${arms} such studies one after another: ${all.toFixed(1)} s.`],
  };
}

export function timeMeasures(): Part {
  return { figures: (Object.keys(metrics) as Metric[]).map(figureOf), skipped: [] };
}
