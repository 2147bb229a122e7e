/** @file How a judge judges: what it prefers, whether the order or the length decides, what it leaves open. */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { ownItems, type Evidence, type OwnItem } from "./evidence.ts";
import type { Opinion } from "./opinions.ts";
import { defined, pairMeasure, rateMeasure, weightedMean, type PairStatistic, type PairValue } from "./pair-measure.ts";

/** Rates are shares of pairs, both orders averaged, ties one half; n counts independent pairs. */
export interface JudgeMeasures {
  judge: string;
  /** It compares the texts one by one: no order, so no flips and no preference for a place. */
  orderFree: boolean;
  verdicts: number;
  pairs: number;
  /** Own texts against each other author; `author` null: against real ones. */
  winRates: readonly { author: string | null; winRate: Measure }[];
  /** Mean of the win rates against the other generators, each counted alike. */
  winRateGenerators: Measure;
  winRateReal: Measure;
  /** Win rate of own texts with those longer and those shorter than the other counted alike: blind to length alone. */
  winRateLengthBalanced: Measure;
  /** Share of pairs whose two orders contradict each other. */
  flipRate: Measure;
  /** Share of verdicts for the text shown first; 0.5 without a preference for a place. */
  firstRate: Measure;
  /** Share of all verdicts that could not be read. */
  unscoredRate: Measure;
  /** Share of verdicts for the longer text, in pairs of unequal length. */
  longerRate: Measure;
  /** Characters by which own texts are longer than those they meet. */
  lengthDifference: Measure;
}

const noOrder = "Does not apply: it compares likelihoods and sees no order.";
const inEveryOrder = "No pair was judged in every order.";

/** Measures of one judge over all of its pairs, own texts or not; win rates and lengths over those with an own text. */
export function judgeMeasures(evidence: Evidence, judge: string): JudgeMeasures {
  const mine = (evidence.opinions[evidence.judges.indexOf(judge)] ?? []).flatMap((opinion, pair) =>
    opinion ? [{ pair, opinion }] : [],
  );
  const own = ownItems(evidence, judge);
  const orderFree = mine.length > 0 && mine.every(({ opinion }) => opinion.orderFree);
  const swapped = mine.filter(({ opinion }) => !opinion.orderFree && !Number.isNaN(opinion.share));
  const byPlace = (value: (opinion: Opinion) => number) =>
    orderFree
      ? undefinedMeasure(0, noOrder)
      : rateMeasure(
          evidence,
          swapped.map(({ pair, opinion }) => ({ pair, value: value(opinion) })),
          inEveryOrder,
        );
  const lengths = own.map(({ pair, longerBy: value }) => ({ pair, value }));
  const authors = [...new Set(own.map(({ opponent }) => opponent))].sort(authorOrder);
  const real = own.filter(({ opponent }) => opponent === null);
  return {
    judge,
    orderFree,
    verdicts: mine.reduce((sum, { opinion }) => sum + opinion.asked, 0),
    pairs: mine.length,
    winRates: authors.map((author) => ({
      author,
      winRate: winRate(
        evidence,
        own.filter(({ opponent }) => opponent === author),
      ),
    })),
    winRateGenerators: meanWinRate(
      evidence,
      own.filter(({ opponent }) => opponent !== null),
    ),
    winRateReal: real.length > 0 ? winRate(evidence, real) : undefinedMeasure(0, "It met no real texts."),
    winRateLengthBalanced: lengthBalanced(evidence, own),
    flipRate: byPlace(({ flipped }) => Number(flipped)),
    firstRate: byPlace(({ firstShare }) => firstShare),
    unscoredRate: unscoredRate(evidence, mine),
    longerRate: rateMeasure(
      evidence,
      mine.flatMap(({ pair, opinion }) => {
        const [one, two] = evidence.pairs[pair]!.texts;
        if (one.length === two.length) return [];
        return { pair, value: one.length > two.length ? opinion.share : 1 - opinion.share };
      }),
      "No pair of unequal length was judged in every order.",
    ),
    lengthDifference: pairMeasure(evidence, lengths, weightedMean(lengths), "It met no text with one of its own."),
  };
}

const authorOrder = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

const sharesOf = (items: readonly OwnItem[]): PairValue[] =>
  defined(items.map(({ pair, share: value }) => ({ pair, value })));

const winRate = (evidence: Evidence, items: readonly OwnItem[]) => rateMeasure(evidence, sharesOf(items), inEveryOrder);

function meanOf(statistics: readonly PairStatistic[]): PairStatistic {
  return (weights) => statistics.reduce((sum, statistic) => sum + statistic(weights) / statistics.length, 0);
}

function meanWinRate(evidence: Evidence, items: readonly OwnItem[]): Measure {
  const groups = [...new Set(items.map(({ opponent }) => opponent))]
    .map((author) => sharesOf(items.filter(({ opponent }) => opponent === author)))
    .filter((values) => values.length > 0);
  if (groups.length === 0) return undefinedMeasure(0, "It met no other generator in every order.");
  const used = groups.flat();
  // All wins or all defeats: the interval of a rate, which resampling cannot give.
  if (groups.length === 1 || new Set(used.map(({ value }) => value)).size === 1) {
    return rateMeasure(evidence, used, inEveryOrder);
  }
  return pairMeasure(evidence, used, meanOf(groups.map(weightedMean)), inEveryOrder);
}

function lengthBalanced(evidence: Evidence, own: readonly OwnItem[]): Measure {
  const longer = sharesOf(own.filter(({ longerBy }) => longerBy > 0));
  const shorter = sharesOf(own.filter(({ longerBy }) => longerBy < 0));
  const statistic = meanOf([weightedMean(longer), weightedMean(shorter)]);
  const gap = `Own texts are longer in ${longer.length} pairs and shorter in ${shorter.length}; both are needed.`;
  return pairMeasure(evidence, [...longer, ...shorter], statistic, gap);
}

function unscoredRate(evidence: Evidence, mine: readonly { pair: number; opinion: Opinion }[]): Measure {
  const shares = mine.map(({ pair, opinion }) => ({ pair, value: opinion.unscored / opinion.asked }));
  return rateMeasure(evidence, shares, "It has judged nothing.");
}
