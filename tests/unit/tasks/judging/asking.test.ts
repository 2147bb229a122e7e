import { describe, expect, it } from "vitest";
import type { Prompt } from "#core/language-model.ts";
import { parseChoice } from "#tasks/judging/parse-choice.ts";
import type { ShownPair } from "#tasks/judging/pair.ts";
import { judgingPrompt, judgingRow } from "#tasks/judging/prompts.ts";
import {
  utf8Bytes,
  verdictFromLikelihoods,
  verdictFromLogProbs,
  verdictFromReply,
  wayToJudge,
} from "#tasks/judging/verdicts.ts";
import { shownText, wishOf } from "#tasks/judging/wording.ts";

const text = (author: string | null, input: string) => ({
  ...{ author, input, instance: `${author}-1` },
  ...{ target: "PlayMusic", label: "PlayMusic" },
});
const pair: ShownPair = {
  ...{ pair: "a/0", cluster: "a/0", label: "PlayMusic" },
  first: text("a", "put on\nsome jazz"),
  second: text(null, "play a song"),
};
const context = {
  labels: ["PlayMusic", "BookTable"],
  demonstrations: [],
  card: { noun: "intent", labels: { PlayMusic: "wants to hear something." } },
};
const about = { task: "classification" as const, context };
const wordsOf = (prompt: Prompt) =>
  "messages" in prompt
    ? prompt.messages.map(({ content }) => content).join("\n")
    : prompt.parts.map((part) => ("text" in part ? part.text : "")).join("");

describe("asking", () => {
  it("shows both texts in their order, the wish and its meaning, and asks for a number", () => {
    for (const style of ["chat", "text"] as const) {
      const words = wordsOf(judgingPrompt(style, pair, about));
      expect(words).toContain('a text with the intent "PlayMusic" (wants to hear something)');
      expect(words.indexOf("some jazz")).toBeLessThan(words.indexOf("play a song"));
      expect(words).toContain("better example");
    }
    const turned = wordsOf(judgingPrompt("chat", { ...pair, first: pair.second, second: pair.first }, about));
    expect(turned.indexOf("some jazz")).toBeGreaterThan(turned.indexOf("play a song"));
  });

  it("keeps a text of several lines in its line where lines are marks", () => {
    expect(wordsOf(judgingPrompt("text", pair, about))).toContain("Text 1: put on some jazz\nText 2: play a song\n");
  });

  it("scores the two numbers after the same prompt", () => {
    expect(judgingRow("chat", pair, about)).toEqual({
      prompt: judgingPrompt("chat", pair, about),
      continuations: [[{ text: "1" }], [{ text: "2" }]],
    });
    expect(judgingRow("text", pair, about).continuations).toEqual([[{ text: " 1" }], [{ text: " 2" }]]);
  });

  it("does not ask models that follow no instructions", () => {
    expect(() => judgingPrompt("control", pair, about)).toThrow("judges by likelihood");
    expect(wayToJudge({ promptStyle: "control", score: true })).toBe("likelihood");
    expect(wayToJudge({ promptStyle: "control", score: false })).toBeNull();
    expect(wayToJudge({ promptStyle: "chat", score: true })).toBe("probabilities");
    expect(wayToJudge({ promptStyle: "chat", score: false })).toBe("words");
  });
});

describe("wording by task", () => {
  const levels = { labels: ["0", "1", "2"], demonstrations: [] };

  it("says what a text of each task was asked to be", () => {
    expect(wishOf("similarity", "1", levels)).toContain("to the degree 1 on the scale from 0 to 2");
    expect(wishOf("entities", "city", { ...levels, labels: ["city", "name"] })).toContain('the type "city"');
    expect(wishOf("entities", "all", { ...levels, labels: ["city", "name"] })).toContain("types: city, name");
    expect(wishOf("answers", "all", levels)).toContain("question");
    expect(wishOf("classification", "toString", { ...levels, card: { labels: {} } })).toBe(
      'a text with the label "toString"',
    );
  });

  it("shows a question with its answer, and everything else as it is", () => {
    expect(shownText("answers", { input: "2 + 2?", target: '["4","four"]' })).toBe("2 + 2?\nAnswer: 4");
    expect(shownText("similarity", { input: "one\ntwo", target: "3" })).toBe("one\ntwo");
    expect(() => shownText("answers", { input: "2 + 2?", target: "4" })).toThrow("expected a list of accepted answers");
  });
});

