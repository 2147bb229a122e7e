/** @file The likeliest sequence of tags. */
import { OUTSIDE, type Token } from "./tokens.ts";

/** How much rarer a name of one type directly after one of another is than chance has it (natural logarithm). */
const CHANGE = Math.log(0.1);

/**
 * One tag a token from the log-probabilities `[tokens][outside, ...labels]`: the sequence with the highest sum, where the
 * entities of a sequence that changes its type without a token outside cost ln 0.1 a change. Neighbouring tokens of one type
 * are one entity: tags are `B-` at its first token and `I-` after it, so that every `I-` follows a tag of its label.
 * Of equal sequences the one whose tags come first, `O` before the labels.
 * @throws RangeError where there is not one row a token or one number a tag.
 */
export function likeliestTags(
  tokens: readonly Token[],
  logProbs: readonly (readonly number[])[],
  labels: readonly string[],
): string[] {
  const tags = labels.length + 1;
  if (logProbs.length !== tokens.length || logProbs.some((row) => row.length !== tags)) {
    throw new RangeError(`Expected ${tokens.length} rows of ${tags} log-probabilities, found ${logProbs.length} rows.`);
  }
  let best: number[] = new Array<number>(tags).fill(0);
  const cameFrom = logProbs.map((row, i) => {
    const from = row.map((_, tag) => {
      const reached = best.map((sum, last) => sum + (i > 0 && last > 0 && tag > 0 && last !== tag ? CHANGE : 0));
      return reached.reduce((most, sum, last) => (sum > reached[most]! ? last : most), 0);
    });
    best = row.map((logProb, tag) => {
      const last = from[tag]!;
      return best[last]! + logProb + (i > 0 && last > 0 && tag > 0 && last !== tag ? CHANGE : 0);
    });
    return from;
  });
  const path: number[] = [];
  let tag = best.reduce((most, sum, i) => (sum > best[most]! ? i : most), 0);
  for (let i = tokens.length - 1; i >= 0; i--) {
    path[i] = tag;
    tag = cameFrom[i]![tag]!;
  }
  return path.map((own, i) => (own === 0 ? OUTSIDE : `${path[i - 1] === own ? "I" : "B"}-${labels[own - 1]!}`));
}
