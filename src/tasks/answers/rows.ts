/** @file Rows of questions with the answers that are accepted. */
import { cell, oneLine } from "#tasks/cell.ts";
import type { CellFault, Columns, Example, Row } from "#tasks/task.ts";

export const usualColumns: Columns = { text: "question", second: "context", label: "answer" };

const PARTED = "\n\n";

/** The question, its context before it where there is one, parted by an empty line. */
export const inputOf = (question: string, context = ""): string =>
  [oneLine(context), oneLine(question)].filter(Boolean).join(PARTED);

/** What `inputOf` joined; the context is empty where there is none. */
export function partsOf(input: string): { context: string; question: string } {
  const at = input.indexOf(PARTED);
  return at < 0
    ? { context: "", question: input }
    : { context: input.slice(0, at), question: input.slice(at + PARTED.length) };
}

/** An answer on one line; a whole number without decimals: "51.0" is "51". */
export const answerText = (text: string): string => oneLine(text).replace(/^([+-]?\d+)\.0+$/u, "$1");

/** Reads a row. The answer: a text, a number, or a list of accepted answers, as a list or as JSON. */
export function readRow(row: Row, { text, second, label }: Columns): Example | CellFault {
  const question = cell(row, text);
  if (!question) return { column: text, problem: "is empty; expected a question" };
  const answers = acceptedIn(Object.hasOwn(row, label) ? row[label] : null);
  if (!answers)
    return { column: label, problem: 'is no answer; expected a text, a number or a list such as ["4","four"]' };
  const context = second === undefined ? null : cell(row, second);
  return { input: inputOf(question, context ?? ""), target: JSON.stringify(answers) };
}

function acceptedIn(value: unknown): string[] | null {
  if (typeof value === "string" && value.trim().startsWith("[")) {
    try {
      return acceptedIn(JSON.parse(value));
    } catch {
      return [answerText(value)];
    }
  }
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  const texts = list.map((one) => (typeof one === "string" || typeof one === "number" ? answerText(String(one)) : ""));
  return texts.length > 0 && texts.every(Boolean) ? [...new Set(texts)] : null;
}
