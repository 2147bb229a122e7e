/** @file What is there before the lab: the recorded study that everybody sees first, and the plan to run it again. */
import { recordedStudy } from "#study/recorded.ts";
import type { StudyDocument } from "#study/results.ts";

/** The study page shows it whole under this id. */
export const recordedHomeId = "recorded:home";

let home: Promise<StudyDocument> | null = null;

/** The zoo on its own reference data, solved directly and generatively. */
export function recordedHome(): Promise<StudyDocument> {
  home ??= recordedStudy("home");
  home.catch(() => (home = null)); // the next visit asks again
  return home;
}

export { bundledPlan } from "#study/bundled.ts";
