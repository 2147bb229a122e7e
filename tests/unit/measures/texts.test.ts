import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { nearDuplicateClusters } from "#measures/clusters.ts";
import { copiedShare, distinctN, uniqueShare } from "#measures/diversity.ts";
import { wordsOf } from "#measures/text-words.ts";

describe("near-duplicate clusters", () => {
  it("ties texts that share four of five words, and texts that differ in case and punctuation", () => {
    const texts = ["play some jazz by miles", "Play some jazz, by Miles!", "play some rock by miles", "book a table"];
    expect(nearDuplicateClusters(texts)).toEqual(["0", "0", "2", "3"]);
    expect(nearDuplicateClusters(["a b c d", "a b c d e", "a b c x"])).toEqual(["0", "0", "2"]);
  });

  it("chains: neighbours of neighbours are one cluster", () => {
    expect(nearDuplicateClusters(["a b c d e", "a b c d e f", "b c d e f g", "a b c d e f g"])).toEqual([
      "0",
      "0",
      "0",
      "0",
    ]);
  });

  it("keeps scripts and emoji apart", () => {
    const texts = ["संगीत चलाओ", "संगीत रोको", "🎵", "🎶", "", "  ", "شغل الموسيقى"];
    expect(nearDuplicateClusters(texts)).toEqual(["0", "1", "2", "3", "4", "4", "6"]);
  });

  it("finds exactly the pairs that comparing all with all finds, fast enough for 5,000 texts", () => {
    const random = new Random(9);
    const text = () => Array.from({ length: 4 + random.below(4) }, () => `w${random.below(14)}`).join(" ");
    const few = Array.from({ length: 250 }, text);
    expect(nearDuplicateClusters(few)).toEqual(allPairs(few));
    const wide = () => Array.from({ length: 9 }, () => `w${Math.floor(3000 * random.next() ** 3)}`).join(" ");
    const started = performance.now();
    nearDuplicateClusters(Array.from({ length: 5000 }, wide));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

function allPairs(texts: string[]): string[] {
  const cluster = texts.map((_, i) => i);
  const sets = texts.map((text) => new Set(wordsOf(text)));
  for (let i = 0; i < texts.length; i++) {
    for (let j = 0; j < i; j++) {
      const shared = [...sets[i]!].filter((word) => sets[j]!.has(word)).length;
      if (shared / (sets[i]!.size + sets[j]!.size - shared) < 0.8) continue;
      const [from, to] = [Math.max(cluster[i]!, cluster[j]!), Math.min(cluster[i]!, cluster[j]!)];
      cluster.forEach((id, k) => id === from && (cluster[k] = to));
    }
  }
  return cluster.map(String);
}

describe("diversity", () => {
  it("counts different texts, n-grams within texts, and copies", () => {
    expect(uniqueShare(["Play jazz", "play jazz!", "play rock"])).toBeCloseTo(2 / 3, 14);
    expect(distinctN(["a b c", "a b d"], 2)).toBeCloseTo(3 / 4, 14);
    expect(copiedShare(["Play jazz.", "play rock"], ["play jazz", "other"])).toBe(0.5);
  });

  it("is undefined without anything to count", () => {
    expect([uniqueShare([]), distinctN(["one", ""], 2), copiedShare([], ["x"])]).toEqual([null, null, null]);
  });
});
