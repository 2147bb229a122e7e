/** @file What the report's marks open: the answers behind them; nothing where the report cannot be explored. */
import { getContext, setContext } from "svelte";
import type { Mark } from "#state/explorer.svelte.ts";
import type { Result } from "#state/lab.svelte.ts";

export type OpenMark = (mark: Mark) => void;

const key = Symbol("open mark");

export function provideOpenMark(open: OpenMark): void {
  setContext(key, open);
}

export const useOpenMark = (): OpenMark | undefined => getContext<OpenMark | undefined>(key);

/**
 * What stands behind a row of the report that is named after a dataset: its answers by its own generator. The average of
 * generators has no rows: the first generated set stands in, and the mark says so.
 */
export function markOf({ datasets, solvers }: Result, name: string): Mark {
  const written = Object.keys(datasets).filter((set) => datasets[set]!.generator !== null);
  const dataset = name in datasets ? name : (written[0] ?? Object.keys(datasets)[0]!);
  const solver = datasets[dataset]!.generator ?? solvers[0]!;
  return { dataset, solver, ...(dataset !== name && { meanOf: { name, sets: written.length } }) };
}