describe("reading a reply", () => {
  it.each([
    ["1", "first"],
    [" 2.\n", "second"],
    ["**2**", "second"],
    ['"Text 2."', "second"],
    ["The second one.", "second"],
    ["first", "first"],
    ["Two.", "second"],
    ["I prefer text one.", "first"],
    ["The second one is better than the first.", "second"],
    ["Answer: 1", "first"],
    ["My choice is text 2", "second"],
    ["<answer>2</answer>", "second"],
    ["text_1", "first"],
    ["The better example is text 2.", "second"],
    ["2, because it sounds natural", "second"],
    ["1\n\nIt is closer to what a person would say than text 2.", "first"],
    ["Both are close, but I prefer text 2.", "second"],
    ["Text 1 is clearly better since text 2 repeats itself.", "first"],
    ["<think>1 or 2? Perhaps 1 is better.</think>2", "second"],
  ])("%j is the %s text", (reply, choice) => expect(parseChoice(reply)).toBe(choice));

  it.each([
    "",
    "3",
    "12",
    "1 and 2",
    "1 or 2",
    "Both are equally good.",
    "Neither.",
    "Text 1 is worse.",
    "Text 1 is not better.",
    "1. Text one is fine\n2. Text two is fine",
    "Text 1 is better in tone. Text 2 is better in length.",
    "1\n2",
    "I cannot compare these texts.",
    "Wake me at 1",
    "<think>2 is better",
    "I prefer one of them.",
    "One is better than the other.",
    "First of all, both are short.",
    "I don't think that text 2 is better.",
    "Is text 2 better?",
    "Text 1 is better if you like jazz.",
    "Text 1 is a better fit, but overall text 2.",
    "Although text 1 is better in tone, the second reads well.",
    "1.\nIt is short.\n2.\nIt is long.",
  ])("%j names none: never a guess", (reply) => expect(parseChoice(reply)).toBeNull());
});

describe("verdicts", () => {
  it("keep the reply, and stay open where it names no text", () => {
    expect(verdictFromReply(pair, "a", "2")).toEqual({
      ...{ judge: "a", pair: "a/0", cluster: "a/0", label: "PlayMusic", choice: "second", raw: "2" },
      first: { author: "a", instance: "a-1", length: 16 },
      second: { author: null, instance: "null-1", length: 11 },
    });
    expect(verdictFromReply(pair, "a", "both").choice).toBeNull();
  });

  it("share the probability of the two numbers out between them", () => {
    const verdict = verdictFromLogProbs(pair, "a", [Math.log(0.3), Math.log(0.1)]);
    expect(verdict).toMatchObject({ choice: "first", pFirst: 0.75 });
    expect(verdictFromLogProbs(pair, "a", [-4, -4])).toMatchObject({ choice: "tie", pFirst: 0.5 });
    expect(verdictFromLogProbs(pair, "a", [-Infinity, -4])).toMatchObject({ choice: "second", pFirst: 0 });
    expect(verdictFromLogProbs(pair, "a", [-Infinity, -Infinity])).toMatchObject({ choice: null });
    expect(verdictFromLogProbs(pair, "a", [-1000, -1001]).pFirst).toBeCloseTo(0.73106, 5);
    expect(() => verdictFromLogProbs(pair, "a", [NaN, -1])).toThrow("NaN and -1");
  });

  it("of likelihoods prefer the more probable byte, and know no order", () => {
    const short = { logProb: -10, bytes: 10 };
    const long = { logProb: -15, bytes: 20 };
    expect(verdictFromLikelihoods(pair, "a", [short, long])).toMatchObject({
      ...{ choice: "second", orderFree: true, bitsPerByte: [1.4427, 1.082] },
    });
    expect(verdictFromLikelihoods(pair, "a", [long, short]).choice).toBe("first");
    expect(verdictFromLikelihoods(pair, "a", [short, short]).choice).toBe("tie");
    const impossible = { logProb: -Infinity, bytes: 3 };
    expect(verdictFromLikelihoods(pair, "a", [short, impossible])).not.toHaveProperty("bitsPerByte");
    expect(verdictFromLikelihoods(pair, "a", [impossible, impossible]).choice).toBeNull();
    expect(() => verdictFromLikelihoods(pair, "a", [{ logProb: -1, bytes: 0 }, short])).toThrow("0 bytes");
    expect(utf8Bytes("é👋")).toBe(6);
  });

  it("survive JSON unchanged", () => {
    const kept = [
      verdictFromReply(pair, "a", "?"),
      verdictFromLogProbs(pair, "a", [-1, -2]),
      verdictFromLikelihoods(pair, "a", [
        { logProb: -Infinity, bytes: 3 },
        { logProb: -1, bytes: 3 },
      ]),
    ];
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
  });
});
