/** @file What every step of the walk is given. */
import type { OwnDataRow } from "#pages/home/own-data-rows.ts";
import type { StudyDocument } from "#state/lab.svelte.ts";
import type { Walk } from "#state/walk.svelte.ts";

export interface StepProps {
  document: StudyDocument;
  /** Solved directly. */
  rows: readonly OwnDataRow[];
  generative: readonly OwnDataRow[];
  walk: Walk;
}
