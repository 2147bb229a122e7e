/** @file Tokens as a view of a text: the spans of a text as one tag a token, and back. */
import type { Span } from "#measures/spans.ts";

/** A word, a number or a single sign, and where it stands (UTF-16 units, end exclusive). */
export interface Token {
  text: string;
  start: number;
  end: number;
}

/** Scripts that put no space between words: a token is a character, so that names can begin and end anywhere. */
const unspaced = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer"].map((s) => `\\p{Script=${s}}`).join("");
const letter = `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])`;
const token = new RegExp(
  `[${unspaced}]\\p{M}*|${letter}+(?:[-.'’&]${letter}+)*|\\p{Extended_Pictographic}|[^\\s]`,
  "gu",
);

/**
 * The tokens of a text in reading order. Words keep a hyphen, point, apostrophe or ampersand between two letters or digits
 * ("techno-based", "U.S", "AT&T"); every other sign is a token of its own.
 */
export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(token), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}

/** Outside of every entity. */
export const OUTSIDE = "O";

/**
 * The entities as one tag a token: `B-` where an entity begins, `I-` where it goes on, else `O`. A token that an entity
 * covers in part is tagged whole. Of entities that share a token the longest is tagged, of equally long ones the first:
 * tags can say no more.
 */
export function tagsOf(tokens: readonly Token[], spans: readonly Span[]): string[] {
  const tags = tokens.map(() => OUTSIDE);
  const longestFirst = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (const { start, end, label } of longestFirst) {
    const covered = tokens.flatMap((one, i) => (one.start < end && start < one.end ? [i] : []));
    if (covered.some((i) => tags[i] !== OUTSIDE)) continue;
    covered.forEach((i, place) => (tags[i] = `${place === 0 ? "B" : "I"}-${label}`));
  }
  return tags;
}

/** An entity in tokens, `end` exclusive, as data sets with tokens give them. */
export interface TokenRun {
  start: number;
  end: number;
  label: string;
}

/** A tag's part and label: `B-PER`, `PER-B` is not one; null for `O`. */
export function partsOfTag(tag: string): { part: string; label: string } | null {
  if (tag === OUTSIDE) return null;
  const found = /^([BIESLUM])[-_](.+)$/u.exec(tag);
  return found ? { part: found[1]!, label: found[2]! } : { part: "I", label: tag };
}

/**
 * The runs of tokens that tags mark, read as conlleval does: `B`, `S` and `U` begin a run, so does a tag of another label
 * than the one before it and any tag after `O`; `E`, `L`, `S` and `U` end it. So IOB1, IOB2, IOBES and BILOU are read alike, and an
 * `I-` without its `B-` begins a run.
 */
export function runsOf(tags: readonly string[]): TokenRun[] {
  const runs: TokenRun[] = [];
  let open: TokenRun | null = null;
  tags.forEach((tag, i) => {
    const parts = partsOfTag(tag);
    if (!parts) {
      open = null;
      return;
    }
    const { part, label } = parts;
    const goesOn = open !== null && open.label === label && !"BSU".includes(part);
    if (goesOn) open!.end = i + 1;
    else runs.push((open = { start: i, end: i + 1, label }));
    if ("ESLU".includes(part)) open = null;
  });
  return runs;
}

/** Runs of tokens as spans of the text that the tokens stand in. */
export const spansOfRuns = (tokens: readonly Token[], runs: readonly TokenRun[]): Span[] =>
  runs.map(({ start, end, label }) => ({ start: tokens[start]!.start, end: tokens[end - 1]!.end, label }));

/** The entities that one tag a token marks; see `runsOf`. */
export const spansOf = (tokens: readonly Token[], tags: readonly string[]): Span[] => spansOfRuns(tokens, runsOf(tags));
