/** @file Reads the rows of a CSV, TSV, JSON, JSONL or CoNLL text. */
import Papa from "papaparse";
import { InputError } from "#core/words.ts";
import { looksLikeConll, readConll } from "./conll.ts";
import type { ImportedRow } from "./schema.ts";

export interface ImportedRows {
  rows: ImportedRow[];
  /** All column names, in order of appearance. */
  columns: string[];
}

export type Format = "csv" | "tsv" | "json" | "jsonl" | "conll";

/** A row of a table with more or fewer values than the header names. */
export interface RaggedRow {
  /** Index in `rows`. */
  row: number;
  found: number;
}

export interface ReadFile extends ImportedRows {
  format: Format;
  /** What parts the values of a table; absent for JSON. */
  delimiter?: string;
  /** Where each row begins: a line counted from 1, or the row's number where `format` is "json". */
  places: number[];
  /** They are in `rows` too: missing values are empty, surplus ones are left off. */
  ragged: RaggedRow[];
}

const tables: ReadonlyMap<string, Format> = new Map([
  ["csv", "csv"],
  ["tsv", "tsv"],
  ["tab", "tsv"],
]);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const conll = new Set(["conll", "bio", "iob", "iob2", "bioes", "bilou", "ner"]);

/** Tables by their ending; JSON, JSONL or CoNLL by their content, because endings are often mixed up. */
function formatOf(text: string, filename: string): Format {
  const ending = /\.([a-z\d]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? "";
  if (conll.has(ending)) return "conll";
  const table = tables.get(ending);
  if (table && !looksLikeConll(text)) return table;
  if (table || looksLikeConll(text)) return "conll";
  const start = text.trimStart();
  if (start.startsWith("{")) {
    const [firstLine = ""] = start.split("\n", 1);
    return ending === "jsonl" || ending === "ndjson" || isJson(firstLine) ? "jsonl" : "json";
  }
  if (start.startsWith("[") || ending === "json") return "json";
  return ending === "jsonl" || ending === "ndjson" ? "jsonl" : "csv";
}

function columnsOf(rows: readonly ImportedRow[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) for (const column of Object.keys(row)) columns.add(column);
  return [...columns];
}

/** The delimiter that cuts the first line into the most columns; texts in later rows are full of commas. */
function delimiterOf(text: string): string {
  const width = (delimiter: string) => Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return [",", "\t", ";", "|"].reduce((best, next) => (width(next) > width(best) ? next : best));
}

function readHeader(fields: readonly string[], filename: string, line: number): string[] {
  const columns = fields.map((field, index) => field.trim() || `column ${index + 1}`); // pandas writes a nameless index
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${filename}, line ${line}: two columns are called "${twice}". Give every column its own name.`,
    );
  }
  return columns;
}

/** The line on which each record begins; quoted values may hold line breaks. */
function linesOf(data: readonly (readonly string[])[]): number[] {
  let line = 1;
  return data.map((fields) => {
    const start = line;
    line++;
    for (const field of fields) if (field.includes("\n")) line += field.split("\n").length - 1;
    return start;
  });
}

function readTable(text: string, filename: string, format: Format, delimiter: string): ReadFile {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  const lines = linesOf(data);
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote) {
    throw new InputError(
      `${filename}, line ${lines[quote.row ?? 0]}: a quoted value does not end. ` +
        'Close it with " and write a " inside a quoted value twice.',
    );
  }
  const filled = (fields: readonly string[]) => fields.length > 1 || fields[0]!.trim() !== "";
  const top = data.findIndex(filled);
  const columns = readHeader(data[top] ?? [], filename, lines[top] ?? 1);
  const result: ReadFile = { rows: [], columns, format, delimiter, places: [], ragged: [] };
  for (let record = top + 1; record < data.length; record++) {
    const fields = data[record]!;
    if (!filled(fields)) continue;
    if (fields.length !== columns.length) result.ragged.push({ row: result.rows.length, found: fields.length });
    result.places.push(lines[record]!);
    result.rows.push(Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ""])));
  }
  return result;
}

function asRow(value: unknown, place: string): ImportedRow {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as ImportedRow;
  const found = JSON.stringify(value);
  throw new InputError(
    `${place}: found ${found.length > 40 ? `${found.slice(0, 40)}…` : found}, ` +
      'expected an object with named values such as {"text": "…", "label": "…"}.',
  );
}

/** Says where JSON breaks: browsers name a position, or line and column. */
function jsonProblem(cause: unknown, text: string): string {
  const { message } = cause as SyntaxError;
  const position = /at position (\d+)(?! \(line)/.exec(message)?.[1];
  if (position === undefined || /line \d+/.test(message)) return message;
  const before = text.slice(0, Number(position)).split("\n");
  return `${message} (line ${before.length} column ${before.at(-1)!.length + 1})`;
}

function readJson(text: string, filename: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${filename} is not JSON: ${jsonProblem(cause, text)}.`, { cause });
  }
  const { rows: inner = value, data = inner } = (value ?? {}) as { rows?: unknown; data?: unknown };
  if (!Array.isArray(data)) {
    throw new InputError(`${filename}: expected a list of rows, [{…}, {…}], alone or under "rows" or "data".`);
  }
  const rows = data.map((row: unknown, index) => asRow(row, `${filename}, row ${index + 1}`));
  return { rows, columns: columnsOf(rows), format: "json", places: rows.map((_, index) => index + 1), ragged: [] };
}

