/** @file Slips of people who type: letters doubled, lost or swapped, and a word left out. */
import type { Random } from "#core/random.ts";

export interface Noise {
  /** Share of the words longer than three letters that get a slip. */
  typos: number;
  /** Share of the texts that lose one word. */
  wordDrop: number;
}

export const noNoise: Noise = { typos: 0, wordDrop: 0 };

function slip(word: string, random: Random): string {
  const letters = Array.from(word);
  const at = 1 + random.below(letters.length - 2);
  const swapped = [letters[at + 1]!, letters[at]!];
  const variants: readonly string[][] = [[], [letters[at]!, letters[at]!], swapped];
  const kind = random.below(variants.length);
  letters.splice(at, variants[kind] === swapped ? 2 : 1, ...variants[kind]!);
  return letters.join("");
}

/** A noisy copy of a text; one of fewer than four words keeps all of them. */
export function withNoise(content: string, { typos, wordDrop }: Noise, random: Random): string {
  let words = content.split(" ");
  if (words.length > 3 && random.next() < wordDrop) {
    const lost = random.below(words.length);
    words = words.filter((_, i) => i !== lost);
  }
  return words.map((word) => (word.length > 3 && random.next() < typos ? slip(word, random) : word)).join(" ");
}
