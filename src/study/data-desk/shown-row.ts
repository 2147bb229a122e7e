/** @file Rows of the user's file as the page shows them: long values cut. */
import { readSpans } from "#measures/spans.ts";
import type { ColumnRoles, ImportedRow } from "#storage/schema.ts";
import { columnsOfRoles, taskNameOf, taskOfRoles } from "#study/dataset-task.ts";
import { textsOf } from "#study/texts-of.ts";
import { cell } from "#tasks/cell.ts";
import type { ReadRow, ShownRow } from "./protocol.ts";

const charactersShown = 280;

/** A text short enough for a table cell. */
export const cut = (text: string): string =>
  text.length > charactersShown ? `${text.slice(0, charactersShown)}…` : text;

function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** A row with the columns of the file, and as its task reads it. */
export function shownRow(row: ImportedRow, columns: readonly string[], roles: ColumnRoles, place: number): ShownRow {
  const cells = columns.map((column) => [column, Object.hasOwn(row, column) ? cut(written(row[column])) : ""]);
  return { place, cells: Object.fromEntries(cells) as Record<string, string>, read: readRow(row, roles) };
}

function readRow(row: ImportedRow, roles: ColumnRoles): ReadRow | null {
  const read = taskOfRoles(roles).readRow(row, columnsOfRoles(roles));
  if ("problem" in read) return null;
  const task = taskNameOf(roles);
  const spans = task === "entities" ? readSpans(read.target).filter(({ end }) => end <= charactersShown) : [];
  return { texts: textsOf(task, read.input).map(cut), spans };
}

/** Text and label of a row that something is wrong with, as far as they are there. */
export function shownTexts(row: ImportedRow, roles: ColumnRoles): { text: string; label: string } {
  const { text, second, label } = roles;
  const shown = (column: string) => cell(row, column) ?? (Object.hasOwn(row, column) ? written(row[column]) : "");
  const read = taskNameOf(roles) === "entities" ? taskOfRoles(roles).readRow(row, columnsOfRoles(roles)) : null;
  if (read && "input" in read) return { text: cut(read.input), label: cut(shown(label)) };
  const texts = [shown(text), ...(second ? [shown(second)] : [])].filter((part) => part !== "");
  return { text: cut(texts.join(" / ")), label: cut(shown(label)) };
}
