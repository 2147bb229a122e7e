import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Prompt } from "#core/language-model.ts";
import { readRow } from "#tasks/answers/rows.ts";
import { answers } from "#tasks/answers/task.ts";
import type { Example, Row } from "#tasks/task.ts";

const rows: Example[] = [
  { input: "Ann had 7 pens and lost 2.\n\nHow many are left?", target: '["5","five"]' },
  { input: "9 birds sat there, 4 flew off.\n\nHow many birds stayed?", target: '["5"]' },
  { input: "Who wrote Emma?", target: '["Jane Austen","Austen"]' },
];

describe("scores of a row", () => {
  it("take the best of the accepted answers, and none for an unparsed one", () => {
    const { target } = rows[2]!;
    expect(answers.rowScore("exactMatch", target, "austen")).toBe(1);
    expect(answers.rowScore("exactMatch", target, "Jane")).toBe(0);
    expect(answers.rowScore("tokenF1", target, "Jane")).toBeCloseTo(2 / 3, 12);
    expect(answers.rowScore("tokenF1", target, null)).toBe(0);
  });

  it("need a list of accepted answers as target; any text may be a prediction", () => {
    expect(answers.faultOf("[4", { input: "?", target: "[4" }, [])).toContain("expected a list of accepted answers");
    expect(answers.faultOf('["4"]', { input: "?", target: '["4"]' }, [])).toBeNull();
    expect(answers.faultOf("four", { input: "?", target: '["4"]' }, [])).toBeNull();
  });
});

describe("solvers without a model", () => {
  const solver = (name: string) => answers.fitted[`classical/${name}`]!(rows, ["question"]);

  it("read numbers, neighbours and habits off the fitted rows", () => {
    expect(solver("one-calculation")("Bob had 12 cars and sold 4.").prediction).toBe("8");
    expect(solver("one-calculation")("Who?").prediction).toBe("5"); // too few numbers: the most frequent answer
    expect(solver("frequent-answer")("Who?").prediction).toBe("5");
    expect(solver("nearest-question")("Who wrote Persuasion?").prediction).toBe("Jane Austen");
    expect(solver("last-number")("From 3 to 4.5?").prediction).toBe("4.5");
    expect(solver("last-number")("Who?").prediction).toBeNull();
  });
});

describe("a question is asked", () => {
  const context = { labels: ["question"], demonstrations: rows };
  const lastOf = (prompt: Prompt) => ("messages" in prompt ? prompt.messages : prompt.parts).at(-1)!;

  it("with its context, as the demonstrations are", () => {
    const { input } = rows[0]!;
    expect(lastOf(answers.solve.answerPrompt("chat", input, context))).toEqual({
      role: "user",
      content: "Context: Ann had 7 pens and lost 2.\nQuestion: How many are left?",
    });
    expect(lastOf(answers.solve.answerPrompt("text", "Who?", context))).toHaveProperty(
      "text",
      expect.stringMatching(/Question: Who wrote Emma\?\nAnswer: Jane Austen\n\nQuestion: Who\?\nAnswer:$/),
    );
  });

  it("of a tiny model as the beginning of a text that it has learnt to write", () => {
    const { input } = rows[0]!;
    expect(lastOf(answers.solve.answerPrompt("control", input, context))).toEqual({ text: `${input}\n` });
    expect(answers.adaptation(["question"], rows).rows[0]).toEqual({
      input: `${input}\n5`,
      target: "question",
      direction: "write",
    });
  });
});

const file = "../shared/data/svamp/SVAMP.json";
const why = existsSync(file) ? "" : ` (skipped: ${file} is not there)`;

describe.skipIf(why)(`SVAMP${why}`, () => {
  const columns = { text: "Question", second: "Body", label: "Answer" };
  const all = why
    ? []
    : (JSON.parse(readFileSync(file, "utf8")) as Row[]).map((row) => readRow(row, columns) as Example);

  it.each([
    ["one-calculation", 0.15, 0.5],
    ["nearest-question", 0.01, 0.15],
    ["frequent-answer", 0.01, 0.1],
    ["last-number", 0, 0.1],
  ])("%s answers a share of its questions", (name, low, high) => {
    const solve = answers.fitted[`classical/${name}`]!(all.slice(0, 50), ["question"]);
    const tested = all.slice(50);
    const right = tested.filter(
      ({ input, target }) => answers.rowScore("exactMatch", target, solve(input).prediction) === 1,
    );
    expect(right.length / tested.length).toBeGreaterThanOrEqual(low);
    expect(right.length / tested.length).toBeLessThan(high);
  });
});
