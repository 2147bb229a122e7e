/** @file From a row of a file to a text and its entities, in the forms that data sets come in. */
import { type Span, writeSpans } from "#measures/spans.ts";
import type { CellFault, Columns, Example, Row } from "#tasks/task.ts";
import { OUTSIDE, partsOfTag, runsOf, spansOfRuns, type Token } from "./tokens.ts";

type Entry = Readonly<Record<string, unknown>>;

/** Tokens as a text with single spaces: how they were spaced is not known, and a guess would move characters. */
function joined(tokens: readonly string[]): { input: string; tokens: Token[] } {
  let at = 0;
  const placed = tokens.map((text) => {
    const start = at;
    at += text.length + 1;
    return { text, start, end: start + text.length };
  });
  return { input: tokens.join(" "), tokens: placed };
}

/** A cell's list; lists in tables are written as JSON. */
function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === "string" && /^\s*[[{]/u.test(value)) {
    try {
      return listIn(JSON.parse(value));
    } catch {
      return null;
    }
  }
  if (value === null || typeof value !== "object") return null;
  const { entities, spans } = value as Entry;
  return listIn(entities ?? spans ?? null);
}

/** `[0, 5, "PER"]` or an object with start, end and label, type, entity or entity_group (a text, or Label Studio's list of one). */
function entryOf(value: unknown): Span | null {
  const entry = (value ?? {}) as Entry;
  const { start, end } = Array.isArray(value) ? { start: value[0], end: value[1] } : entry;
  const named = Array.isArray(value)
    ? (value[2] as unknown)
    : (entry["label"] ?? entry["type"] ?? entry["entity_group"] ?? entry["entity"] ?? entry["labels"]);
  const label = Array.isArray(named) && named.length === 1 ? (named[0] as unknown) : named;
  const right = Number.isInteger(start) && Number.isInteger(end) && typeof label === "string" && label.trim() !== "";
  return right ? { start: start as number, end: end as number, label: (label as string).trim() } : null;
}

/** Whether a place is between the two halves of a character beyond the first 65,536. */
const insideCharacter = (text: string, at: number) =>
  at > 0 && /[\uD800-\uDBFF]/.test(text[at - 1]!) && /[\uDC00-\uDFFF]/.test(text[at] ?? "");

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const expectedList = 'expected a list of entities like [[0, 5, "PER"]], or one tag a token like "B-PER O"';

/** Entities given by the places of characters or, with `tokens`, of tokens. */
function spansIn(list: readonly unknown[], text: string, tokens?: readonly Token[]): Span[] | string {
  const length = tokens ? tokens.length : text.length;
  const unit = tokens ? "tokens" : "characters";
  const spans: Span[] = [];
  for (const [i, value] of list.entries()) {
    const entry = entryOf(value);
    const found = `entity ${i + 1} is ${shown(value)}`;
    if (!entry) return `${found}; expected [start, end, label] or an object with start, end and label`;
    if (entry.start < 0 || entry.end <= entry.start || entry.end > length) {
      return `${found}; expected 0 <= start < end <= ${length}, the number of ${unit} (end is the place after the last)`;
    }
    if (tokens) {
      spans.push(...spansOfRuns(tokens, [entry]));
      continue;
    }
    if (insideCharacter(text, entry.start) || insideCharacter(text, entry.end)) {
      return `${found}; its start or end is inside a character. Places count UTF-16 units, as JavaScript does`;
    }
    spans.push(entry);
  }
  return spans;
}

function spansOfTags(tags: readonly unknown[], tokens: readonly Token[]): Span[] | string {
  if (tags.length !== tokens.length) {
    return `has ${tags.length} tags for ${tokens.length} tokens; expected one tag a token`;
  }
  for (const [i, tag] of tags.entries()) {
    if (typeof tag === "string" && (tag === OUTSIDE || (tag.trim() === tag && partsOfTag(tag)))) continue;
    return `has the tag ${shown(tag)} at token ${i + 1} ("${tokens[i]!.text}"); expected O or a tag like B-PER`;
  }
  return spansOfRuns(tokens, runsOf(tags as readonly string[]));
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/**
 * Reads a text with its entities. `columns.text` holds the text, or the list of its tokens; `columns.label` the entities:
 * by characters (`[start, end, label]` or objects; overlapping and nested ones are kept), by tokens where the text is
 * tokens, or one tag a token, as a list or with spaces between. Tags are read as conlleval does (`runsOf`). Texts are kept as
 * they are, so that places stay right.
 */
export function readRow(row: Row, columns: Columns): Example | CellFault {
  const at = (column: string): unknown => (Object.hasOwn(row, column) ? row[column] : null);
  const fault = (problem: string): CellFault => ({ column: columns.label, problem });
  const text = at(columns.text);
  const value = at(columns.label);
  const words = Array.isArray(text) ? (text as unknown[]) : null;
  const usable = words ? words.length > 0 && words.every(isText) : isText(text);
  if (!usable) {
    const problem = words
      ? "holds a token that is empty or no text; expected texts"
      : "is empty; expected a text or tokens";
    return { column: columns.text, problem };
  }
  const list = listIn(value);
  if (list?.length && list.every(Number.isInteger)) {
    return fault(`holds the numbers of tags, such as ${String(list[0])}; expected their names, such as B-PER`);
  }
  const tags = list ? (typeof list[0] === "string" ? list : null) : isText(value) ? value.trim().split(/\s+/u) : null;
  if (!list && !tags)
    return fault(value === null || value === "" ? `is empty; ${expectedList}` : `is ${shown(value)}; ${expectedList}`);

  const tokens = words ? joined(words as string[]) : tags ? joined((text as string).trim().split(/ +/u)) : null;
  const input = tokens?.input ?? (text as string);
  const spans = tags ? spansOfTags(tags, tokens!.tokens) : spansIn(list!, input, tokens?.tokens);
  return typeof spans === "string" ? fault(spans) : { input, target: writeSpans(spans) };
}
