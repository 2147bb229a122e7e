/** @file Rows as Parquet: typed, compressed, for pandas, DuckDB, Arrow. */
import { ByteWriter, parquetWrite, type SchemaElement } from "hyparquet-writer";
import type { Column, TypedTable } from "./table.ts";

/** The parts of a column's schema; a list of numbers is a group of three levels, as the format asks for. */
function schemaOf({ name, type }: Column): SchemaElement[] {
  const optional = { name, repetition_type: "OPTIONAL" } as const;
  if (type === "text") return [{ ...optional, type: "BYTE_ARRAY", converted_type: "UTF8" }];
  if (type === "integer") return [{ ...optional, type: "INT32" }];
  if (type === "number") return [{ ...optional, type: "DOUBLE" }];
  return [
    { ...optional, converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", type: "DOUBLE" },
  ];
}

/** A Parquet file (Snappy) with the table's columns; what is absent is null. */
export function toParquet({ columns, rows }: TypedTable): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    schema: [{ name: "root", num_children: columns.length }, ...columns.flatMap(schemaOf)],
    columnData: columns.map(({ name }) => ({ name, data: rows.map((row) => row[name] ?? null) })),
    createdBy: "selfsame",
  });
  return new Uint8Array(writer.getBuffer());
}
