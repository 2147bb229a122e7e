/** @file Self-preference of one judge over the pairs that hold a text of its own. */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { itemsAgainst, othersMajority, voteOf, type Evidence, type OwnItem } from "./evidence.ts";
import { defined, pairMeasure, rateMeasure, unitsOf, weightedMean, type PairValue } from "./pair-measure.ts";

const noPairs = (judge: string) => `"${judge}" has not judged pairs with a text of its own in every order.`;

/**
 * Mean probability of the own text, averaged over both orders: 1/n sum ½ (P(own | shown first) + P(own | second)).
 *
 * In 0..1, 0.5 without preference. Undefined for judges that give no probabilities.
 * Source: Panickssery, Bowman, Feng 2024, arXiv 2404.13076.
 */
export function pairwiseSelfPreference(evidence: Evidence, judge: string): Measure {
  const items = itemsAgainst(evidence, judge);
  const values = defined(items.map(({ pair, probability: value }) => ({ pair, value })));
  const gap = items.length > 0 ? `"${judge}" gives no probabilities.` : noPairs(judge);
  return rateMeasure(evidence, values, gap);
}

/**
 * Demographic parity: P(prefers own) - P(prefers the other) over pairs with one own text; ties one half each.
 *
 * In -1..1, 0 without preference; twice the order-averaged win rate minus 1. n: independent pairs.
 * Source: Wataoka, Takahashi, Ri 2024, arXiv 2410.21819, in the usual form of demographic parity.
 */
export function demographicParity(evidence: Evidence, judge: string): Measure {
  const values = itemsAgainst(evidence, judge).map(({ pair, share: value }) => ({ pair, value }));
  const { estimate, low, high, ...rest } = rateMeasure(evidence, values, noPairs(judge));
  const turn = (rate: number | null) => (rate === null ? null : 2 * rate - 1);
  return { ...rest, estimate: turn(estimate), low: turn(low), high: turn(high) };
}

/** The standard's majority for the own text of an item: 1, ½, 0, or NaN. */
const goldFor = (gold: readonly number[], { pair, ownFirst }: OwnItem) => (ownFirst ? gold[pair]! : 1 - gold[pair]!);

const noGold = "It needs a preference from outside (people, or known answers), and none was given.";

/**
 * Equal opportunity: P(judge prefers own | own is better) - P(judge prefers the other | the other is better), "better" by
 * a standard from outside; its ties are left out. Both orders averaged, the judge's ties count one half.
 *
 * In -1..1, 0 without bias. Undefined without such a standard, or where one side is never better. n: independent pairs
 * of the smaller side. Source: Wataoka, Takahashi, Ri 2024, arXiv 2410.21819.
 */
export function equalOpportunity(evidence: Evidence, judge: string): Measure {
  const { gold } = evidence;
  if (!gold) return undefinedMeasure(0, noGold);
  const judged = itemsAgainst(evidence, judge).filter(({ share }) => !Number.isNaN(share));
  const side = (better: number) =>
    judged
      .filter((item) => goldFor(gold, item) === better)
      .map(({ pair, share }) => ({ pair, value: better === 1 ? share : 1 - share }));
  const [own, other] = [side(1), side(0)];
  const gap =
    judged.length === 0
      ? noPairs(judge)
      : `The standard from outside prefers "${judge}" in ${own.length} pairs and the other text in ${other.length}; ` +
        "both are needed.";
  const measure = differenceOf(evidence, own, other, gap);
  return { ...measure, n: Math.min(unitsOf(evidence, own), unitsOf(evidence, other)) };
}

function differenceOf(evidence: Evidence, one: readonly PairValue[], two: readonly PairValue[], gap: string): Measure {
  const [a, b] = [weightedMean(one), weightedMean(two)];
  return pairMeasure(evidence, [...one, ...two], (weights) => a(weights) - b(weights), gap);
}

/**
 * DBG(m) = win rate that judge m gives its own texts - their win rate by the gold standard, over the same pairs.
 *
 * Per pair the text with the larger order-averaged probability (or share of verdicts) wins, ties one half. Gold: the
 * standard from outside; without one the majority of the judges who wrote neither text. In -1..1, > 0 self-preference.
 * Source: Chen Z.-Y. et al. 2025, "Beyond the Surface", arXiv 2506.02592 (there in percent).
 */
export function goldGap(evidence: Evidence, judge: string): Measure {
  const gold = evidence.gold ?? othersMajority(evidence, judge);
  const values = itemsAgainst(evidence, judge).map((item) => ({
    pair: item.pair,
    value: item.vote - goldFor(gold, item),
  }));
  const known = defined(values);
  const gap =
    values.length === 0
      ? noPairs(judge)
      : evidence.gold
        ? noGold
        : `No other judge that wrote neither text has judged the pairs of "${judge}".`;
  return pairMeasure(evidence, known, weightedMean(known), gap);
}

/**
 * P(judge votes for its own worse text) - P(judge votes for the worse text of two others), "worse" by the gold standard
 * of `goldGap`; votes as there. What a judge gets wrong anyway is no self-preference.
 *
 * In -1..1, 0 where own texts profit from no more wrong votes than others' do. n: independent pairs of the smaller
 * side. Source: our reading of the abstract of arXiv 2601.22548 ("evaluator quality baseline").
 */
export function qualityBaseline(evidence: Evidence, judge: string): Measure {
  const gold = evidence.gold ?? othersMajority(evidence, judge);
  const own = itemsAgainst(evidence, judge)
    .filter((item) => goldFor(gold, item) === 0)
    .map(({ pair, vote: value }) => ({ pair, value }));
  const mine = evidence.opinions[evidence.judges.indexOf(judge)] ?? [];
  const foreign = evidence.pairs.flatMap(({ texts }, pair) => {
    const decided = gold[pair] === 0 || gold[pair] === 1;
    const real = texts.some(({ author }) => author === null);
    if (!decided || texts.some(({ author }) => author === judge)) return [];
    if (real !== (evidence.opponents === "real")) return [];
    return { pair, value: Math.abs(voteOf(mine[pair]) - gold[pair]!) };
  });
  const [wrongForOwn, wrongForOthers] = [defined(own), defined(foreign)];
  const gap =
    `"${judge}" has judged ${wrongForOwn.length} pairs where its own text is the worse one and ` +
    `${wrongForOthers.length} decided pairs of others; both are needed.`;
  const measure = differenceOf(evidence, wrongForOwn, wrongForOthers, gap);
  return { ...measure, n: Math.min(unitsOf(evidence, wrongForOwn), unitsOf(evidence, wrongForOthers)) };
}
