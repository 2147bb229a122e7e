/** @file Hands the report's marks what opens the answers behind them; absent where the report cannot be explored. */
import { getContext, setContext } from "svelte";
import type { Mark } from "#state/explorer.svelte.ts";

export type OpenMark = (mark: Mark) => void;

const key = Symbol("open mark");

export function provideOpenMark(open: OpenMark): void {
  setContext(key, open);
}

export const useOpenMark = (): OpenMark | undefined => getContext<OpenMark | undefined>(key);
