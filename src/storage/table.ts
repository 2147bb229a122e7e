/** @file Rows with typed columns, on their way into a file. */

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
