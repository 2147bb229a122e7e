/** @file Rows of pairs with a score: STS Benchmark, SICK and the like. */
import { decimalOf } from "#measures/decimals.ts";
import { cell, oneLine } from "#tasks/cell.ts";
import type { CellFault, Columns, Example, Row } from "#tasks/task.ts";
import { inputOf } from "./pair.ts";

/** The columns of STS Benchmark in JSON and CSV. */
export const usualColumns: Columns = { text: "sentence1", second: "sentence2", label: "score" };

/** Reads a row: both texts with single spaces, the score as the decimal number that the cell holds. */
export function readRow(row: Row, { text, second, label }: Columns): Example | CellFault {
  if (second === undefined) return { column: text, problem: "stands alone; name the column of the second text too" };
  const texts = [text, second].map((column) => oneLine(cell(row, column) ?? ""));
  const empty = texts.findIndex((value) => value === "");
  if (empty >= 0) return { column: [text, second][empty]!, problem: "is empty; expected a text" };
  const score = cell(row, label) ?? "";
  if (score === "") return { column: label, problem: "is empty; expected a number such as 3.8" };
  const value = decimalOf(score);
  if (value === null || !Number.isFinite(value)) {
    const problem = /^[+-]?\d+,\d+$/.test(score)
      ? `is "${score}"; write the decimal point as a point, as in ${score.replace(",", ".")}`
      : `is "${score.slice(0, 60)}"; expected a number such as 3.8`;
    return { column: label, problem };
  }
  return { input: inputOf([texts[0]!, texts[1]!]), target: String(value) };
}

const plainName = (column: string) => column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Names of the first and the second text, most telling first. */
const pairNames: readonly (readonly [string, string])[] = [
  ["sentence1", "sentence2"],
  ["sentencea", "sentenceb"],
  ["text1", "text2"],
  ["texta", "textb"],
  ["first", "second"],
  ["question1", "question2"],
  ["headline1", "headline2"],
  ["s1", "s2"],
  ["string1", "string2"],
];

const scoreNames = [
  ...["score", "relatednessscore", "similarityscore", "similarity", "relatedness", "goldscore", "gold", "rating"],
  ...["sts", "label", "target", "isduplicate"],
];

/**
 * The columns of a table of pairs: by their names (STS Benchmark's sentence1, sentence2 and score, SICK's sentence_A,
 * sentence_B and relatedness_score, and names like them); where those do not tell, by the first rows: the only two
 * columns of texts and the only column of numbers. Null where neither tells.
 */
export function similarityColumns(columns: readonly string[], rows: readonly Row[] = []): Columns | null {
  const byName = new Map([...columns].reverse().map((column) => [plainName(column), column]));
  const found = (names: readonly string[]) =>
    names.map((name) => byName.get(name)).find((column) => column !== undefined);
  const pair = pairNames.find((names) => names.every((name) => byName.has(name)));
  const texts = pair ? pair.map((name) => byName.get(name)!) : columns.filter((column) => isText(column, rows));
  const numbers = columns.filter((column) => !texts.includes(column) && isNumber(column, rows));
  const label = found(scoreNames) ?? (numbers.length === 1 ? numbers[0] : undefined);
  const [text, second] = texts;
  return texts.length === 2 && label !== undefined && !texts.includes(label)
    ? { text: text!, second: second!, label }
    : null;
}

const FIRST_ROWS = 20;

function valuesOf(column: string, rows: readonly Row[]): string[] {
  return rows.slice(0, FIRST_ROWS).flatMap((row) => cell(row, column) || []);
}

/** Whether most cells hold several words. */
function isText(column: string, rows: readonly Row[]): boolean {
  const values = valuesOf(column, rows);
  return values.length > 0 && values.filter((value) => /\S\s+\S/u.test(value)).length * 2 > values.length;
}

function isNumber(column: string, rows: readonly Row[]): boolean {
  const values = valuesOf(column, rows);
  return values.length > 0 && values.every((value) => decimalOf(value) !== null);
}
