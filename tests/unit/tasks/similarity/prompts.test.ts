import { describe, expect, it } from "vitest";
import type { Prompt, PromptPart } from "#core/language-model.ts";
import { parseScore } from "#tasks/similarity/answer.ts";
import { parsePair } from "#tasks/similarity/parse.ts";
import { merged } from "#tasks/similarity/merged.ts";
import { similarity } from "#tasks/similarity/task.ts";
import type { TaskContext } from "#tasks/task.ts";

const input = "A girl styles her hair.\nA girl brushes her hair.";
const context: TaskContext = {
  labels: ["0", "1", "2", "3", "4", "5"],
  demonstrations: [
    { input: "A dog runs.\nA cat sleeps.", target: "0.4" },
    { input: "He eats.\nHe is eating.", target: "4.6" },
  ],
};
const { solve, write, written, adaptation } = similarity;

const wordsOf = (prompt: Prompt) =>
  "messages" in prompt
    ? prompt.messages.map(({ role, content }) => `${role}: ${content}`).join("\n")
    : prompt.parts.map((part) => ("text" in part ? part.text : `<${Object.values(part)[0]}>`)).join("");
const textOf = (parts: readonly PromptPart[]) => parts.map((part) => ("text" in part ? part.text : "")).join("");

describe("a pair is asked for by its score", () => {
  const wanted = { label: "5", attempt: 0 };

  it("with the meaning of every level and the demonstrations", () => {
    const asked = wordsOf(write.prompt("chat", wanted, context));
    expect(asked).toContain("5: the two texts mean the same\n4: ");
    expect(asked).toContain("Score: 5\nT1: He eats.\nT2: He is eating.");
    expect(asked).toMatch(/user: Score: 5$/);
  });

  it("with the asked level's demonstrations last where text is continued", () => {
    expect(wordsOf(write.prompt("text", { label: "0", attempt: 0 }, context))).toMatch(
      /Score: 5\nT1: He eats\.\nT2: He is eating\.\n\nScore: 0\nT1: A dog runs\.\nT2: A cat sleeps\.\n\nScore: 0\nT1:$/,
    );
    expect(wordsOf(write.prompt("control", wanted, context))).toBe("<gen><5>");
  });

  it.each(["chat", "text", "control"] as const)("and what would have been written is read back (%s)", (style) => {
    const { continuations } = written(style, { input, target: "3.8" }, context);
    const parsed = parsePair({ text: textOf(continuations[0]!), finish: "end" }, style);
    expect(parsed).toEqual({ pair: input.split("\n") });
  });
});

describe("a score is asked about", () => {
  it.each(["chat", "text"] as const)("with a continuation per level that reads as this level (%s)", (style) => {
    const [row] = solve.scoringRows("direct", style, input, context);
    expect(row!.continuations.map((parts) => parseScore(textOf(parts), [0, 5]))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(wordsOf(row!.prompt)).not.toContain("4.6"); // levels are what is expected
    expect(wordsOf(solve.answerPrompt(style, input, context))).toContain("4.6");
  });

  it("of tiny models with what both texts say marked, as they learnt it", () => {
    const marked = "= = styles = =\n= = brushes = =";
    const [row] = solve.scoringRows("direct", "control", input, context);
    expect(wordsOf(row!.prompt)).toBe(`<cls>${marked}<lab>`);
    const { rows } = adaptation(context.labels, [{ input, target: "3.8" }]);
    expect(rows).toContainEqual({ input: marked, target: "4", direction: "solve" });
    expect(rows).toContainEqual({ input: merged(input), target: "4", direction: "write" });
  });

  it("by the likelihood of the pair under each level", () => {
    const rows = solve.scoringRows("generative", "control", input, context);
    expect(rows.map(({ prompt }) => wordsOf(prompt))).toEqual(context.labels.map((level) => `<gen><${level}>`));
    const logProbs = [[-90], [-80], [-80], [-99], [-99], [-99]];
    expect(solve.readScores("generative", input, logProbs, context).prediction).toBe("1.5");
  });
});
