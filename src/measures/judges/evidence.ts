/** @file Everything that measures of judging read: opinions, a standard from outside, scores, and the resamples. */
import { defaultResamples, eachResample, type ResampleOptions } from "#measures/bootstrap.ts";
import type { Sample } from "#measures/intervals.ts";
import { opinionsOf, sameText, type Opinion, type Opinions } from "./opinions.ts";
import type { GoldVerdict, Verdict } from "./verdict.ts";

/** Whose texts a model's own are compared with. */
export type Opponents = "generators" | "real";

export interface Evidence extends Opinions {
  opponents: Opponents;
  /** `[pairs]`: majority for `texts[0]` by the standard from outside (1, ½, 0); NaN without. null: there is none. */
  gold: readonly number[] | null;
  /** The score matrix with its resamples, for the definitions that read scores. */
  scores: Sample | null;
  /** The likelihood matrix with its resamples (`likelihoodSample`), for the definition that reads it. */
  likelihood: Sample | null;
  /** Weight of each pair in each resample, `[resamples][pairs]`; drawn at the first call. */
  resamples(): readonly Float32Array[];
}

export interface EvidenceOptions extends ResampleOptions {
  gold?: readonly GoldVerdict[] | undefined;
  scores?: Sample | undefined;
  likelihood?: Sample | undefined;
}

/**
 * Reads verdicts once for all measures. Resamples draw clusters of pairs, the same for all judges.
 * @throws RangeError as `opinionsOf` does, and where a gold verdict names a text that its pair does not hold.
 */
export function evidenceOf(
  verdicts: readonly Verdict[],
  { gold, scores, likelihood, seed, resamples = defaultResamples }: EvidenceOptions,
): Evidence {
  const read = opinionsOf(verdicts);
  let drawn: Float32Array[] | undefined;
  const draw = () => {
    const all: Float32Array[] = [];
    const table = {
      name: "pairs",
      // One stratum: a judge has a few pairs of a label, too few to vary within it.
      targets: read.pairs.map(() => "pair"),
      clusters: read.pairs.map(({ cluster }) => cluster),
    };
    eachResample(table, "accuracy", { seed, resamples }, (_, weights) => all.push(Float32Array.from(weights)));
    return all;
  };
  return {
    ...read,
    opponents: "generators",
    gold: gold ? goldShares(read, gold) : null,
    scores: scores ?? null,
    likelihood: likelihood ?? null,
    resamples: () => (drawn ??= draw()),
  };
}

/** 1 above one half, 0 below, ½ on it; NaN stays. */
const outcome = (share: number): number => (Number.isNaN(share) ? NaN : (Math.sign(share - 0.5) + 1) / 2);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function goldShares({ pairs }: Opinions, gold: readonly GoldVerdict[]): number[] {
  const votes = new Map<string, number[]>();
  const byId = new Map(pairs.map((pair) => [pair.id, pair]));
  for (const { pair: id, better } of gold) {
    const pair = byId.get(id);
    if (!pair) continue;
    const place = better === null ? -1 : pair.texts.findIndex((text) => sameText(text, better));
    if (better !== null && place < 0) {
      throw new RangeError(`Gold verdict on pair "${id}" names "${better.instance}", which the pair does not hold.`);
    }
    votes.set(id, [...(votes.get(id) ?? []), better === null ? 0.5 : 1 - place]);
  }
  return pairs.map(({ id }) => outcome(mean(votes.get(id) ?? [])));
}

/**
 * Majority of the other judges on every pair, for `texts[0]`: 1, ½ (tie) or 0; NaN where no other judge has an opinion.
 * Judges who wrote one of the two texts have no vote. A judge's vote is the text with the larger order-averaged
 * probability, or share of verdicts where it gives none.
 */
export function othersMajority({ pairs, judges, opinions }: Opinions, judge: string): number[] {
  return pairs.map(({ texts }, p) => {
    const votes = judges.flatMap((other, j) => {
      if (other === judge || texts.some(({ author }) => author === other)) return [];
      const vote = voteOf(opinions[j]![p]);
      return Number.isNaN(vote) ? [] : [vote];
    });
    return outcome(mean(votes));
  });
}

/** The text a judge's opinion comes down to: 1 for `texts[0]`, ½ for a tie, 0; NaN without an opinion. */
export function voteOf(opinion: Opinion | undefined): number {
  if (!opinion) return NaN;
  return outcome(Number.isNaN(opinion.probability) ? opinion.share : opinion.probability);
}

/** A judge's opinion of a pair that holds one text of its own. */
export interface OwnItem {
  pair: number;
  opponent: string | null;
  /** Share of the verdicts for the own text, ties one half; NaN where unscored. */
  share: number;
  /** Mean probability of the own text; NaN where there is none. */
  probability: number;
  /** 1, ½, 0: which text it comes down to. */
  vote: number;
  /** Characters of the own text more than the other's. */
  longerBy: number;
  /** Whether the own text is `texts[0]`. */
  ownFirst: boolean;
}

/** All pairs of a judge with one own text, against generators and real texts alike. */
export function ownItems({ pairs, judges, opinions }: Opinions, judge: string): OwnItem[] {
  const row = opinions[judges.indexOf(judge)] ?? [];
  return row.flatMap((opinion, pair) => {
    const { texts } = pairs[pair]!;
    const ownFirst = texts[0].author === judge;
    if (!opinion || ownFirst === (texts[1].author === judge)) return [];
    const [own, other] = ownFirst ? texts : ([texts[1], texts[0]] as const);
    const turn = (value: number) => (ownFirst ? value : 1 - value);
    return {
      pair,
      opponent: other.author,
      share: turn(opinion.share),
      probability: turn(opinion.probability),
      vote: turn(voteOf(opinion)),
      longerBy: own.length - other.length,
      ownFirst,
    };
  });
}

/** Those of them that `evidence.opponents` asks for. */
export function itemsAgainst(evidence: Evidence, judge: string): OwnItem[] {
  const real = evidence.opponents === "real";
  return ownItems(evidence, judge).filter(({ opponent }) => (opponent === null) === real);
}
