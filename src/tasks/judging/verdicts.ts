/** @file From what a model says of a pair to the verdict that is kept. */
import type { Capabilities } from "#core/language-model.ts";
import type { Verdict } from "#measures/judges/verdict.ts";
import { parseChoice } from "./parse-choice.ts";
import { verdictOn, type ShownPair } from "./pair.ts";

/** `probabilities`: of "1" and "2". `words`: a reply. `likelihood`: of the texts, one by one, without an order. */
export type WayToJudge = "probabilities" | "words" | "likelihood";

/** How a model judges: by probabilities where it gives them and follows a prompt; null where it can do nothing of it. */
export function wayToJudge({ promptStyle, score }: Pick<Capabilities, "promptStyle" | "score">): WayToJudge | null {
  if (promptStyle === "control") return score ? "likelihood" : null;
  return score ? "probabilities" : "words";
}

/** The verdict of a reply in words; unscored where it names no text or both. */
export function verdictFromReply(pair: ShownPair, judge: string, raw: string): Verdict {
  return { ...verdictOn(pair, judge), choice: parseChoice(raw), raw };
}

/** Runtimes agree on no more digits. */
const toKeep = (value: number) => Number(value.toPrecision(5));

/**
 * The verdict of log-probabilities (natural logarithm) of the replies "1" and "2": pFirst = P(1) / (P(1) + P(2)).
 *
 * A tie where both are equally probable; unscored where both are impossible (−∞). Throws RangeError for NaN.
 */
export function verdictFromLogProbs(pair: ShownPair, judge: string, logProbs: readonly [number, number]): Verdict {
  const [first, second] = logProbs;
  if (Number.isNaN(first + second)) {
    throw new RangeError(`${judge} gave ${first} and ${second} as log-probabilities of "1" and "2".`);
  }
  const about = verdictOn(pair, judge);
  if (first === -Infinity && second === -Infinity) return { ...about, choice: null };
  const pFirst = toKeep(1 / (1 + Math.exp(second - first)));
  return { ...about, choice: pFirst > 0.5 ? "first" : pFirst < 0.5 ? "second" : "tie", pFirst };
}

/** A text's log-probability given its label (natural logarithm) and its length. */
export interface TextLikelihood {
  logProb: number;
  /** Bytes of UTF-8. */
  bytes: number;
}

/**
 * The verdict of a model that follows no instructions: the text that needs fewer bits per byte, given the label it was
 * written for. It never sees an order (`orderFree`), and is the preference of the model that writes, partly for its own
 * texts by construction. Unscored where both are impossible; no probability of a choice follows from it.
 * @throws RangeError for NaN and for a text of no bytes.
 */
export function verdictFromLikelihoods(
  pair: ShownPair,
  judge: string,
  likelihoods: readonly [TextLikelihood, TextLikelihood],
): Verdict {
  const [first, second] = likelihoods.map(({ logProb, bytes }) => {
    const bits = -logProb / Math.LN2 / bytes;
    if (Number.isNaN(bits) || bytes <= 0) {
      throw new RangeError(`${judge} gave log-probability ${logProb} to a text of ${bytes} bytes.`);
    }
    return toKeep(bits);
  }) as [number, number];
  const about = { ...verdictOn(pair, judge), orderFree: true as const };
  if (first === Infinity && second === Infinity) return { ...about, choice: null };
  const choice = first < second ? "first" : first > second ? "second" : "tie";
  return { ...about, choice, ...(Number.isFinite(first + second) && { bitsPerByte: [first, second] as const }) };
}

/** Bytes of a text in UTF-8. */
export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
