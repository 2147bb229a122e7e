/** @file Which columns hold two texts and how alike they are. */
import { decimalOf } from "#measures/decimals.ts";
import { similarityColumns } from "#tasks/similarity/rows.ts";
import type { ColumnProfile } from "./data-roles.ts";

export interface PairGuess {
  text: ColumnProfile | undefined;
  second: ColumnProfile | undefined;
  score: ColumnProfile | undefined;
  byName: boolean;
}

const bookkeeping = /^(split|fold|set|subset|index|idx|id|genre|file|source|year|column \d+|unnamed.*)$/i;

const nothing: PairGuess = { text: undefined, second: undefined, score: undefined, byName: false };

/**
 * Two columns of texts and one of numbers: by their names, as in STS Benchmark and SICK, also where some scores are broken; else where there are no others
 * but bookkeeping and the texts are of about the same length, so that a title and a body are no pair.
 */
export function guessPair(columns: readonly ColumnProfile[]): PairGuess {
  const known = similarityColumns(columns.map(({ name }) => name));
  const find = (name: string | undefined) => columns.find((column) => column.name === name);
  const score = find(known?.label);
  const numbered = score?.content === "number" || score?.examples.some((value) => decimalOf(value) !== null);
  if (known && numbered) {
    return { text: find(known.text), second: find(known.second), score, byName: true };
  }
  const told = columns.filter(({ name }) => !bookkeeping.test(name));
  const texts = told.filter(({ content, examples }) => content === "text" && examples.some((text) => /\s/u.test(text)));
  const numbers = told.filter(({ content }) => content === "number");
  const [text, second] = texts;
  if (told.length !== 3 || numbers.length !== 1 || !text || !second) return nothing;
  const ratio = text.meanLength / second.meanLength;
  return ratio > 0.5 && ratio < 2 ? { text, second, score: numbers[0], byName: false } : nothing;
}
