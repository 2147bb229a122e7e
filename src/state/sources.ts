/** @file A study by its id: one of the browser's own, or a recorded one. */
import type { SelfsameDatabase } from "#storage/schema.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { recordedNames, recordedRows, recordedStudy } from "#study/recorded.ts";
import type { StudyDocument } from "#study/results.ts";
import { readReportInput } from "#study/rows.ts";
import { readFinishedStudy } from "#study/studies.ts";

export { bundledDatasets } from "#study/bundled.ts";

export const recordedPrefix = "recorded:";

export const isRecorded = (id: string): boolean => id.startsWith(recordedPrefix);

/** The ids of the studies that ship with the page. */
export const recordedIds: readonly string[] = recordedNames.map((name) => recordedPrefix + name);

export function readDocument(id: string, database: SelfsameDatabase): Promise<StudyDocument> {
  return isRecorded(id) ? recordedStudy(id.slice(recordedPrefix.length)) : readFinishedStudy(id, database);
}

export function readRows(id: string, database: SelfsameDatabase): Promise<ReportInput> {
  return isRecorded(id) ? recordedRows(id.slice(recordedPrefix.length)) : readReportInput(id, database);
}
