/** @file A score of the matrix as a measure, and what such scores allow to say. */
import { difference } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { Result, SolverFacts } from "#state/lab.svelte.ts";
import { directionOf } from "#state/metrics.ts";

/** What the parts of the report that show scores read: of a study, or of a published matrix. */
export interface ScoredPanel extends Pick<Result, "metric" | "solvers" | "real" | "datasets"> {
  solverFacts: Readonly<Record<string, Pick<SolverFacts, "generates" | "preparation">>>;
  measures: Pick<Result["measures"], "units">;
}

/** Rows of 95% intervals need not be there: studies of an earlier version have none. */
export function scoreOf({ datasets, measures }: ScoredPanel, dataset: string, solver: number): Measure {
  const { scores, intervals } = datasets[dataset]!;
  const [low, high] = intervals?.[solver] ?? [null, null];
  return { estimate: scores[solver] ?? null, low, high, n: measures.units[dataset] ?? 0 };
}

/** The generated sets of a solver, in the order of the matrix. */
export function setsOf({ datasets }: Result, solver: string): string[] {
  return Object.entries(datasets).flatMap(([name, { generator }]) => (generator === solver ? [name] : []));
}

/** Neighbours in the order of the real scores, and how many of them lie closer than their intervals are wide. */
export function neighbours(result: Result): { pairs: number; close: number } {
  const scores = result.solvers
    .map((_, m) => scoreOf(result, result.real, m))
    .filter(({ estimate, low }) => estimate !== null && low !== null)
    .sort((a, b) => a.estimate! - b.estimate!);
  const close = scores.filter((upper, i) => i > 0 && upper.low! <= scores[i - 1]!.high!).length;
  return { pairs: Math.max(0, scores.length - 1), close };
}

/** Best minus worst score of the solvers on the real rows; null where none is defined. */
export function span({ datasets, real }: Result): number | null {
  const scores = datasets[real]!.scores.filter((score) => score !== null);
  return scores.length === 0 ? null : Math.max(...scores) - Math.min(...scores);
}

/** "easier by +.041": how much a set lifts the solvers' mean score over that on the real rows; empty where undefined. */
export function shiftWords({ datasets, real, metric }: ScoredPanel, name: string): string {
  const set = datasets[name]?.scores;
  if (!set) return "";
  const gaps = set.flatMap((score, m) => {
    const onReal = datasets[real]!.scores[m] ?? null;
    return score === null || onReal === null ? [] : [score - onReal];
  });
  if (gaps.length === 0) return "";
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return `${directionOf(metric) * mean >= 0 ? "easier" : "harder"}, ${difference(mean)}`;
}
