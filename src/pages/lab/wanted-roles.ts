/** @file Which columns a plan reads from one of its datasets, by what they mean. */
import type { Plan } from "#state/lab.svelte.ts";

export function rolesWanted({ data }: Plan, name: string) {
  const { test, demonstrations, training } = data;
  const source = [test, demonstrations, training].find((candidate) => candidate?.name === name);
  const { group, slices } = source === test ? test : { group: undefined, slices: [] };
  return { text: source?.text ?? test.text, label: source?.label ?? test.label, ...(group && { group }), slices };
}
