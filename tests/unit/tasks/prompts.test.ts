import { describe, expect, it } from "vitest";
import type { Prompt } from "#core/language-model.ts";
import { answerPrompt, classificationRow, generationPrompt, generativeRow } from "#tasks/classification/prompts.ts";

const context = {
  labels: ["alarm", "card", "card_arrival"],
  demonstrations: [
    { input: "wake me at six", target: "alarm" },
    { input: "is my\ncard here", target: "card_arrival" },
  ],
  card: { noun: "intent", guideline: "card_arrival is about cards on their way" },
};

const messagesOf = (prompt: Prompt) => ("messages" in prompt ? prompt.messages : []);
const textOf = (prompt: Prompt) =>
  "messages" in prompt
    ? prompt.messages.map(({ content }) => content).join("\n")
    : prompt.parts.map((part) => ("text" in part ? part.text : "")).join("");

describe("control style", () => {
  it("asks with control tokens and the label alone", () => {
    expect(generationPrompt("control", "alarm", context)).toEqual({
      parts: [{ control: "gen" }, { label: "alarm" }],
    });
    expect(classificationRow("control", "<gen> wake me", context)).toEqual({
      prompt: { parts: [{ control: "cls" }, { text: "<gen> wake me" }, { control: "lab" }] },
      continuations: [[{ label: "alarm" }], [{ label: "card" }], [{ label: "card_arrival" }]],
    });
    expect(generativeRow("control", "wake me", "alarm", context)).toEqual({
      prompt: generationPrompt("control", "alarm", context),
      continuations: [[{ text: "wake me" }, { control: "end" }]],
    });
    expect(answerPrompt("control", "wake me", context)).toEqual(
      classificationRow("control", "wake me", context).prompt,
    );
  });
});

describe("chat style", () => {
  it("shows labels, demonstrations, guideline and a marked output for writing", () => {
    const prompt = generationPrompt("chat", "card", context);
    expect(messagesOf(prompt).map(({ role }) => role)).toEqual(["system", "user"]);
    for (const part of ["wake me at six", "Intent: card_arrival", context.card.guideline, "<text>", "</text>"]) {
      expect(textOf(prompt)).toContain(part);
    }
    expect(messagesOf(prompt)[1]!.content).toBe("Intent: card");
  });

  it("numbers the candidates for solving and answers the demonstrations itself", () => {
    const prompt = answerPrompt("chat", "where is it", context);
    expect(messagesOf(prompt)[0]!.content).toContain("1. alarm\n2. card\n3. card_arrival");
    expect(messagesOf(prompt).map(({ role }) => role)).toEqual([
      ...["system", "user", "assistant", "user", "assistant", "user"],
    ]);
    expect(messagesOf(prompt)[2]!.content).toBe("alarm");
  });

  it("works without demonstrations and without a guideline", () => {
    const bare = { labels: context.labels, demonstrations: [] };
    expect(textOf(generationPrompt("chat", "card", bare))).not.toMatch(/Examples|undefined|\n{3}/u);
    expect(messagesOf(answerPrompt("chat", "where is it", bare))).toHaveLength(2);
  });

  it("scores whole replies, so that a label that begins another gains nothing", () => {
    const { continuations } = classificationRow("chat", "where is it", context);
    expect(continuations[1]).toEqual([{ text: "card" }, { control: "end" }]);
    expect(generativeRow("chat", "where is it", "card", context).continuations).toEqual([
      [{ text: "<text>where is it</text>" }, { control: "end" }],
    ]);
  });
});

describe("plain text style", () => {
  it("continues examples line by line and ends a reply with a line break", () => {
    const row = classificationRow("text", "where\nis it", context);
    expect(textOf(row.prompt)).toMatch(/Text: where is it\nIntent:$/u);
    expect(textOf(row.prompt)).toContain("Text: is my card here\nIntent: card_arrival\n");
    expect(row.continuations[1]).toEqual([{ text: " card\n" }]);
    expect(generativeRow("text", "where\nis it", "card", context).continuations).toEqual([
      [{ text: " where is it\n" }],
    ]);
  });

  it("shows the asked label's own demonstrations last", () => {
    const text = textOf(generationPrompt("text", "alarm", context));
    expect(text.indexOf("wake me")).toBeGreaterThan(text.indexOf("is my card"));
    expect(text).toMatch(/Intent: alarm\nText:$/u);
  });
});
