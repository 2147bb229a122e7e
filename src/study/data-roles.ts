/** @file Which column of the user's rows means what, guessed from names and contents. */
import type { ColumnRoles } from "#storage/schema.ts";
import { cell } from "#tasks/cell.ts";
import type { Row } from "#tasks/task.ts";

/** What one column holds. */
export interface ColumnProfile {
  name: string;
  /** Share of rows with a value, 0 to 1. */
  filled: number;
  /** Different values. */
  distinct: number;
  /** Characters in a value, on average over the filled ones; 0 where none is. */
  meanLength: number;
  /** Up to three different values, as they stand in the file. */
  examples: readonly string[];
}

/** The profile of each column over all rows; lists, objects and null count as no value. */
export function profileColumns(columns: readonly string[], rows: readonly Row[]): ColumnProfile[] {
  return columns.map((name) => {
    const values = new Set<string>();
    let filled = 0;
    let characters = 0;
    for (const row of rows) {
      const value = cell(row, name);
      if (!value) continue;
      filled++;
      characters += value.length;
      values.add(value);
    }
    return {
      name,
      filled: rows.length === 0 ? 0 : filled / rows.length,
      distinct: values.size,
      meanLength: filled === 0 ? 0 : characters / filled,
      examples: [...values].slice(0, 3),
    };
  });
}

/** Names that people give such columns; the first are the surest. */
const usualNames = {
  text: ["text", "utterance", "sentence", "query", "message", "question", "input", "prompt", "comment", "review"],
  label: ["label", "intent", "category", "class", "target", "topic", "tag", "sentiment", "labels", "output", "answer"],
  group: ["conversation", "dialog", "session", "thread", "chat", "ticket", "user", "customer", "author", "speaker"],
} as const;
const lateTextNames = ["body", "content", "description", "document", "transcript", "title", "subject"];

/** Values of a column that most often only tells one file's part from another. */
const bookkeeping = /^(split|fold|set|subset|index|idx|id|column \d+|unnamed.*)$/i;

export interface GuessedRoles {
  /** `text` or `label` is empty where no column will do. */
  roles: Required<ColumnRoles>;
  /** Whether a name gave the role away; else its values did. */
  byName: Readonly<Record<"text" | "label" | "group", boolean>>;
}

const wordsOfName = (name: string) =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

/** How well a column's name says what it is: 1 for a usual name alone, less for one word among others, 0 for none. */
function nameScore(name: string, usual: readonly string[]): number {
  const words = wordsOfName(name);
  const place = usual.findIndex((candidate) => words.some((word) => word === candidate || word === `${candidate}s`));
  if (place < 0) return 0;
  return (words.length === 1 ? 1 : 0.7) - place / 100;
}

const best = (columns: readonly ColumnProfile[], score: (column: ColumnProfile) => number) =>
  columns
    .map((column) => ({ column, score: score(column) }))
    .reduce<{ column: ColumnProfile; score: number } | null>(
      (top, next) => (next.score > (top?.score ?? 0) ? next : top),
      null,
    )?.column;

/**
 * Guesses the roles of columns. A text is by name, else the longest values of which most differ; a label by name among
 * columns whose values repeat, else the shortest repeated values; a group by name alone, where its values repeat; slices
 * are the other columns with 2 to 12 values of 5 rows or more each on average.
 */
export function guessRoles(profiles: readonly ColumnProfile[], rows: number): GuessedRoles {
  const filled = profiles.filter((column) => column.distinct > 0);
  const repeats = (column: ColumnProfile) => column.distinct <= Math.max(2, 0.5 * rows * column.filled);
  const textNames = [...usualNames.text, ...lateTextNames];
  const textScore = (column: ColumnProfile) =>
    2 * nameScore(column.name, textNames) + Math.min(1, column.meanLength / 200) * (column.distinct > 1 ? 1 : 0.1);
  const text = best(filled, textScore);
  const others = filled.filter((column) => column !== text);
  const labelScore = (column: ColumnProfile) => {
    const named = nameScore(column.name, usualNames.label);
    if (named > 0) return 2 + named + (repeats(column) ? 1 : 0);
    if (!repeats(column) || bookkeeping.test(column.name))
      return nameScore(column.name, usualNames.group) > 0 ? 0 : 0.01;
    return nameScore(column.name, usualNames.group) > 0 ? 0.1 : 1 / (1 + column.meanLength / 20);
  };
  const label = best(others, labelScore);
  const free = others.filter((column) => column !== label && column.distinct > 1);
  const group = best(
    free.filter((column) => column.distinct < rows * column.filled),
    (column) => nameScore(column.name, usualNames.group),
  );
  const slices = free.filter(
    (column) =>
      column !== group &&
      column.distinct <= 12 &&
      column.distinct * 5 <= rows &&
      column.meanLength <= 40 &&
      !bookkeeping.test(column.name),
  );
  return {
    roles: {
      text: text?.name ?? "",
      label: label?.name ?? "",
      group: group?.name ?? "",
      slices: slices.map(({ name }) => name),
    },
    byName: {
      text: text !== undefined && nameScore(text.name, textNames) > 0,
      label: label !== undefined && nameScore(label.name, usualNames.label) > 0,
      group: group !== undefined,
    },
  };
}
