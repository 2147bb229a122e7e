/** @file Hands the lab to the pages; the first pages are there before it. */
import { createContext } from "svelte";
import type { Arrival } from "./arrival.svelte.ts";
import type { Lab } from "./lab.svelte.ts";

export const [useArrival, provideArrival] = createContext<Arrival>();
export const [useLab, provideLab] = createContext<Lab>();
