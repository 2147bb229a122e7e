/** @file A table as a file, in each of its formats. */
import { toCsv, toJsonLines } from "./export.ts";
import { toParquet } from "./parquet.ts";
import type { TypedTable } from "./table.ts";

export type TableFormat = "jsonl" | "csv" | "parquet";

/** The bytes of a file that holds the table. */
export function tableBytes(table: TypedTable, format: TableFormat): Uint8Array<ArrayBuffer> {
  if (format === "parquet") return toParquet(table);
  const names = table.columns.map(({ name }) => name);
  const text = format === "csv" ? toCsv(table.rows, names) : toJsonLines(table.rows);
  return new TextEncoder().encode(text);
}
