/** @file The bias factor in its views: on two scales, and against narrower sets of rivals. */
import { counted, difference, logit, type NumberFormat } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { Result } from "#state/lab.svelte.ts";
import { type Metric, metrics } from "#state/metrics.ts";
import { metricUnit } from "./words.ts";

export interface BiasView {
  title: string;
  measures: Readonly<Record<string, Measure>>;
  write: NumberFormat;
  /** Views of one scale are drawn over one range. */
  scale: "points" | "log-odds";
}

const controls: Record<string, string> = {
  sameFamily: "Against its own family",
  sameDemonstrations: "Against the same demonstrations",
};

const openScales = {
  "log-odds": "Log-odds",
  "Fisher z": "Fisher’s z",
  logarithm: "Logarithm of the error",
} as const;

export function biasViews({ measures, metric }: Result): BiasView[] {
  const points = { write: difference, scale: "points" } as const;
  return [
    { title: capitalised(metricUnit(metric)), measures: measures.biasFactor, ...points },
    {
      title: openScales[metrics[metric as Metric].openScale],
      measures: measures.biasFactorLogOdds,
      write: logit,
      scale: "log-odds",
    },
    ...Object.entries(measures.biasFactorControls).map(([control, found]) => ({
      title: controls[control] ?? control,
      measures: found,
      ...points,
    })),
  ];
}

const capitalised = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

/** The generators, fewest parameters first. */
export function bySize({ measures, solverFacts }: Result): string[] {
  const size = (model: string) => solverFacts[model]?.parameters ?? Infinity;
  return Object.keys(measures.biasFactor).sort((a, b) => size(a) - size(b));
}

/** The names without their folders where they still differ: a plot has little room. */
export function shortNames(names: readonly string[]): string[] {
  const short = names.map((name) => name.slice(name.lastIndexOf("/") + 1));
  return new Set(short).size === names.length ? short : [...names];
}

/** Says names without their folders in the sentences of a result, where all of its solvers and sets still differ. */
export function shortNameIn({ solvers, datasets }: Pick<Result, "solvers" | "datasets">): (name: string) => string {
  const names = [...new Set([...solvers, ...Object.keys(datasets)])];
  const short = new Map(shortNames(names).map((own, i) => [names[i]!, own]));
  return (name) => short.get(name) ?? name;
}

/** The range that holds zero and all intervals. */
export function rangeOf(measures: readonly Measure[]): [number, number] {
  const ends = measures.flatMap(({ estimate, low, high }) => [estimate, low, high]).filter((end) => end !== null);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

/** What an interval plot shows, in words. */
export function plotSummary(measures: readonly Measure[]): string {
  const told = measures.filter(({ low }) => low !== null);
  if (told.length === 0) return "No interval could be computed; the table gives the reasons.";
  const above = told.filter(({ low }) => low! > 0).length;
  const below = told.filter(({ high }) => high! < 0).length;
  const ns = told.map(({ n }) => n);
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  const n = least === most ? `${least}` : `${least} to ${most}`;
  const missing = measures.length > told.length ? `, ${measures.length - told.length} undefined` : "";
  return `${counted(told.length, "interval")} of 95%, n ${n}: ${above} above zero, ${below} below${missing}.`;
}
