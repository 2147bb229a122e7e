/** @file The score matrices published with arXiv 2409.11968, replayed through the lab's own measures. */
import type { ScoreMatrix } from "#core/words.ts";
import { analyse, type Measures } from "#measures/analyse.ts";
import tables from "./fidelity.json";

type Printed = Partial<Record<keyof Measures, Record<string, number>>>;

/** A published score matrix and what its authors printed about it. */
export interface PublishedSet {
  id: string;
  title: string;
  /** `printed`: the authors' full precision. `digitised`: read from their chart, scores within about 0.002. */
  source: "printed" | "digitised";
  matrix: ScoreMatrix;
  printed: Printed;
}

/** A printed value beside ours. `tolerance`: half its last printed digit plus what digitising costs. */
export interface Replayed {
  measure: keyof Measures;
  key: string;
  printed: number;
  ours: number | null;
  tolerance: number;
  agrees: boolean;
}

/** What reading scores from a chart may cost a measure. */
const digitisingCost: Record<keyof Measures, number> = { mspd: 0.005, spearman: 0, pearson: 0.005, biasFactor: 0.005 };

/** Decimals that the authors printed: bias factors of set C in full, of set D to three, everything else to two. */
function printedTolerance(set: PublishedSet, measure: keyof Measures): number {
  if (measure !== "biasFactor") return 0.005;
  return set.source === "printed" ? 1e-12 : 0.0005;
}

/** The six sets A to F: politics (A, B, C; C holds centred rows and no real data), tweet-news (D, E), SNIPS (F). */
export const publishedSets: readonly PublishedSet[] = tables.sets.map((set) => ({
  id: set.id,
  title: set.title,
  source: set.source as PublishedSet["source"],
  matrix: {
    metric: set.metric,
    real: set.real,
    solvers: tables.solvers,
    datasets: set.datasets as unknown as ScoreMatrix["datasets"],
    generators: tables.generators,
  },
  printed: set.printed as Printed,
}));

/** Recomputes a published set and compares every printed value with ours. */
export function replay(set: PublishedSet): { measures: Measures; comparisons: readonly Replayed[] } {
  const measures = analyse(set.matrix);
  const comparisons = Object.entries(set.printed).flatMap(([name, values]) => {
    const measure = name as keyof Measures;
    const reading = set.source === "digitised" ? digitisingCost[measure] : 0;
    const tolerance = printedTolerance(set, measure) + reading + 1e-13;
    return Object.entries(values).map(([key, printed]): Replayed => {
      const ours = measures[measure][key]?.estimate ?? null;
      return { measure, key, printed, ours, tolerance, agrees: ours !== null && Math.abs(ours - printed) <= tolerance };
    });
  });
  return { measures, comparisons };
}
