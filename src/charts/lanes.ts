/** @file Lanes of marks beside labels over one horizontal axis: where things stand. */
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { NumberFormat } from "./format.ts";

export const laneHeight = 13;

/** Pixels that the written number of a tick needs. */
const tickRoom = 44;

export interface Tick {
  x: number;
  zero: boolean;
  /** Empty where numbers would touch. */
  text: string;
}

/** The axis of lanes: labels to the left take what they need, two fifths at most; 0 is always there. */
export function laneAxis(
  width: number,
  labels: readonly string[],
  values: readonly number[],
  write: NumberFormat,
): { x: ScaleLinear<number, number>; ticks: Tick[] } {
  const longest = Math.max(0, ...labels.map((label) => label.length));
  const from = Math.min(longest * 6.8 + 10, width * 0.4) + 8;
  const x = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [from, Math.max(from, width - 16)]).nice(10);
  const found = x.ticks(6);
  const every = Math.max(1, Math.ceil(tickRoom / Math.abs(x(found[1] ?? 0) - x(found[0] ?? 0))));
  const zero = found.indexOf(0);
  const ticks = found.map((value, i) => ({
    x: x(value),
    zero: value === 0,
    text: (i - zero) % every !== 0 ? "" : value === 0 ? "0" : write(value),
  }));
  return { x, ticks };
}
