/** @file Rows of a CSV text, kept as a dataset without a look at them. */
import type { Lab } from "#state/lab.svelte.ts";
import { readRows } from "#storage/import.ts";

export function keepCsv(lab: Lab, name: string, filename: string, text: string): Promise<boolean> {
  const source = { filename, sizeBytes: text.length, importedAtMs: Date.now() };
  return lab.library.keep({ name, ...readRows(text, filename), source });
}
