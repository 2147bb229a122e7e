import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { merged, unmerged } from "#tasks/similarity/merged.ts";

describe("a pair in one line", () => {
  it("says what both texts share once", () => {
    expect(merged("a girl is styling her hair\na girl is brushing her hair")).toBe(
      "a girl is [styling|brushing] her hair",
    );
    expect(merged("one two\nthree four")).toBe("[one two|three four]");
    expect(merged("the dog sleeps\nthe old dog sleeps now")).toBe("the [|old] dog sleeps [|now]");
    expect(merged("same text\nsame text")).toBe("same text");
  });

  it("is read back as the two texts", () => {
    const random = new Random(4);
    const words = ["a", "dog", "runs", "fast", "on", "grass", "the"];
    const text = () => Array.from({ length: 1 + random.below(9) }, () => random.pick(words)).join(" ");
    for (let i = 0; i < 300; i++) {
      const pair = [text(), text()] as const;
      expect(unmerged(merged(pair.join("\n")))).toEqual(pair);
    }
  });

  it("keeps signs of its own out of the texts", () => {
    expect(unmerged(merged("a [b] | c\nd"))).toEqual(["a (b) / c", "d"]);
  });

  it.each([
    ["a [b", "a b", "a"],
    ["a [b|c", "a b", "a c"],
    ["b|c", "b", "b c"],
    ["a ] b", "a b", "a b"],
    ["[a|b|c] d", "a d", "b c d"],
  ])("has a meaning where signs are missing: %s", (text, first, second) => {
    expect(unmerged(text)).toEqual([first, second]);
  });

  it("is none where a text is empty", () => {
    expect(["[|a]", "[a|]", ""].map(unmerged)).toEqual([null, null, null]);
  });
});
