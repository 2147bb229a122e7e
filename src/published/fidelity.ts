/** @file The score matrices published with arXiv 2409.11968, replayed through the lab's own measures. */
import type { ScoreMatrix } from "#core/words.ts";
import { analyse, type Measures } from "#measures/analyse.ts";
import panel from "./panel.json";
import { readingCost } from "./reading-error.ts";
import a from "./sets/a.json";
import b from "./sets/b.json";
import c from "./sets/c.json";
import d from "./sets/d.json";
import e from "./sets/e.json";
import f from "./sets/f.json";

/**
 * How scores became known. `exact`: printed in full precision. `centred`: printed in full after each row's mean was taken
 * off, the means read from a chart. `digitised`: every score read from a chart.
 */
export type Provenance = "exact" | "centred" | "digitised";

/** What one cell of the authors' notebook printed. `decimals`: how many it printed; null for full precision. */
export interface PrintedFigures {
  cell: number;
  decimals: number | null;
  values: Readonly<Record<string, number>>;
}

/** A published score matrix and what its authors printed about it. */
export interface PublishedSet {
  id: string;
  title: string;
  task: string;
  /** The real data's name in the field. */
  dataset: string;
  scorer: string;
  /** What the generators were shown. */
  demonstrations: string;
  provenance: Provenance;
  /** Where each number stands. */
  source: string;
  notes: readonly string[];
  /** dataset → instances that its scores rest on. */
  rows: Readonly<Record<string, number>>;
  /** dataset → solvers whose marks were hidden on the chart. */
  hidden: Readonly<Record<string, readonly string[]>>;
  matrix: ScoreMatrix;
  printed: Readonly<Partial<Record<keyof Measures, PrintedFigures>>>;
}

/** `rounds`: ours rounds to the printed value. `reading`: reading scores from a chart can explain the gap. */
export type Verdict = "rounds" | "reading" | "differs";

/** A printed value beside ours. */
export interface Replayed {
  measure: keyof Measures;
  /** Dataset or model. */
  key: string;
  printed: number;
  decimals: number | null;
  ours: number | null;
  /** Half of the last printed digit; 1e-12 where everything was printed. */
  rounding: number;
  /** What reading scores from a chart may change at worst. */
  reading: number;
  verdict: Verdict;
}

interface SetFile extends Omit<PublishedSet, "matrix" | "hidden" | "provenance"> {
  provenance: string;
  metric: string;
  real: string;
  datasets: Readonly<Record<string, readonly number[]>>;
  hidden?: PublishedSet["hidden"];
  rowMeans?: Readonly<Record<string, number>>;
}

function publishedSet({ metric, real, datasets, rowMeans = {}, hidden = {}, ...set }: SetFile): PublishedSet {
  const { solvers, generators } = panel;
  const absolute = Object.entries(datasets).map(([name, row]) => {
    const mean = rowMeans[name] ?? 0;
    return [name, row.map((score) => score + mean)] as const;
  });
  return {
    ...set,
    hidden,
    provenance: set.provenance as Provenance,
    matrix: { metric, real, solvers, datasets: Object.fromEntries(absolute), generators },
  };
}

/** Six sets: CrossNER politics (A, B, C), SemEval-2014 tweet-news (D, E), SNIPS (F). */
export const publishedSets: readonly PublishedSet[] = [a, b, c, d, e, f].map(publishedSet);

/** Slack of binary fractions when a value lies just between two printed ones. */
const slack = 1e-12;

/**
 * Recomputes a published set and compares every printed value with ours.
 *
 * `reading`: measure → dataset or model → what reading scores from a chart may change at worst (0 for exact scores).
 */
export function replay(set: PublishedSet): {
  measures: Measures;
  reading: Record<keyof Measures, Record<string, number>>;
  comparisons: readonly Replayed[];
} {
  const measures = analyse(set.matrix);
  const reading = readingCost(set, measures);
  const comparisons = Object.entries(set.printed).flatMap(([name, { decimals, values }]) => {
    const measure = name as keyof Measures;
    const rounding = decimals === null ? slack : 0.5 * 10 ** -decimals;
    return Object.entries(values).map(([key, printed]): Replayed => {
      const ours = measures[measure][key]?.estimate ?? null;
      const cost = reading[measure][key] ?? 0;
      const gap = ours === null ? Infinity : Math.abs(ours - printed) - slack;
      const verdict = gap <= rounding ? "rounds" : gap <= rounding + cost ? "reading" : "differs";
      return { measure, key, printed, decimals, ours, rounding, reading: cost, verdict };
    });
  });
  return { measures, reading, comparisons };
}
