/** @file From an answer in words to a score. */
import { decimalOf } from "#measures/decimals.ts";
import { withoutThoughts } from "#tasks/reply.ts";

/** Runs of digits, points and commas that are no part of a word, with a sign and a percent sign where there is one. */
const runs = /(?<![\p{L}\p{N}_.,])[+-]?\d[\d.,]*%?(?![\p{L}_])/gu;
const tag = /<(similarity|similarity_score|score|rating|answer)>([^<]*)(?:<\/\1>|$)/iu;
/** A heading, and the number after it with what it is out of. */
const headed =
  /\b(?:score|similarity|rating|answer)\b[\s*"']*(?:[:=]|\bis\b)[\s*"']*([+-]?\d[\d.,]*%?(?:\s*(?:\/|out of)\s*\d[\d.,]*)?)/giu;
/** Where a model that continues text goes on with the next pair. */
const nextPair = /\n\s*T1:/u;

/** The one number that a text holds; null for none, for several different ones and for what is no plain decimal. */
function onlyNumber(text: string, [low, high]: readonly [number, number]): number | null {
  const found = new Set<number | null>();
  const withoutScale = text
    .replace(/([\d.]+)\s*(?:to|-|–|and)\s*([\d.]+)/gu, (all, from: string, to: string) =>
      decimalOf(from) === low && decimalOf(to) === high ? " " : all,
    )
    .replace(/(\d)\s*(?:\/|out of)\s*(\d[\d.]*)/gu, (all, score: string, of: string) =>
      decimalOf(of.replace(/\.$/u, "")) === high ? `${score} ` : all,
    );
  for (const [run] of withoutScale.matchAll(runs)) found.add(decimalOf(run.replace(/[.,]+$/u, "")));
  const [only] = found;
  return found.size === 1 ? only! : null;
}

/**
 * The score that an answer gives, within the scale; null where it gives none or several: never a guess.
 *
 * Read in this order: what stands in `<similarity>…</similarity>` (or score, rating, answer); the numbers after a
 * heading ("Score: 3", "The similarity is 3.5"); a first line that is a number; the whole reply. "3/5" and "3 out of 5" are 3
 * where the scale ends at 5; the scale itself ("0 to 5") is no answer. Numbers outside the scale, with a decimal comma or a
 * percent sign are not read. Thoughts in `<think>` and what follows the reply are left out.
 */
export function parseScore(raw: string, scale: readonly [low: number, high: number]): number | null {
  const reply = withoutThoughts(raw).split(nextPair)[0]!.trim();
  const marked = tag.exec(reply)?.[2];
  const values = [...reply.matchAll(headed)].map(([, value]) => value!);
  const firstLine = reply.split("\n")[0]!.trim();
  const alone = /^[\s*"'([]*[+-]?\d[\d.,]*%?(?:\s*(?:\/|out of)\s*\d[\d.]*)?[\s*"')\].]*$/u.test(firstLine);
  const text = marked ?? (values.length > 0 ? values.join("\n") : alone ? firstLine : reply);
  const score = onlyNumber(text, scale);
  return score !== null && score >= scale[0] && score <= scale[1] ? score : null;
}
