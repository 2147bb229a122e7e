/** @file What is known of an imported dataset without reading it again. */
import type { ColumnRoles, DatasetRecord } from "#storage/schema.ts";

export interface ImportedFacts {
  rows: number;
  /** How many labels its label column holds; absent where no column is known to be that. */
  labels?: number;
  columns: readonly string[];
  filename: string;
  sizeBytes: number;
  importedAtMs: number;
  roles?: ColumnRoles;
}

export function importedFacts({ rows, columns, source, roles }: DatasetRecord): ImportedFacts {
  const label = roles?.label ?? columns.find((column) => column === "label");
  return {
    rows: rows.length,
    columns,
    ...source,
    ...(roles && { roles }),
    ...(label !== undefined && { labels: new Set(rows.map((row) => row[label])).size }),
  };
}
