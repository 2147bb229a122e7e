/** @file Noise on the texts a model learns to label, so that it does not learn them by heart. */
import type { Random } from "#core/random.ts";

/** One slip of the finger: a character lost, doubled or swapped with its neighbour. */
function slip(word: string, random: Random): string {
  const characters = Array.from(word);
  const at = random.below(Math.max(1, characters.length - 1));
  const kind = random.below(3);
  if (kind === 0) characters.splice(at, 1);
  else if (kind === 1) characters.splice(at, 0, characters[at]!);
  else characters.splice(at, 2, characters[at + 1]!, characters[at]!);
  return characters.join("");
}

/**
 * A noisy copy of a text: each word is dropped with probability `wordDrop` (never all of them), and in words of more
 * than three characters each character is a slip with probability `typos`. Counts code points, so any script goes;
 * the spaces before the words that stay are kept.
 */
export function noisy(text: string, { wordDrop, typos }: { wordDrop: number; typos: number }, random: Random): string {
  const words = text.match(/\s*\S+/gu);
  if (!words) return text;
  const survivor = random.below(words.length);
  const kept = words.filter((_, i) => random.next() >= wordDrop || i === survivor);
  const written = kept.map((word) => {
    const space = word.length - word.trimStart().length;
    let letters = word.slice(space);
    const length = Array.from(letters).length;
    for (let i = 0; length > 3 && i < length; i++) {
      if (random.next() < typos && letters.length > 1) letters = slip(letters, random);
    }
    return word.slice(0, space) + letters;
  });
  return words[0] === kept[0] ? written.join("") : written.join("").trimStart();
}
