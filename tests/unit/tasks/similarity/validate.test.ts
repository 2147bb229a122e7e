import { describe, expect, it } from "vitest";
import type { PromptStyle } from "#core/language-model.ts";
import { parsePair } from "#tasks/similarity/parse.ts";
import { validator } from "#tasks/similarity/validate.ts";

const labels = ["0", "1", "2", "3", "4", "5"];
const demonstrations = [{ input: "A man plays a guitar.\nA man is playing guitar.", target: "4.8" }];

/** Two lines as a tiny model might write them in one. */
const written = (text: string) => `[${text.replace("\n", "|")}]`;

function verdicts(texts: readonly string[], { label = "3", style = "control" as PromptStyle } = {}) {
  const { judge } = validator({ labels, demonstrations });
  return texts.map((text) => judge({ text: written(text), finish: "end", label, attempt: 0 }, style));
}

describe("a generated pair", () => {
  it("is accepted once, in either order", () => {
    expect(verdicts(["A dog runs.\nA cat sleeps.", "a cat  sleeps\na dog runs!", "A dog runs.\nA cat eats."])).toEqual([
      { input: "A dog runs.\nA cat sleeps.", target: "3" },
      { reason: "duplicate" },
      { input: "A dog runs.\nA cat eats.", target: "3" },
    ]);
  });

  it("is rejected with its reason", () => {
    const reasons = (texts: string[]) => verdicts(texts).map((verdict) => "reason" in verdict && verdict.reason);
    expect(reasons(["one line", "a\n?!", `a\n${"x".repeat(301)}`])).toEqual([...["unparsed", "empty", "too long"]]);
    expect(reasons(["a man is playing guitar\nA man plays a guitar"])).toEqual(["copy of a demonstration"]);
    const { judge } = validator({ labels, demonstrations });
    expect(judge({ text: "[a|b", finish: "length", label: "3", attempt: 0 }, "control")).toEqual({
      reason: "unfinished",
    });
  });

  it("may hold one text twice at the top level only", () => {
    expect(verdicts(["A dog.\na dog"])).toEqual([{ reason: "same text twice" }]);
    expect(verdicts(["A dog.\na dog"], { label: "5" })).toEqual([{ input: "A dog.\na dog", target: "5" }]);
  });
});

describe("the two texts are read", () => {
  const read = (text: string, style: PromptStyle, finish: "end" | "length" = "end") =>
    parsePair({ text, finish }, style);

  it("between the marks of a chat reply", () => {
    const pair = ["A dog runs.", "A dog sleeps."];
    expect(read('Sure!\n<pair>T1: "A dog runs."\nT2: A dog sleeps.</pair>', "chat")).toEqual({ pair });
    expect(read("<pair>\nT1: A dog runs.\nT2: A dog\n sleeps.\n", "chat")).toEqual({ pair });
    expect(read("T1: A dog runs.\nT2: A dog sleeps.", "chat")).toEqual({ reason: "unparsed" });
    expect(read("<pair>T1: a\nT2: b\nT2: c</pair>", "chat")).toEqual({ reason: "unparsed" });
    expect(read("<pair>A dog runs.\nA dog sleeps.</pair>", "chat")).toEqual({ reason: "unparsed" });
    expect(read("<pair>T1: A dog runs.\nT2: A", "chat", "length")).toEqual({ reason: "unfinished" });
  });

  it("from what a tiny model wrote in one line", () => {
    expect(read("A [dog.|cat.]", "control")).toEqual({ pair: ["A dog.", "A cat."] });
    expect(read("A [dog.|ca", "control", "length")).toEqual({ reason: "unfinished" });
    expect(read("[A dog.|]", "control")).toEqual({ reason: "unparsed" });
  });

  it("from the first two lines of continued text", () => {
    expect(read(" A dog.\nT2: A cat.\n\nScore: 2\nT1:", "text", "length")).toEqual({ pair: ["A dog.", "A cat."] });
    expect(read(" A dog.\nT2: A ca", "text", "length")).toEqual({ reason: "unfinished" });
    expect(read(" A dog.\nScore: 3\n", "text")).toEqual({ reason: "unparsed" });
  });
});
