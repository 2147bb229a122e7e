/** @file Graded scores as decimal numbers in text. */
import { InputError } from "#core/words.ts";

const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The finite number that a text is; null where it is none. */
export function decimalOf(text: string): number | null {
  const value = decimal.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** Numbers of a column of a table, NaN for null. @throws InputError naming the first row that holds no number. */
export function readDecimals(texts: readonly (string | null)[], where: string): Float64Array {
  return Float64Array.from(texts, (text, i) => {
    const value = text === null ? NaN : decimalOf(text);
    if (value !== null) return value;
    throw new InputError(`${where}, row ${i + 1}: found "${text!.slice(0, 60)}", expected a number such as 3.8.`);
  });
}
