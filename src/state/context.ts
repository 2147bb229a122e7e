/** @file Hands the lab to the pages; the first pages are there before it. */
import { createContext } from "svelte";
import type { Lab } from "./lab.svelte.ts";
import type { Router } from "./route.svelte.ts";

/** What is there from the start: where the visitor is, and the lab that is being opened. */
export interface Arrival {
  router: Router;
  opening: Promise<Lab>;
}

export const [useArrival, provideArrival] = createContext<Arrival>();
export const [useLab, provideLab] = createContext<Lab>();
