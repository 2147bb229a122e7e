/** @file How far the beginning of a kept study has come. */
import type { StudyRecord } from "#storage/schema.ts";
import type { StudyEstimate } from "#study/work.ts";
import type { Manifest } from "#study/results.ts";

/** What its pilot made of it, and whether anything was run after the pilot. */
export function beginningOf({ manifest }: StudyRecord): { estimate: StudyEstimate | null; begun: boolean } {
  const made = manifest as Partial<Manifest> | null;
  return { estimate: made?.estimate ?? null, begun: made?.spentMs !== undefined };
}
