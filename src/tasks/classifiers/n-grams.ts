/** @file Hashes of n-grams (32-bit FNV-1a): features without a string each. */

const PRIME = 0x01000193;
const WORD = 0x811c9dc5;
const PAIR = 0x1b873593;
const CHARACTERS = 0x2545f491;
const SPACE = 32;

function hash(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  return h;
}

/** One hash per word and per pair of neighbouring words. */
export function wordGrams(words: readonly string[]): number[] {
  const grams = words.map((word) => hash(word, WORD));
  for (let i = 1; i < words.length; i++) grams.push(hash(` ${words[i]!}`, hash(words[i - 1]!, PAIR)));
  return grams;
}

/** One hash per run of 3 to 5 UTF-16 units inside a word, the space before and after it included. */
export function characterGrams(words: readonly string[]): number[] {
  const grams: number[] = [];
  for (const word of words) {
    const end = word.length + 1;
    for (let start = 0; start < word.length; start++) {
      let h = CHARACTERS;
      for (let i = start; i <= end && i < start + 5; i++) {
        h = Math.imul(h ^ (i === 0 || i === end ? SPACE : word.charCodeAt(i - 1)), PRIME);
        if (i >= start + 2) grams.push(h);
      }
    }
  }
  return grams;
}
