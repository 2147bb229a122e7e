/** @file Hands the lab to the pages. */
import { createContext } from "svelte";
import type { Lab } from "./lab.svelte.ts";

export const [useLab, provideLab] = createContext<Lab>();
