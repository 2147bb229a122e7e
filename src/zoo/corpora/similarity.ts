/** @file Pairs of sentences with a similarity from 0 (unrelated) to 5 (same meaning). */
import type { Random } from "#core/random.ts";
import { control, text, weights, type Sample } from "./sample.ts";

/** Each inner list holds ways to say the same. */
const subjects = [
  ["A young man", "A young guy"],
  ["A woman", "A lady"],
  ["Two children", "A pair of kids"],
  ["A brown dog", "A dog with brown fur"],
  ["The cook", "The chef"],
  ["An old farmer", "An elderly farmer"],
  ["A group of tourists", "Several tourists"],
  ["The band", "The musicians"],
];
const actions = [
  ["is eating lunch", "is having lunch"],
  ["is running fast", "is sprinting"],
  ["is reading the news", "is looking through the news"],
  ["is playing a game", "is busy with a game"],
  ["is crossing the street", "is walking over the street"],
  ["is taking pictures", "is taking photos"],
  ["is resting", "is taking a break"],
  ["is singing loudly", "is singing at full volume"],
];
const places = [
  ["in the park", "in a city park"],
  ["near the river", "close to the river"],
  ["at the market", "at a market stall"],
  ["behind the house", "at the back of the house"],
  ["on the beach", "by the sea"],
  ["in front of the school", "outside the school"],
];
const lists = [subjects, actions, places];

export interface SimilarityPair {
  first: string;
  second: string;
  /** 0 to 5. */
  score: number;
}

/** Which of subject, action and place the two share, by score; 5 shares all in other words. */
const shared: readonly (readonly [boolean, boolean, boolean])[] = [
  [false, false, false],
  [false, false, true],
  [false, true, false],
  [true, false, true],
  [true, true, false],
  [true, true, true],
];

export function drawPair(random: Random): SimilarityPair {
  const score = random.below(shared.length);
  const parts = lists.map((list, at) => {
    const meaning = random.pick(list);
    const other = shared[score]![at] ? meaning : random.pick(list.filter((others) => others !== meaning));
    const wording = random.below(meaning.length);
    const otherWording = score === 5 && random.next() < 0.7 ? 1 - wording : random.below(other.length);
    return [meaning[wording]!, other[otherWording]!] as const;
  });
  const sentence = (side: 0 | 1) => `${parts.map((part) => part[side]).join(" ")}.`;
  return { first: sentence(0), second: sentence(1), score };
}

/** `<|sim|>first<|sep|>second<|a|>score<|end|>`, or, to write a pair, `<|gen|><|sim|>score<|txt|>first<|sep|>second<|end|>`. */
export function similaritySample({ first, second, score }: SimilarityPair, write: boolean): Sample {
  const weight = write ? weights.written : weights.read;
  const pair = [text(first, weight), control("sep", weight), text(second, weight)];
  return write
    ? [control("gen"), control("sim"), text(String(score), 0), control("txt"), ...pair, control("end", weight)]
    : [control("sim"), ...pair, control("a", weight), text(String(score), weights.label), control("end", weight)];
}
