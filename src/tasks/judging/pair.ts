/** @file Two texts that a judge compares. */
import type { JudgedText, Verdict } from "#measures/judges/verdict.ts";
import type { Example } from "#tasks/task.ts";

/** A text that may be drawn into a pair, in the wire form of its task. */
export interface PoolText extends Example {
  instance: string;
  /** What the text was written for (the task's stratum); only texts of one label are compared. */
  label: string;
  /** Near-duplicates share one, over all authors; absent: the text is like no other. */
  cluster?: string;
}

/** The texts of one author; `author` is null for the real ones. */
export interface AuthorTexts {
  author: string | null;
  texts: readonly PoolText[];
}

export interface PairedText extends PoolText {
  author: string | null;
}

/** Two texts of one label: `own` by the model for which the pair was drawn, `other` by a rival or from the real data. */
export interface TextPair {
  id: string;
  label: string;
  /** Pairs that share near-duplicate texts; they are resampled together. */
  cluster: string;
  own: PairedText & { author: string };
  other: PairedText;
}

/** A pair as it is shown to a judge. */
export interface ShownPair {
  pair: string;
  cluster: string;
  label: string;
  first: PairedText;
  second: PairedText;
}

/** Both orders of a pair; a judge that sees no order is asked the first alone. */
export function shownPairs({ id, label, cluster, own, other }: TextPair, orderFree: boolean): ShownPair[] {
  const ownFirst = { pair: id, cluster, label, first: own, second: other };
  return orderFree ? [ownFirst] : [ownFirst, { ...ownFirst, first: other, second: own }];
}

const judged = ({ author, instance, input }: PairedText): JudgedText => ({
  ...{ author, instance },
  length: [...input].length,
});

/** What every verdict on a pair says of it. */
export function verdictOn({ pair, cluster, label, first, second }: ShownPair, judge: string): Omit<Verdict, "choice"> {
  return { judge, pair, cluster, label, first: judged(first), second: judged(second) };
}

/**
 * What a judge is asked, in the order of the pairs. `all`: every pair, as gold judges and quality baselines need it; else
 * those with a text of its own.
 */
export function questionsFor(
  judge: string,
  pairs: readonly TextPair[],
  { orderFree, all }: { orderFree: boolean; all: boolean },
): ShownPair[] {
  const its = pairs.filter(({ own, other }) => all || own.author === judge || other.author === judge);
  return its.flatMap((pair) => shownPairs(pair, orderFree));
}
