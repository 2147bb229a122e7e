/** @file Where a name stands in a text. */
import type { Span } from "#measures/spans.ts";

type Place = Pick<Span, "start" | "end">;

/** Scripts with spaces between words; elsewhere a name can begin and end anywhere. */
const inWord =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}])[\p{L}\p{M}\p{N}]/u;

const characterBefore = (text: string, at: number) =>
  at === 0 ? "" : Array.from(text.slice(Math.max(0, at - 2), at)).at(-1)!;

/** Whether a word may begin or end at this place of a text. */
export const isBorder = (text: string, at: number) =>
  !(inWord.test(characterBefore(text, at)) && inWord.test(text.slice(at, at + 2)));

/** Lower case of the same length, so that places stay right. */
const lower = (text: string) =>
  Array.from(text, (character) => {
    const low = character.toLowerCase();
    return low.length === character.length ? low : character;
  }).join("");

function occurrences(text: string, name: string): Place[] {
  const places: Place[] = [];
  for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1)) {
    places.push({ start, end: start + name.length });
  }
  return places;
}

/**
 * All places of a name in a text at word borders, in reading order: those in its own spelling, or where there are none those
 * in other case. Empty for an empty name. They may overlap each other.
 */
export function placesOf(text: string, name: string): Place[] {
  const wanted = name.trim();
  if (wanted === "") return [];
  const atBorders = (places: Place[]) =>
    places.filter(({ start, end }) => isBorder(text, start) && isBorder(text, end));
  const exact = atBorders(occurrences(text, wanted));
  return exact.length > 0 ? exact : atBorders(occurrences(lower(text), lower(wanted)));
}

export const overlap = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;
