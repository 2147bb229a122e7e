/** @file The scale of scores: read from the rows, spoken of in levels. */
import { decimalOf } from "#measures/decimals.ts";
import type { Example, TaskContext } from "#tasks/task.ts";

export interface Scale {
  low: number;
  high: number;
  /** Evenly spaced, low and high included. */
  levels: readonly number[];
}

/** With more whole numbers than this a scale is cut into as many levels as the usual one has, 0 to 5. */
const MOST_LEVELS = 11;
const USUAL_LEVELS = 6;

const rounded = (value: number) => Number(value.toPrecision(6));

/**
 * The scale of these rows. It begins at 0, at 1 where no score is below 1, below 0 at the whole number under the lowest;
 * it ends at the whole number that is not under the highest. Levels: its whole numbers (0–5, 0–4, 1–5, 0–10); six evenly
 * spaced ones where it has more than eleven (0–100: 0, 20, …) or where scores between 0 and 1 are no whole numbers
 * (0, 0.2, … 1). Rows alone cannot tell a scale whose ends nobody used. No rows: 0–1.
 */
export function scaleOf(instances: readonly Pick<Example, "target">[]): Scale {
  let least = Infinity;
  let most = -Infinity;
  let whole = true;
  for (const { target } of instances) {
    const score = decimalOf(target);
    if (score === null) continue;
    least = Math.min(least, score);
    most = Math.max(most, score);
    whole &&= Number.isInteger(score);
  }
  const low = least < 0 ? Math.floor(least) : least >= 1 && least < Infinity ? 1 : 0;
  const high = Math.max(Math.ceil(most), low + 1);
  const steps = high - low;
  const count = steps >= MOST_LEVELS || (steps === 1 && !whole) ? USUAL_LEVELS : steps + 1;
  const levels = Array.from({ length: count }, (_, i) => rounded(low + (steps * i) / (count - 1)));
  return { low, high, levels };
}

/** The levels as labels: those that are the nearest of some row, so that each can be drawn and learnt. */
export function levelsOf(instances: readonly Pick<Example, "target">[]): string[] {
  const levels = scaleOf(instances).levels.map(String);
  const used = new Set(instances.map(({ target }) => nearestLevel(target, levels)));
  return levels.filter((level) => used.has(level));
}

/** The level nearest to a score; the upper one of two that are equally near. */
export function nearestLevel(score: string, levels: readonly string[]): string {
  const value = Number(score);
  const distance = (level: string) => Math.abs(Number(level) - value);
  return levels.reduce((best, level) => (distance(level) <= distance(best) ? level : best), levels[0] ?? score);
}

/** The ends of the levels, which are in ascending order. */
export const endsOf = ({ labels }: Pick<TaskContext, "labels">): [low: number, high: number] => [
  Number(labels[0]),
  Number(labels.at(-1)),
];

const meanings = [
  "the two texts have nothing in common",
  "they are about the same topic and say different things",
  "they differ in what they say and share some details",
  "they agree in the main point, but something that matters differs or is missing",
  "they mean nearly the same; only small details differ",
  "the two texts mean the same",
];

const place = (level: string, levels: readonly string[]) => {
  const [low, high] = endsOf({ labels: levels });
  return high > low ? (Number(level) - low) / (high - low) : 1;
};

/**
 * What a level means, in words: of six meanings that are spread evenly over the scale the nearest one, which goes to the
 * level nearest to it; other levels are between their neighbours. The card's own words go first.
 */
export function meaningOf(level: string, { labels, card }: Pick<TaskContext, "labels" | "card">): string {
  const own = card?.labels && Object.hasOwn(card.labels, level) ? card.labels[level]!.trim() : "";
  if (own) return own;
  const steps = meanings.length - 1;
  const nearest = Math.round(place(level, labels) * steps);
  const distance = (other: string) => Math.abs(place(other, labels) * steps - nearest);
  const taken = labels.some((other) => distance(other) < distance(level));
  return taken ? "between the levels beside it" : meanings[nearest]!;
}
