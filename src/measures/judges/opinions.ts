/** @file From the verdicts of both orders to one opinion per judge and pair. */
import type { JudgedText, Verdict } from "./verdict.ts";

/** Two texts that were compared, in an order that does not depend on how they were shown. */
export interface ComparedPair {
  id: string;
  label: string;
  cluster: string;
  texts: readonly [JudgedText, JudgedText];
}

/** What a judge thinks of a pair, its place of mention averaged out. */
export interface Opinion {
  /** Share of the verdicts for `texts[0]`, ties one half; NaN unless every order was answered. */
  share: number;
  /** Mean probability of `texts[0]`; NaN unless every order has one. */
  probability: number;
  /** Whether the two orders contradict each other: the verdict followed the place. False for a tie in either. */
  flipped: boolean;
  /** Share of the verdicts for the text shown first, ties one half; NaN like `share`. */
  firstShare: number;
  asked: number;
  unscored: number;
  orderFree: boolean;
}

export interface Opinions {
  pairs: readonly ComparedPair[];
  /** In the order of their first verdicts. */
  judges: readonly string[];
  /** `[judges][pairs]`; undefined where a judge was not asked. */
  opinions: readonly (readonly (Opinion | undefined)[])[];
}

const textKey = ({ author, instance }: Pick<JudgedText, "author" | "instance">) => JSON.stringify([author, instance]);

/** Whether two mentions are of one text. */
export const sameText = (
  a: Pick<JudgedText, "author" | "instance">,
  b: Pick<JudgedText, "author" | "instance">,
): boolean => a.author === b.author && a.instance === b.instance;

/**
 * Gathers verdicts by judge and pair.
 *
 * An opinion needs both orders (one row where the judge is order-free); with one of them missing or unscored it is NaN,
 * since half of a swap does not cancel a preference for a place.
 * @throws RangeError where a pair has other texts, a judge answers one order twice, or a probability is not in 0..1.
 */
export function opinionsOf(verdicts: readonly Verdict[]): Opinions {
  const pairs = new Map<string, ComparedPair>();
  const places = new Map<string, number>();
  const asked = new Map<string, Map<string, Verdict[]>>();
  for (const verdict of verdicts) {
    const { pair: id, judge, label, cluster = id, first, second, pFirst } = verdict;
    const texts = textKey(first) < textKey(second) ? ([first, second] as const) : ([second, first] as const);
    const known = pairs.get(id);
    if (known && !(sameText(known.texts[0], texts[0]) && sameText(known.texts[1], texts[1]))) {
      throw new RangeError(`Pair "${id}" stands for two different pairs of texts; expected one id per pair.`);
    }
    if (pFirst !== undefined && !(pFirst >= 0 && pFirst <= 1)) {
      throw new RangeError(`Pair "${id}", judge "${judge}": found probability ${pFirst}, expected 0 to 1.`);
    }
    if (!known) {
      places.set(id, pairs.size);
      pairs.set(id, { id, label, cluster, texts });
    }
    const mine = asked.get(judge) ?? new Map<string, Verdict[]>();
    asked.set(judge, mine.set(id, [...(mine.get(id) ?? []), verdict]));
  }
  const list = [...pairs.values()];
  const opinions = [...asked.values()].map((mine) => {
    const row = new Array<Opinion | undefined>(list.length).fill(undefined);
    for (const [id, rows] of mine) row[places.get(id)!] = opinionOf(pairs.get(id)!, rows);
    return row;
  });
  return { pairs: list, judges: [...asked.keys()], opinions };
}

const firstShareOf = ({ choice }: Verdict) =>
  choice === null ? NaN : choice === "first" ? 1 : choice === "second" ? 0 : 0.5;

function opinionOf({ id, texts }: ComparedPair, rows: readonly Verdict[]): Opinion {
  const orderFree = rows.every((row) => row.orderFree === true);
  const forms = new Set(rows.map((row) => sameText(row.first, texts[0])));
  if (forms.size < rows.length || (orderFree && rows.length > 1)) {
    throw new RangeError(`Pair "${id}": judge "${rows[0]!.judge}" answered one order ${rows.length} times.`);
  }
  const complete = orderFree || rows.length === 2;
  const mean = (value: (row: Verdict) => number) =>
    complete ? rows.reduce((sum, row) => sum + value(row), 0) / rows.length : NaN;
  const turned = (row: Verdict, first: number) => (sameText(row.first, texts[0]) ? first : 1 - first);
  const shares = rows.map((row) => turned(row, firstShareOf(row)));
  return {
    share: mean((row) => turned(row, firstShareOf(row))),
    probability: mean((row) => turned(row, row.pFirst ?? NaN)),
    flipped: complete && rows.length === 2 && Math.abs(shares[0]! - shares[1]!) === 1,
    firstShare: mean(firstShareOf),
    asked: rows.length,
    unscored: rows.filter((row) => row.choice === null).length,
    orderFree,
  };
}
