/** @file The labels of a data set. */
import type { Instance } from "#core/words.ts";

/**
 * The labels that occur in `instances`, each once, sorted by UTF-16 code unit so that the order never depends on the
 * machine's language. Empty for no instances.
 */
export function labelsOf(instances: readonly Pick<Instance, "target">[]): string[] {
  return [...new Set(instances.map((instance) => instance.target))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The instances of each label, labels sorted as by `labelsOf`, instances in their order. */
export function byLabel<Row extends Pick<Instance, "target">>(instances: readonly Row[]): Map<string, Row[]> {
  return byStratum(instances, ({ target }) => target);
}

/** The instances of each stratum, strata sorted by UTF-16 code unit, instances in their order. */
export function byStratum<Row>(instances: readonly Row[], stratumOf: (row: Row) => string): Map<string, Row[]> {
  const strata = [...new Set(instances.map(stratumOf))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const groups = new Map<string, Row[]>(strata.map((stratum) => [stratum, []]));
  for (const instance of instances) groups.get(stratumOf(instance))!.push(instance);
  return groups;
}
