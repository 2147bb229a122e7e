/** @file Rows with typed columns, on their way into a file. */
import { toCsv, toJsonLines } from "./export.ts";
import { toParquet } from "./parquet.ts";

/** `numbers`: a list of numbers in each cell. Every cell may be null or absent. */
export type ColumnType = "text" | "integer" | "number" | "numbers";

export interface Column {
  name: string;
  type: ColumnType;
}

export interface TypedTable {
  columns: readonly Column[];
  rows: readonly Readonly<Record<string, unknown>>[];
}

export const tableFormats = ["jsonl", "csv", "parquet"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The bytes of a file that holds the table. */
export function tableBytes(table: TypedTable, format: TableFormat): Uint8Array<ArrayBuffer> {
  if (format === "parquet") return toParquet(table);
  const names = table.columns.map(({ name }) => name);
  const text = format === "csv" ? toCsv(table.rows, names) : toJsonLines(table.rows);
  return new TextEncoder().encode(text);
}
