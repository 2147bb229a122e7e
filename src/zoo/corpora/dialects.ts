/** @file Three ways of talking to an assistant: how each begins, ends, capitalises and punctuates a request. */
import type { Random } from "#core/random.ts";

export const dialects = ["formal", "casual", "terse"] as const;
export type Dialect = (typeof dialects)[number];

/** The chance that a request begins, or ends, with one of the dialect's phrases. */
const DRESSED = 0.4;

const formalOpenings = ["Good morning, ", "Excuse me, ", "Hello, ", "Good evening, ", "If I may, ", "Dear assistant, "];
const formalClosings = [
  ". Thank you.",
  ", if you would.",
  ". Thank you very much.",
  ", if possible.",
  ". Many thanks.",
];
const casualOpenings = ["hey ", "yo ", "ok so ", "hi, ", "um ", "hey there, ", "alright, ", "oh and ", "quick one: "];
const casualClosings = [" pls", " thx", "!", "!!", " :)", " ok?", " asap", " thanks", " when u can", " lol"];
const terseOpenings = ["now: ", "quick: ", "next: ", "new: "];
const terseClosings = [" now", ".", " - thanks", " - urgent", " ok"];

const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

const asQuestion = (text: string) => text.endsWith("?");

const maybe = (random: Random, phrases: readonly string[]) => (random.next() < DRESSED ? random.pick(phrases) : "");

/** Whole sentences: a capital at the start, a full stop at the end, names as they are written. */
function formal(text: string, random: Random): string {
  const opening = maybe(random, formalOpenings);
  const sentence = opening ? opening + text : capitalised(text);
  return asQuestion(sentence) ? sentence : sentence + (maybe(random, formalClosings) || ".");
}

const contractions: readonly [RegExp, string][] = [
  [/\bi am\b/gu, "i'm"],
  [/\byou\b/gu, "u"],
  [/\bgoing to\b/gu, "gonna"],
  [/\bwant to\b/gu, "wanna"],
  [/\bplease\b/gu, "pls"],
  [/\bbecause\b/gu, "cuz"],
];

/** All in lower case, often without the question mark, with the short forms of chats. */
function casual(text: string, random: Random): string {
  let written = text.toLowerCase();
  for (const [long, short] of contractions) if (random.next() < 0.5) written = written.replace(long, short);
  if (asQuestion(written) && random.next() < 0.6) written = written.slice(0, -1);
  return maybe(random, casualOpenings) + written + (asQuestion(written) ? "" : maybe(random, casualClosings));
}

/** Notes to a machine: names keep their capitals, sentences have none, no articles where they can be spared. */
function terse(text: string, random: Random): string {
  const written = text.replace(/\b(?:the|an|a) (?=\p{L})/gu, (article) => (random.next() < 0.6 ? "" : article));
  const bare = asQuestion(written) && random.next() < 0.5 ? written.slice(0, -1) : written;
  return maybe(random, terseOpenings) + bare + (asQuestion(bare) ? "" : maybe(random, terseClosings));
}

const habits = { formal, casual, terse };

/** A request as the dialect would write it. */
export function spoken(text: string, dialect: Dialect, random: Random): string {
  return habits[dialect](text, random);
}
