/** @file Finished studies that ship with the page: shown before anything is run, and marked as recorded. */
import { InputError } from "#core/words.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { textOf } from "#study/gzip.ts";
import type { StudyDocument } from "#study/results.ts";

/** Recorded studies in `recorded/`, by name. */
export const recordedNames: readonly string[] = ["home"];

/** The folder of the page; a worker is told, because it lives in a blob. */
export const pageFolder = (): string => new URL("./", location.href).href;

async function fetchRecorded(file: string, folder: string): Promise<Response> {
  const response = await fetch(new URL(`recorded/${file}`, folder), { credentials: "omit" });
  if (response.ok) return response;
  throw new InputError(`The recorded study ${file} did not load (status ${response.status}). Reload the page.`);
}

export async function recordedStudy(name: string, folder = pageFolder()): Promise<StudyDocument> {
  return (await (await fetchRecorded(`${name}.json`, folder)).json()) as StudyDocument;
}

/** The rows behind a recorded study: larger than its results, so they come when a mark is opened. */
export async function recordedRows(name: string, folder = pageFolder()): Promise<ReportInput> {
  const response = await fetchRecorded(`${name}.rows.json.gz`, folder);
  return JSON.parse(await textOf(new Uint8Array(await response.arrayBuffer()))) as ReportInput;
}
