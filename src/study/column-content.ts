/** @file What the values of a column are: texts, numbers, or lists of tokens, tags or spans. */
import { decimalOf } from "#measures/decimals.ts";
import type { Row } from "#tasks/task.ts";

export type ColumnContent = "text" | "number" | "tokens" | "tags" | "spans" | "list" | "nothing";

const LOOKED_AT = 200;

const tag = /^(?:O|[BIESLUM][-_]\S.*)$/u;
const spanned = (value: unknown): boolean => {
  const { start, end } = (Array.isArray(value) ? { start: value[0], end: value[1] } : (value ?? {})) as Record<
    string,
    unknown
  >;
  return Number.isInteger(start) && Number.isInteger(end);
};

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== "string" || !value.trimStart().startsWith("[")) return null;
  try {
    return listIn(JSON.parse(value));
  } catch {
    return null;
  }
}

/**
 * What the first 200 values that are there have in common. Empty lists fit every kind of list; tags are lists of O, B-X and
 * the like, or such with spaces between, of which one at least has several.
 */
export function contentOf(rows: readonly Row[], column: string): ColumnContent {
  const values: unknown[] = [];
  for (const row of rows) {
    const value = Object.hasOwn(row, column) ? row[column] : null;
    if (value !== null && value !== undefined && value !== "") values.push(value);
    if (values.length === LOOKED_AT) break;
  }
  if (values.length === 0) return "nothing";
  const lists = values.map(listIn);
  if (lists.every((list) => list !== null)) {
    const entries = lists.flat();
    if (entries.length === 0) return "list";
    if (entries.every((entry) => typeof entry === "string")) {
      return entries.every((entry) => tag.test(entry)) ? "tags" : "tokens";
    }
    return entries.every(spanned) ? "spans" : "list";
  }
  const texts = values.map((value) => (typeof value === "object" ? "" : String(value as string | number | boolean)));
  const words = texts.map((text) => text.trim().split(/\s+/u));
  if (words.some((own) => own.length > 1) && words.every((own) => own.every((word) => tag.test(word)))) return "tags";
  return texts.every((text) => decimalOf(text) !== null) ? "number" : "text";
}
