/** @file Cells of the user's rows. */
import type { Row } from "./task.ts";

/** A value as text, trimmed; null where there is none or it is a list or an object. */
export function cell(row: Row, column: string): string | null {
  const value = Object.hasOwn(row, column) ? row[column] : null; // a column may be called "constructor"
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain ? String(value).trim() : null;
}

/** A text on one line with single spaces. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();
