/** @file Byte-level byte pair encoding: learning the merges and applying them. */
import { asByteCharacters, byteCharacters } from "./byte-alphabet.ts";

/**
 * Where a text is cut before merging: words with the space before them, digits in runs of two without it, the rest.
 * The same expression stands in `tokenizer.json`.
 */
export const PIECE = String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+|\p{N}{1,2}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

const pieces = (text: string): string[] => text.match(new RegExp(PIECE, "gu")) ?? [];

export type Merge = readonly [left: string, right: string];

/** "10" to "99" become one token each, so that arithmetic sees whole numbers. */
export const numberMerges: readonly Merge[] = Array.from({ length: 90 }, (_, i) => {
  const [tens, ones] = String(i + 10);
  return [tens!, ones!] as const;
});

const SEPARATOR = "\u0000";

function mergePair(symbols: readonly string[], [left, right]: Merge): string[] {
  const merged: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const joins = symbols[i] === left && symbols[i + 1] === right;
    merged.push(joins ? left + right : symbols[i]!);
    if (joins) i++;
  }
  return merged;
}

interface CountedPiece {
  symbols: string[];
  count: number;
}

function mostFrequentPair(words: readonly CountedPiece[]): Merge | null {
  const counts = new Map<string, number>();
  for (const { symbols, count } of words)
    for (let i = 1; i < symbols.length; i++) {
      const key = symbols[i - 1]! + SEPARATOR + symbols[i]!;
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  let best: string | null = null;
  for (const [key, count] of counts) {
    const lead = best === null ? 1 : count - counts.get(best)!;
    if (lead > 0 || (lead === 0 && key < best!)) best = key; // ties by text, so that the result never depends on order
  }
  return best === null ? null : (best.split(SEPARATOR) as [string, string]);
}

/** The `count` most frequent merges of the texts, after those of the numbers, in the order of their use. */
export function learnMerges(texts: Iterable<string>, count: number): Merge[] {
  const words = new Map<string, CountedPiece>();
  for (const text of texts)
    for (const piece of pieces(text)) {
      const known = words.get(piece);
      if (known) known.count++;
      else if (!/^\p{N}/u.test(piece)) words.set(piece, { symbols: asByteCharacters(piece), count: 1 });
    }
  const list = [...words.values()];
  const merges: Merge[] = [...numberMerges];
  while (merges.length < numberMerges.length + count) {
    const best = mostFrequentPair(list);
    if (!best) throw new RangeError(`The corpus gives only ${merges.length - numberMerges.length} merges of ${count}.`);
    merges.push(best);
    for (const word of list) if (word.symbols.includes(best[0])) word.symbols = mergePair(word.symbols, best);
  }
  return merges;
}

/** Token → id: the 256 bytes, then what each merge makes. */
export function vocabularyOf(merges: readonly Merge[]): Map<string, number> {
  const tokens = new Set([...byteCharacters, ...merges.map(([left, right]) => left + right)]);
  return new Map([...tokens].map((token, id) => [token, id]));
}

/** Text to ids and nothing else: no special tokens, no length limit. */
export class BpeEncoder {
  readonly #vocabulary: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #known = new Map<string, readonly number[]>();

  constructor(merges: readonly Merge[]) {
    this.#vocabulary = vocabularyOf(merges);
    this.#ranks = new Map(merges.map(([left, right], rank) => [left + SEPARATOR + right, rank]));
  }

  encode(text: string): number[] {
    return pieces(text).flatMap((piece) => {
      let ids = this.#known.get(piece);
      if (!ids) this.#known.set(piece, (ids = this.#encodePiece(piece)));
      return ids;
    });
  }

  #encodePiece(piece: string): number[] {
    let symbols = asByteCharacters(piece);
    for (;;) {
      let first: Merge | null = null;
      let lowest = Infinity;
      for (let i = 1; i < symbols.length; i++) {
        const rank = this.#ranks.get(symbols[i - 1]! + SEPARATOR + symbols[i]!) ?? Infinity;
        if (rank < lowest) [lowest, first] = [rank, [symbols[i - 1]!, symbols[i]!]];
      }
      if (!first) return symbols.map((symbol) => this.#vocabulary.get(symbol)!);
      symbols = mergePair(symbols, first);
    }
  }
}
