/** @file Which texts are so alike that they are one observation. */
import { wordsOf } from "./text-words.ts";

/** Texts are near-duplicates from this similarity of their word sets. */
const nearDuplicateJaccard = 0.8;

/**
 * Cluster ids of near-duplicate texts, one per text: the index of the cluster's first text.
 *
 * Two texts are near-duplicates when |A and B| / |A or B| >= 0.8 for their word sets (case and punctuation aside);
 * clusters are the connected groups. Blank texts form one cluster. Exact: pairs come from an inverted index over the
 * rarest words that a partner must share (prefix filtering), so a few thousand texts take well under a second.
 */
export function nearDuplicateClusters(texts: readonly string[]): string[] {
  const parent = Int32Array.from(texts.keys());
  const join = (a: number, b: number) => {
    const [first, second] = [root(parent, a), root(parent, b)].sort((x, y) => x - y) as [number, number];
    parent[second] = first;
  };
  const different = new Map<string, number>();
  const sets: { text: number; words: Set<string> }[] = [];
  texts.forEach((text, i) => {
    const words = new Set(wordsOf(text).sort());
    const key = [...words].join(" ");
    const same = different.get(key);
    if (same !== undefined) return join(i, same);
    different.set(key, i);
    sets.push({ text: i, words });
  });
  for (const [a, b] of similarPairs(sets.map(({ words }) => words))) join(sets[a]!.text, sets[b]!.text);
  return texts.map((_, i) => String(root(parent, i)));
}

function root(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
  return at;
}

function* similarPairs(sets: readonly Set<string>[]): Generator<[number, number]> {
  const frequency = new Map<string, number>();
  for (const words of sets) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const rarestFirst = (a: string, b: string) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1);
  const index = new Map<string, number[]>();
  for (const [i, words] of sets.entries()) {
    const ordered = [...words].sort(rarestFirst);
    const leastShared = Math.ceil(nearDuplicateJaccard * ordered.length - 1e-9);
    const candidates = new Set<number>();
    for (const word of ordered.slice(0, ordered.length - leastShared + 1)) {
      const holders = index.get(word);
      if (!holders) index.set(word, [i]);
      else {
        for (const j of holders) candidates.add(j);
        holders.push(i);
      }
    }
    for (const j of candidates) if (jaccard(words, sets[j]!) >= nearDuplicateJaccard) yield [i, j];
  }
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size < nearDuplicateJaccard * large.size - 1e-9) return 0;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}
