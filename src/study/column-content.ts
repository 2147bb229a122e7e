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

type Kind = Exclude<ColumnContent, "nothing"> | "any list" | "one tag";

function kindOf(value: unknown): Kind {
  const list = listIn(value);
  if (list) {
    if (list.length === 0) return "any list";
    if (list.every((entry) => typeof entry === "string")) return list.every((one) => tag.test(one)) ? "tags" : "tokens";
    return list.every(spanned) ? "spans" : "list";
  }
  if (typeof value === "object") return "list";
  const text = String(value as string | number | boolean);
  const words = text.trim().split(/\s+/u);
  if (words.every((word) => tag.test(word))) return words.length > 1 ? "tags" : "one tag";
  return decimalOf(text) === null ? "text" : "number";
}

/**
 * What nine in ten of the first 200 values that are there are, so that a broken row does not decide. Empty lists fit every
 * kind of list; tags are lists of O, B-X and the like, or such with spaces between.
 */
export function contentOf(rows: readonly Row[], column: string): ColumnContent {
  const kinds = new Map<Kind, number>();
  let looked = 0;
  for (const row of rows) {
    const value = Object.hasOwn(row, column) ? row[column] : null;
    if (value === null || value === undefined || value === "") continue;
    const kind = kindOf(value);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (++looked === LOOKED_AT) break;
  }
  if (looked === 0) return "nothing";
  const of = (...own: Kind[]) => own.reduce((sum, kind) => sum + (kinds.get(kind) ?? 0), 0);
  const most = 0.9 * looked;
  if (of("tags") > 0 && of("tags", "one tag", "any list") >= most) return "tags";
  for (const kind of ["tokens", "spans"] as const) {
    if (of(kind) > 0 && of(kind, "any list") >= most) return kind;
  }
  if (of("number") >= most) return "number";
  return of("tags", "tokens", "spans", "list", "any list") >= most ? "list" : "text";
}
