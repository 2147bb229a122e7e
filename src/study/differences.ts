/** @file Two computations of the same results, compared number by number. */

export interface Difference {
  /** Where in the results, e.g. `direct › measures › mspd › zoo/formal-65k › estimate`. */
  place: string;
  stated: unknown;
  recomputed: unknown;
}

/** Floating point differs between engines in the last digits. */
const tolerance = 1e-9;

const isLeaf = (value: unknown) => value === null || typeof value !== "object";

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

/**
 * Where `stated` says something else than `recomputed`: numbers, nulls and truth values, not wording. What only one of
 * the two holds counts if `stated` holds it: a later version may compute more.
 */
export function differences(stated: unknown, recomputed: unknown, place: readonly string[] = []): Difference[] {
  if (isLeaf(stated)) {
    if (typeof stated === "string" || same(stated, recomputed)) return [];
    return [{ place: place.join(" › "), stated, recomputed: isLeaf(recomputed) ? recomputed : "a list" }];
  }
  const other = (isLeaf(recomputed) ? {} : recomputed) as Record<string, unknown>;
  return Object.entries(stated as object).flatMap(([key, value]: [string, unknown]) => {
    const way = (value as { solve?: unknown } | null)?.solve; // a result is called by its way to solve
    const step = place.length === 0 && typeof way === "string" ? way : key;
    return differences(value, Object.hasOwn(other, key) ? other[key] : undefined, [...place, step]);
  });
}
