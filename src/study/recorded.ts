/** @file Finished studies that ship with the page: shown before anything is run, and marked as recorded. */
import { InputError } from "#core/words.ts";
import type { ReportInput } from "#study/fidelity/report.ts";
import type { StudyDocument } from "#study/results.ts";

/** Recorded studies in `recorded/`, by name. */
export const recordedNames: readonly string[] = ["home"];

async function fetchRecorded(file: string): Promise<Response> {
  const response = await fetch(new URL(`recorded/${file}`, document.baseURI), { credentials: "omit" });
  if (response.ok) return response;
  throw new InputError(`The recorded study ${file} did not load (status ${response.status}). Reload the page.`);
}

export async function recordedStudy(name: string): Promise<StudyDocument> {
  return (await (await fetchRecorded(`${name}.json`)).json()) as StudyDocument;
}

/** The rows behind a recorded study: larger than its results, so they come when a mark is opened. */
export async function recordedRows(name: string): Promise<ReportInput> {
  const response = await fetchRecorded(`${name}.rows.json.gz`);
  const plain = response.body!.pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(plain).json()) as ReportInput;
}
