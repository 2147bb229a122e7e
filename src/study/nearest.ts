/** @file What somebody may have meant by a name that is not there. */

/** Edits (a letter more, less or other) from one text to another; `Infinity` above `most`. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) > most) return Infinity;
    row = next;
  }
  return row[b.length]!;
}

/** The known name that is fewest edits away, a third of its letters at most; null where none is that close. */
export function nearest(said: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.floor(said.length / 3);
  for (const name of known) {
    const distance = editDistance(said, name, least);
    if (distance <= least && (best === null || distance < least)) {
      best = name;
      least = distance;
    }
  }
  return best;
}

const spelling = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** The known name that differs in case, spaces and punctuation alone; null for none. */
export function sameSpelling(said: string, known: readonly string[]): string | null {
  return known.find((name) => spelling(name) === spelling(said) && spelling(said) !== "") ?? null;
}
