import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { drawPairs } from "#tasks/judging/draw-pairs.ts";
import { shownPairs, verdictOn, type AuthorTexts } from "#tasks/judging/pair.ts";

const labels = ["book", "play", "rate"];

function setOf(author: string | null, perLabel: number, text = (i: number) => `${author} says ${i}`): AuthorTexts {
  return {
    author,
    texts: labels.flatMap((label, l) =>
      Array.from({ length: perLabel }, (_, i) => ({
        ...{ instance: `${label}${i}`, label, target: label },
        input: text(l * perLabel + i),
      })),
    ),
  };
}

const sets = [setOf("a", 20), setOf("b", 20), setOf(null, 20)];
const count = <T>(list: readonly T[], key: (item: T) => string) => {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};

describe("drawing pairs", () => {
  it("pairs own texts with others of one label, alike often by author and label", () => {
    const { pairs, short } = drawPairs(sets, { perJudge: 12, seed: 1 });
    expect(short).toEqual([]);
    expect(pairs).toHaveLength(24);
    for (const { label, own, other } of pairs) {
      expect([own.label, other.label]).toEqual([label, label]);
      expect(own.author).not.toBe(other.author);
    }
    const cells = count(pairs, ({ own, other, label }) => `${own.author} ${other.author} ${label}`);
    expect(cells.size).toBe(2 * 2 * 3);
    expect(new Set(cells.values())).toEqual(new Set([2]));
  });

  it("stays balanced to within one where the number does not go up", () => {
    const { pairs } = drawPairs(sets, { perJudge: 11, seed: 1, judges: ["a"] });
    const spread = (counts: Map<string, number>) => Math.max(...counts.values()) - Math.min(...counts.values());
    expect(spread(count(pairs, ({ other }) => `${other.author}`))).toBeLessThanOrEqual(1);
    expect(spread(count(pairs, ({ other, label }) => `${other.author} ${label}`))).toBeLessThanOrEqual(1);
    expect(spread(count(pairs, ({ label }) => label))).toBeLessThanOrEqual(1);
    expect(pairs.every(({ own }) => own.author === "a")).toBe(true);
  });

  it("begins at another label for each author, so that few pairs hold several labels", () => {
    const { pairs } = drawPairs(sets, { perJudge: 2, seed: 1, judges: ["a"] });
    expect(new Set(pairs.map(({ label }) => label)).size).toBe(2);
  });

  it("lets real texts take more turns, or none", () => {
    const turns = (realTurns: number) => {
      const { pairs } = drawPairs(sets, { perJudge: 12, seed: 1, realTurns });
      return count(pairs, ({ own, other }) => `${own.author} ${other.author}`);
    };
    expect(turns(3)).toEqual(new Map(Object.entries({ "a b": 3, "b a": 3, "a null": 9, "b null": 9 })));
    expect([...turns(0).keys()]).toEqual(["a b", "b a"]);
    expect(() => turns(-1)).toThrow("found -1");
  });

  it("takes every text once, and tells who got fewer pairs than asked for", () => {
    const { pairs, short } = drawPairs([setOf("a", 4), setOf("b", 4), setOf(null, 2)], { perJudge: 10, seed: 1 });
    const used = count(
      pairs.flatMap(({ own, other }) => [own, other]),
      ({ author, instance }) => `${author}/${instance}`,
    );
    expect(Math.max(...used.values())).toBe(1);
    expect(short.map(({ judge, asked }) => [judge, asked])).toEqual([
      ["a", 10],
      ["b", 10],
    ]);
    expect(Math.abs(short[0]!.drawn - short[1]!.drawn)).toBeLessThanOrEqual(1);
  });

  it("depends on the seed and on nothing else", () => {
    const drawn = drawPairs(sets, { perJudge: 9, seed: 4 });
    const random = new Random(2);
    const turned = random.shuffled(sets).map(({ author, texts }) => ({ author, texts: random.shuffled(texts) }));
    expect(drawPairs(turned, { perJudge: 9, seed: 4 })).toEqual(drawn);
    expect(drawPairs(sets, { perJudge: 9, seed: 5 })).not.toEqual(drawn);
  });

  it("never compares a text with itself", () => {
    const same = [setOf("a", 3, (i) => `Text ${i}!`), setOf("b", 3, (i) => (i % 3 === 0 ? `text ${i}` : `mine ${i}`))];
    const { pairs } = drawPairs(same, { perJudge: 4, seed: 2 });
    for (const { own, other } of pairs) expect(own.input.toLowerCase().replace("!", "")).not.toBe(other.input);
    const twins = drawPairs([setOf("a", 1, () => "one"), setOf("b", 1, () => "one")], { perJudge: 1, seed: 1 });
    expect(twins.pairs).toEqual([]);
  });

  it("can match lengths", () => {
    const random = new Random(6);
    const long = (author: string, from: number) =>
      setOf(author, 20, (i) => `${author}${i} `.padEnd(from + random.below(40), "x"));
    const unequal = [long("a", 10), long("b", 20)];
    const gap = (matchLength: boolean) =>
      drawPairs(unequal, { perJudge: 12, seed: 3, judges: ["a"], matchLength }).pairs.reduce(
        (sum, { own, other }) => sum + Math.abs(own.input.length - other.input.length),
        0,
      );
    expect(gap(true)).toBeLessThan(gap(false) / 2);
  });

  it("joins pairs that share near-duplicates into one cluster, through others too", () => {
    const clustered = sets.map((set) => ({
      ...set,
      texts: set.texts.map((text, i) => ({ ...text, cluster: i < 30 ? "alike" : `${set.author}${i}` })),
    }));
    const { pairs } = drawPairs(clustered, { perJudge: 18, seed: 1 });
    const alike = pairs.filter(({ own, other }) => own.cluster === "alike" || other.cluster === "alike");
    expect(new Set(alike.map(({ cluster }) => cluster)).size).toBe(1);
    expect(new Set(pairs.map(({ cluster }) => cluster)).size).toBe(pairs.length - alike.length + 1);
    expect(drawPairs(sets, { perJudge: 5, seed: 1 }).pairs.every(({ id, cluster }) => id === cluster)).toBe(true);
  });

  it("refuses two sets of one author, a judge without texts and no pairs", () => {
    expect(() => drawPairs([setOf("a", 2), setOf("a", 2)], { perJudge: 1, seed: 1 })).toThrow('by "a"');
    expect(() => drawPairs(sets, { perJudge: 1, seed: 1, judges: ["z"] })).toThrow('"z" is to judge its own texts');
    expect(() => drawPairs(sets, { perJudge: 0, seed: 1 })).toThrow("found 0");
  });
});

describe("showing a pair", () => {
  const [pair] = drawPairs(sets, { perJudge: 1, seed: 1 }).pairs;

  it("asks in both orders, or once where there is none", () => {
    const [ownFirst, otherFirst] = shownPairs(pair!, false);
    expect([ownFirst!.first, ownFirst!.second]).toEqual([otherFirst!.second, otherFirst!.first]);
    expect(shownPairs(pair!, true)).toEqual([ownFirst]);
  });

  it("counts characters, not code units", () => {
    const [shown] = shownPairs({ ...pair!, own: { ...pair!.own, input: "👋🏽 hi" } }, true);
    expect(verdictOn(shown!, "a").first.length).toBe(5);
  });
});
