/** @file Instructions whose result can be checked by looking at it. */
import type { Random } from "#core/random.ts";

export interface Instruction {
  instruction: string;
  response: string;
}

const words = [
  ...["river", "lamp", "stone", "cloud", "paper", "garden", "silver", "music", "window", "bread", "ocean", "candle"],
  ...["winter", "forest", "button", "orange", "mirror", "violin", "harbour", "pencil"],
];
const counts = ["two", "three", "four"];

function someWords(random: Random, n: number): string[] {
  return random.shuffled(words).slice(0, n);
}

const kinds: readonly ((random: Random) => Instruction)[] = [
  (random) => {
    const times = random.below(counts.length);
    const word = random.pick(words);
    return {
      instruction: `Write "${word}" ${counts[times]} times.`,
      response: Array(times + 2)
        .fill(word)
        .join(" "),
    };
  },
  (random) => {
    const word = random.pick(words);
    return { instruction: `Write "${word}" in capital letters.`, response: word.toUpperCase() };
  },
  (random) => {
    const list = someWords(random, 3);
    return { instruction: `Join with commas: ${list.join(" ")}`, response: list.join(", ") };
  },
  (random) => {
    const list = someWords(random, 3 + random.below(2));
    return { instruction: `Give only the first word: ${list.join(" ")}`, response: list[0]! };
  },
  (random) => {
    const list = someWords(random, 3 + random.below(2));
    return { instruction: `Give only the last word: ${list.join(" ")}`, response: list.at(-1)! };
  },
  (random) => {
    const list = someWords(random, 2 + random.below(4));
    return { instruction: `How many words are here: ${list.join(" ")}`, response: String(list.length) };
  },
  (random) => {
    const list = someWords(random, 2 + random.below(2));
    return { instruction: `Reverse the order: ${list.join(" ")}`, response: list.toReversed().join(" ") };
  },
];

export const drawInstruction = (random: Random): Instruction => random.pick(kinds)(random);
