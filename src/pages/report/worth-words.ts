/** @file Worth in labelled rows, in words and on a scale that doubles from mark to mark. */
import { count, roughCount } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import { leastWorth, type RowWorth } from "#state/reading.ts";

/** "fewer than 5", "22", "at least 240" */
export function rowsWords(value: number, most: number): string {
  if (value >= most) return `at least ${count(most)}`;
  return value < leastWorth ? `fewer than ${leastWorth}` : roughCount(value);
}

/** The interval: "11 to 48", "20 to at least 240", "up to 15"; empty where there is none, and where both ends are the same. */
export function worthRange({ low, high, most }: RowWorth): string {
  if (low === null || high === null) return "";
  const [from, to] = [rowsWords(low, most), rowsWords(high, most)];
  if (from === to) return "";
  return low < leastWorth && high < most ? `up to ${to}` : `${from} to ${to}`;
}

/** Doublings of the least worth that is told apart; what is less stands at zero. */
const doublings = (rows: number) => Math.log2(Math.max(rows, leastWorth) / leastWorth);

export function onDoublings({ estimate, low, high, n }: RowWorth): Measure {
  const of = (rows: number | null) => (rows === null ? null : doublings(rows));
  return { estimate: of(estimate), low: of(low), high: of(high), n };
}

export const doublingsDomain = (most: number): [number, number] => [0, doublings(most)];

/** The number of rows at a place of that scale. */
export function atDoublings(most: number): (value: number) => string {
  return (value) => {
    if (value <= 0) return `< ${leastWorth}`;
    return value === doublings(most) ? `≥ ${count(most)}` : roughCount(leastWorth * 2 ** value);
  };
}
