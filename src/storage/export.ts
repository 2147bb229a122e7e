/** @file Rows as text for files: JSONL keeps everything, CSV is for spreadsheets. */
import Papa from "papaparse";

/** One JSON object a line, with a final line break; empty for no rows. */
export function toJsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/**
 * CSV with a header line. Lists and objects are written as JSON, null and undefined as nothing. A text that a
 * spreadsheet would run as a formula gets a ' before it, because rows may hold what a model or a stranger wrote.
 */
export function toCsv(rows: readonly Readonly<Record<string, unknown>>[], columns: readonly string[]): string {
  const cell = (value: unknown) => (value !== null && typeof value === "object" ? JSON.stringify(value) : value);
  const data = rows.map((row) => columns.map((column) => cell(row[column])));
  const text = Papa.unparse(
    { fields: [...columns], data },
    { newline: "\n", escapeFormulae: /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/ },
  );
  return rows.length > 0 ? `${text}\n` : text; // papaparse ends a lone header itself
}
