/** @file Preference leakage: do two judges each rate their own texts above what they agree on? */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { ownItems, type Evidence } from "./evidence.ts";
import { pairMeasure, weightedMean, type PairStatistic, type PairValue } from "./pair-measure.ts";

/** Win rates of two texts' sources by two judges: `ij` is what judge j gives the texts of i. On any one scale. */
export interface WinRates {
  ii: number;
  ij: number;
  jj: number;
  ji: number;
}

/**
 * PLS(i, j) = ½ [(WR(i,i) - AVG(i,j)) / AVG(i,j) + (WR(j,j) - AVG(j,i)) / AVG(j,i)], AVG(i,j) = (WR(i,i) + WR(i,j)) / 2.
 *
 * A ratio in -1..1, 0 without leakage, > 0 where each judge prefers its own. NaN where a text wins with neither judge.
 * Source: Li D. et al. 2025, arXiv 2502.01534 (there in percent).
 */
export function preferenceLeakage({ ii, ij, jj, ji }: WinRates): number {
  const gain = (own: number, foreign: number) => (own - foreign) / (own + foreign);
  return (gain(ii, ij) + gain(jj, ji)) / 2;
}

interface Meeting {
  used: readonly PairValue[];
  statistic: PairStatistic;
}

/** Win rates over the pairs (text of i, text of j) that both have judged; null where there are none. */
function meetingOf(evidence: Evidence, i: string, j: string): Meeting | null {
  const seen = new Map(ownItems(evidence, j).map((item) => [item.pair, item.share]));
  const both = ownItems(evidence, i).flatMap(({ pair, opponent, share }) => {
    const theirs = seen.get(pair);
    const judged = opponent === j && theirs !== undefined && !Number.isNaN(theirs + share);
    return judged ? [{ pair, mine: share, theirs }] : [];
  });
  if (both.length === 0) return null;
  const mine = both.map(({ pair, mine: value }) => ({ pair, value }));
  const winI = weightedMean(mine);
  const winJ = weightedMean(both.map(({ pair, theirs: value }) => ({ pair, value })));
  return {
    used: mine,
    statistic: (weights) => {
      const [ii, jj] = [winI(weights), winJ(weights)];
      return preferenceLeakage({ ii, ij: 1 - jj, jj, ji: 1 - ii });
    },
  };
}

/**
 * PLS of two judges from the pairs (text of i, text of j) that both judged in every order; ties one half.
 *
 * Texts meet head to head, so WR(j,i) = 1 - WR(i,i) and WR(i,j) = 1 - WR(j,j). Symmetric in i and j.
 */
export function preferenceLeakageOf(evidence: Evidence, i: string, j: string): Measure {
  const meeting = meetingOf(evidence, i, j);
  if (!meeting) return undefinedMeasure(0, `"${i}" and "${j}" have not both judged pairs of their texts.`);
  return pairMeasure(evidence, meeting.used, meeting.statistic, "One of the two wins no pair with either judge.");
}

/**
 * Mean PLS of one judge over the judges whose texts met its own before both of them; see `preferenceLeakageOf`. Rivals
 * with whom it is undefined are left out, in each resample too.
 */
export function meanPreferenceLeakage(evidence: Evidence, judge: string): Measure {
  const meetings = evidence.judges.flatMap((other) => {
    const meeting = other === judge ? null : meetingOf(evidence, judge, other);
    return meeting ? [meeting] : [];
  });
  if (meetings.length === 0) {
    return undefinedMeasure(
      0,
      `No other judge has judged pairs of its own texts with those of "${judge}", which it needs.`,
    );
  }
  const statistic: PairStatistic = (weights) => {
    const found = meetings.map((meeting) => meeting.statistic(weights)).filter((value) => !Number.isNaN(value));
    return found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  const used = meetings.flatMap((meeting) => meeting.used);
  return pairMeasure(evidence, used, statistic, `With every rival, one of the two wins no pair with either judge.`);
}
