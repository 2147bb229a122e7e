/** @file What a tiny model sees of one token: its shape, itself, and the words beside it. */
import type { Token } from "./tokens.ts";

/** Words shown on each side. */
const REACH = 2;
const FIRST = "^";
const LAST = "$";

/** How a token is written: `.` a sign, `9` begins with a digit, `X` one capital, `XX` capitals, `Xx` a capital first, `x` other. */
export function shapeOf(text: string): string {
  if (!/[\p{L}\p{N}]/u.test(text)) return ".";
  if (/^\p{N}/u.test(text)) return "9";
  if (!/^\p{Lu}/u.test(text)) return "x";
  if (/\p{Ll}/u.test(text)) return "Xx";
  return /^.\p{M}*$/u.test(text) ? "X" : "XX";
}

/**
 * A token in its window as one text: shapes of the token before, itself and the one after; the token; two words on each
 * side with `_` in its place, `^` and `$` for the text's ends. The token comes first, so that all later states know it.
 */
export function windowOf(tokens: readonly Token[], at: number): string {
  const shape = (i: number) => (i < 0 ? FIRST : i >= tokens.length ? LAST : shapeOf(tokens[i]!.text));
  const word = (i: number) => (i === at ? "_" : i < 0 ? FIRST : i >= tokens.length ? LAST : tokens[i]!.text);
  const from = Math.max(-1, at - REACH);
  const to = Math.min(tokens.length, at + REACH);
  const beside = Array.from({ length: to - from + 1 }, (_, i) => word(from + i));
  return `${shape(at - 1)} ${shape(at)} ${shape(at + 1)} ${tokens[at]!.text} | ${beside.join(" ")}`;
}
