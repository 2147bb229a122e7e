/** @file Which texts a judge compares: its own with others' of the same label, balanced over authors and labels. */
import { Random, seedOf } from "#core/random.ts";
import { comparableText } from "#tasks/comparable.ts";
import { joinClusters } from "./join-clusters.ts";
import type { AuthorTexts, PairedText, PoolText, TextPair } from "./pair.ts";

export interface DrawOptions {
  /** Pairs drawn for each judge. */
  perJudge: number;
  seed: number;
  /** Authors whose own texts are drawn against the others; left out: every author but the real ones. */
  judges?: readonly string[];
  /** Turns that real texts take while every other author has one; left out: 1. */
  realTurns?: number;
  /** Takes, for each own text, the other author's text of the nearest length instead of a random one. */
  matchLength?: boolean;
}

export interface DrawnPairs {
  pairs: readonly TextPair[];
  /** Judges for whom fewer pairs were drawn than asked for: the texts ran out. */
  short: readonly { judge: string; drawn: number; asked: number }[];
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byInstance = (a: PoolText, b: PoolText) => inOrder(a.instance, b.instance);

/** Unused texts of one author by label. */
type Pool = ReadonlyMap<string, PairedText[]>;

function poolOf({ author, texts }: AuthorTexts, seed: number): Pool {
  const labels = [...new Set(texts.map(({ label }) => label))].sort(inOrder);
  return new Map(
    labels.map((label) => {
      const random = new Random(seedOf(seed, "pairs", author ?? "real data", author === null ? 0 : 1, label));
      const its = texts.filter((text) => text.label === label).sort(byInstance);
      return [label, random.shuffled(its).map((text) => ({ ...text, author }))];
    }),
  );
}

/**
 * Draws `perJudge` pairs of texts of one label for every judge: one by its own model, one by another author.
 *
 * For each judge the other authors take turns (real texts `realTurns` of them), and for each of them the labels that both
 * have: counts differ by one turn at most until texts run out. The judges take turns as well, so that a shortage meets all alike. Every
 * text stands in one pair at most, so that pairs are independent except for near-duplicates (`cluster`); texts that
 * are equal but for spelling are never a pair. Equal texts and seed give equal pairs, in whatever order sets and texts come.
 * @throws RangeError for two sets of one author, a judge without texts, `perJudge` that is no whole number from 1, or
 * `realTurns` that is none from 0.
 */
export function drawPairs(sets: readonly AuthorTexts[], options: DrawOptions): DrawnPairs {
  const { perJudge, seed, realTurns = 1, matchLength = false } = options;
  if (!Number.isInteger(perJudge) || perJudge < 1) {
    throw new RangeError(`Pairs per judge: found ${perJudge}, expected a whole number from 1.`);
  }
  if (!Number.isInteger(realTurns) || realTurns < 0) {
    throw new RangeError(`Turns of real texts: found ${realTurns}, expected a whole number from 0.`);
  }
  const pools = new Map<string | null, Pool>();
  const authors = [...sets].sort(
    (a, b) => Number(a.author === null) - Number(b.author === null) || inOrder(a.author!, b.author!),
  );
  for (const set of authors) {
    if (pools.has(set.author)) throw new RangeError(`Two sets of texts are by "${set.author ?? "real data"}".`);
    pools.set(set.author, poolOf(set, seed));
  }
  const names = [...pools.keys()];
  const judges = options.judges ?? names.filter((name) => name !== null);
  for (const judge of judges) {
    if (!pools.has(judge)) throw new RangeError(`"${judge}" is to judge its own texts, but none are given.`);
  }
  const turns = judges.map((judge) => ({
    ...{ judge, drawn: 0 },
    opponents: names
      .filter((name) => name !== judge)
      .flatMap((author, place) => {
        const cells = cellsOf(pools.get(judge)!, pools.get(author)!, place);
        return Array.from({ length: author === null ? realTurns : 1 }, () => cells);
      }),
  }));
  const pairs: TextPair[] = [];
  for (let turn = 0; turn < perJudge; turn++) {
    for (const mine of turns) {
      const found = nextPair(mine.opponents, turn, matchLength);
      if (!found) continue;
      mine.drawn++;
      const [own, other] = found as [TextPair["own"], PairedText];
      pairs.push({ id: `${mine.judge}/${turn}`, label: own.label, cluster: "", own, other });
    }
  }
  const short = turns.flatMap(({ judge, drawn }) => (drawn < perJudge ? [{ judge, drawn, asked: perJudge }] : []));
  return { pairs: joinClusters(pairs), short };
}

/** One label of a judge and one other author. */
interface Cell {
  own: PairedText[];
  other: PairedText[];
  drawn: number;
}

/** Cells of the labels that both have, beginning at another label for each author. */
function cellsOf(own: Pool, other: Pool, place: number): Cell[] {
  const labels = [...own.keys()].filter((label) => other.has(label));
  const from = labels.length === 0 ? 0 : place % labels.length;
  return [...labels.slice(from), ...labels.slice(0, from)].map((label) => ({
    ...{ own: own.get(label)!, other: other.get(label)! },
    drawn: 0,
  }));
}

/** The next pair of the author whose turn it is, or of those after it where its texts have run out. */
function nextPair(
  opponents: readonly (readonly Cell[])[],
  turn: number,
  matchLength: boolean,
): [PairedText, PairedText] | null {
  for (let k = 0; k < opponents.length; k++) {
    const cells = opponents[(turn + k) % opponents.length]!;
    for (const cell of [...cells].sort((a, b) => a.drawn - b.drawn)) {
      const pair = takePair(cell, matchLength);
      if (!pair) continue;
      cell.drawn++;
      return pair;
    }
  }
  return null;
}

function takePair({ own, other }: Cell, matchLength: boolean): [PairedText, PairedText] | null {
  for (const [i, mine] of own.entries()) {
    const shape = comparableText(mine.input);
    const fits = other.filter((text) => comparableText(text.input) !== shape);
    const gap = (text: PairedText) => Math.abs([...text.input].length - [...mine.input].length);
    const theirs = matchLength
      ? fits.reduce<PairedText | undefined>((best, text) => (best && gap(best) <= gap(text) ? best : text), undefined)
      : fits[0];
    if (!theirs) continue;
    own.splice(i, 1);
    other.splice(other.indexOf(theirs), 1);
    return [mine, theirs];
  }
  return null;
}
