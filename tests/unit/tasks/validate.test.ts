import { describe, expect, it } from "vitest";
import type { PromptStyle } from "#core/language-model.ts";
import { comparableText } from "#tasks/comparable.ts";
import { quotas } from "#tasks/quotas.ts";
import { validator } from "#tasks/classification/validate.ts";

const demonstrations = [{ input: "Wake me at six, please!" }];

function verdicts(texts: readonly string[], style: PromptStyle = "control", finish: "end" | "length" = "end") {
  const { judge } = validator(demonstrations);
  return texts.map((text) => judge({ text, finish, label: "card_arrival" }, style));
}

describe("a generated text", () => {
  it("is accepted once, case, spaces and outer punctuation aside", () => {
    expect(verdicts(["Where is my card?", "where is  my card", "where is the card"])).toEqual([
      { input: "Where is my card?", target: "card_arrival" },
      { reason: "duplicate" },
      { input: "where is the card", target: "card_arrival" },
    ]);
  });

  it("is no duplicate of a rejected one", () => {
    expect(verdicts(["wake me at six please", "set 2.5", "set 25"])).toEqual([
      { reason: "copy of a demonstration" },
      { input: "set 2.5", target: "card_arrival" },
      { input: "set 25", target: "card_arrival" },
    ]);
  });

  it("is rejected with its reason", () => {
    expect(verdicts(["", "?!"])).toEqual([{ reason: "empty" }, { reason: "empty" }]);
    expect(verdicts(["where is"], "control", "length")).toEqual([{ reason: "unfinished" }]);
    expect(verdicts(["x".repeat(301)])).toEqual([{ reason: "too long" }]);
    expect(verdicts(["<text>card_arrival</text>", "where"], "chat")).toEqual([
      { reason: "only the label's name" },
      { reason: "unparsed" },
    ]);
  });

  it("may be a label's name where models write without being told it", () => {
    expect(verdicts(["card_arrival"])).toEqual([{ input: "card_arrival", target: "card_arrival" }]);
  });

  it("may be three times as long as the longest demonstration", () => {
    const { judge } = validator([{ input: "y".repeat(200) }]);
    expect(judge({ text: "x".repeat(600), finish: "end", label: "a" }, "control")).toHaveProperty("input");
    expect(judge({ text: "x".repeat(601), finish: "end", label: "a" }, "control")).toEqual({ reason: "too long" });
  });
});

describe("texts compared", () => {
  it("keep emoji, other scripts and inner punctuation apart", () => {
    expect(comparableText("🎵!")).toBe("🎵");
    expect(comparableText("«मौसम»")).toBe("मौसम");
    expect(comparableText("don't — stop")).toBe("don't stop");
    expect(comparableText("\u{FB01}x  ME")).toBe("fix me");
  });
});

describe("quotas", () => {
  it("share rows out evenly, the rest to the first labels", () => {
    expect([...quotas(["a", "b", "c"], 8)]).toEqual([
      ["a", 3],
      ["b", 3],
      ["c", 2],
    ]);
    expect([...quotas(["a", "b"], 0).values()]).toEqual([0, 0]);
  });

  it("refuse what cannot be shared out", () => {
    expect(() => quotas([], 3)).toThrow("at least one label");
    expect(() => quotas(["a"], 1.5)).toThrow("found 1.5");
  });
});