function readJsonLines(text: string, filename: string): ReadFile {
  const rows: ImportedRow[] = [];
  const places: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const place = `${filename}, line ${index + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      throw new InputError(`${place} is not JSON: ${(cause as SyntaxError).message}. Write one object a line.`, {
        cause,
      });
    }
    rows.push(asRow(value, place));
    places.push(index + 1);
  }
  return { rows, columns: columnsOf(rows), format: "jsonl", places, ragged: [] };
}

/** What is wrong with a ragged row, and how to mend it. */
export function raggedRowProblem({ found }: RaggedRow, { columns, delimiter = "," }: ReadFile): string {
  return (
    `found ${found} ${found === 1 ? "value" : "values"}, expected ${columns.length} (${columns.join(", ")}). ` +
    `Put values that contain ${JSON.stringify(delimiter)} in double quotes.`
  );
}

/**
 * Reads a file's text. Values of CSV and TSV stay text, untrimmed; line breaks become "\n". Rows of a wrong length are
 * told, not refused.
 * @throws InputError with line (and column names) where the file cannot be read as it stands.
 */
export function readFileText(content: string, filename: string): ReadFile {
  const text = content.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (text.startsWith("PK\u0003\u0004") || text.includes("\0")) {
    throw new InputError(`${filename} is not a text file. Save it as CSV (UTF-8), JSON or JSONL.`);
  }
  if (text.trim() === "") throw new InputError(`${filename} is empty; expected a header line and rows.`);
  const format = formatOf(text, filename);
  const result =
    format === "json"
      ? readJson(text, filename)
      : format === "jsonl"
        ? readJsonLines(text, filename)
        : format === "conll"
          ? readConll(text, filename)
          : readTable(text, filename, format, format === "tsv" ? "\t" : delimiterOf(text));
  if (result.rows.length === 0)
    throw new InputError(`${filename} has no rows below its header; expected at least one.`);
  return result;
}

/**
 * Reads a file's text into rows, all of them or none.
 * @throws InputError as `readFileText` does, and where a row of a table has a wrong number of values.
 */
export function readRows(content: string, filename: string): ImportedRows {
  const file = readFileText(content, filename);
  const [ragged] = file.ragged;
  if (ragged) {
    throw new InputError(`${filename}, line ${file.places[ragged.row]}: ${raggedRowProblem(ragged, file)}`);
  }
  return { rows: file.rows, columns: file.columns };
}
