import { describe, expect, it } from "vitest";
import type { PromptStyle } from "#core/language-model.ts";
import { comparableText } from "#tasks/comparable.ts";
import { quotas, yieldTable } from "#tasks/intent/quotas.ts";
import { validator } from "#tasks/intent/validate.ts";

const demonstrations = [{ input: "Wake me at six, please!" }];

function verdicts(texts: readonly string[], style: PromptStyle = "control", finish: "end" | "length" = "end") {
  const { judge } = validator(demonstrations);
  return texts.map((text) => judge({ text, finish, label: "card_arrival" }, style));
}

describe("a generated text", () => {
  it("is accepted once, case, spaces and outer punctuation aside", () => {
    expect(verdicts(["Where is my card?", "where is  my card", "where is the card"])).toEqual([
      { text: "Where is my card?" },
      { reason: "duplicate" },
      { text: "where is the card" },
    ]);
  });

  it("is no duplicate of a rejected one", () => {
    expect(verdicts(["wake me at six please", "set 2.5", "set 25"])).toEqual([
      { reason: "copy of a demonstration" },
      { text: "set 2.5" },
      { text: "set 25" },
    ]);
  });

  it("is rejected with its reason", () => {
    expect(verdicts(["", "?!"])).toEqual([{ reason: "empty" }, { reason: "empty" }]);
    expect(verdicts(["where is"], "control", "length")).toEqual([{ reason: "unfinished" }]);
    expect(verdicts(["x".repeat(301)])).toEqual([{ reason: "too long" }]);
    expect(verdicts(["<sentence>card_arrival</sentence>", "where"], "chat")).toEqual([
      { reason: "only the label's name" },
      { reason: "unparsed" },
    ]);
  });

  it("may be a label's name where models write without being told it", () => {
    expect(verdicts(["card_arrival"])).toEqual([{ text: "card_arrival" }]);
  });

  it("may be three times as long as the longest demonstration", () => {
    const { judge } = validator([{ input: "y".repeat(200) }]);
    expect(judge({ text: "x".repeat(600), finish: "end", label: "a" }, "control")).toHaveProperty("text");
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

describe("the yield table", () => {
  it("counts attempts, accepted and rejected texts in all and per label", () => {
    const judged = [
      { label: "a", verdict: { text: "x" } },
      { label: "b", verdict: { reason: "duplicate" as const } },
      { label: "a", verdict: { reason: "duplicate" as const } },
    ];
    const { total, perLabel } = yieldTable(["a", "b"], judged);
    expect(total).toEqual({ attempts: 3, accepted: 1, rejected: { duplicate: 2 } });
    expect(perLabel.get("b")).toEqual({ attempts: 1, accepted: 0, rejected: { duplicate: 1 } });
    expect(() => yieldTable(["a"], judged)).toThrow('label "b"');
  });
});
