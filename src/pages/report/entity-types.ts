/** @file Scores by entity type: real rows against each synthetic set. */
import { difference } from "#charts/format.ts";
import type { Result } from "#state/lab.svelte.ts";
import { shortNameIn } from "./own-data.ts";

interface Side {
  /** Mean F1 over the solvers; null where none has one. */
  mean: number | null;
  /** True entities of this type; null in studies that did not count them. */
  n: number | null;
}

export interface TypeRow {
  label: string;
  real: Side;
  sets: readonly (Side & { name: string; difference: number | null })[];
}

/** A row per entity type; the difference is the mean over solvers that have a score on both sides. */
export function entityTypeRows(
  { real, datasets, entityCounts }: Pick<Result, "real" | "datasets" | "entityCounts">,
  scores: NonNullable<Result["entityLabelScores"]>,
): TypeRow[] {
  const sets = Object.keys(datasets).filter((name) => name !== real);
  return Object.entries(scores).map(([label, byDataset]) => {
    const onReal = byDataset[real] ?? [];
    const n = (name: string) => entityCounts?.[label]?.[name] ?? null;
    return {
      label,
      real: { mean: mean(onReal), n: n(real) },
      sets: sets.map((name) => {
        const own = byDataset[name] ?? [];
        const gaps = own.map((score, m) =>
          score === null || (onReal[m] ?? null) === null ? null : score - onReal[m]!,
        );
        return { name, mean: mean(own), n: n(name), difference: mean(gaps) };
      }),
    };
  });
}

function mean(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0) / told.length;
}

/** "The largest difference: PER on anna-xs, −.210." */
export function entityTypesSentence(result: Pick<Result, "solvers" | "datasets">, rows: readonly TypeRow[]): string {
  const all = rows.flatMap(({ label, sets }) => sets.map((set) => ({ label, ...set })));
  const told = all.filter((set) => set.difference !== null);
  if (told.length === 0) return "No type has scores on both sides.";
  const most = told.reduce((best, next) => (Math.abs(next.difference!) > Math.abs(best.difference!) ? next : best));
  const name = shortNameIn(result)(most.name);
  return `The largest difference is that of ${most.label} on ${name}: ${difference(most.difference!)}.`;
}
