/** @file The labels of a data set. */
import type { Instance } from "#core/words.ts";

/**
 * The labels that occur in `instances`, each once, sorted by UTF-16 code unit so that the order never depends on the
 * machine's language. Empty for no instances.
 */
export function labelsOf(instances: readonly Instance[]): string[] {
  return [...new Set(instances.map((instance) => instance.target))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The instances of each label, labels sorted as by `labelsOf`, instances in their order. */
export function byLabel(instances: readonly Instance[]): Map<string, Instance[]> {
  const groups = new Map<string, Instance[]>(labelsOf(instances).map((label) => [label, []]));
  for (const instance of instances) groups.get(instance.target)!.push(instance);
  return groups;
}
