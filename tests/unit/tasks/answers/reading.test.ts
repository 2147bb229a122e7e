import { describe, expect, it } from "vitest";
import type { PromptStyle } from "#core/language-model.ts";
import { parseAnswer, parseItem } from "#tasks/answers/parse.ts";
import { partsOf, readRow, usualColumns } from "#tasks/answers/rows.ts";
import { answers } from "#tasks/answers/task.ts";
import type { TaskContext } from "#tasks/task.ts";

describe("a row of a question", () => {
  const columns = { text: "Question", second: "Body", label: "Answer" };
  const read = (Answer: unknown, Body: unknown = "") => readRow({ Question: "How many? ", Body, Answer }, columns);

  it.each([
    [51, '["51"]'],
    ["51.0", '["51"]'],
    ["2.5", '["2.5"]'],
    ["  New \n York", '["New York"]'],
    ['["4", "four", 4]', '["4","four"]'],
    [["4", "four"], '["4","four"]'],
    ["[sic", '["[sic"]'],
  ])("accepts %j as %s", (answer, target) => {
    expect(read(answer)).toEqual({ input: "How many?", target });
  });

  it("has its context before it", () => {
    const row = read(3, "Ann has\n\n3 cats.");
    expect(row).toEqual({ input: "Ann has 3 cats.\n\nHow many?", target: '["3"]' });
    expect(partsOf("Ann has 3 cats.\n\nHow many?")).toEqual({ context: "Ann has 3 cats.", question: "How many?" });
  });

  it.each([[""], [null], [[]], [["4", ""]], [{ text: "4" }]])("is refused for the answer %j", (answer) => {
    expect(read(answer)).toMatchObject({ column: "Answer", problem: expect.stringContaining("is no answer") });
  });

  it("is refused without a question", () => {
    expect(readRow({ question: " ", answer: "4" }, usualColumns)).toEqual({
      column: "question",
      problem: "is empty; expected a question",
    });
  });
});

describe("a reply is read as an answer", () => {
  it.each([
    ["51", "51"],
    [" 51.0\nQuestion: What next?", "51"],
    ["Answer: 51.", "51"],
    ["The answer is **Paris**.", "Paris"],
    ['"Paris"', "Paris"],
    ["<think>12?</think>\n13 ", "13"],
    ["2.5", "2.5"],
    ["", null],
    ["<think>13", null],
  ])("%j is %j", (raw, answer) => {
    expect(parseAnswer(raw)).toBe(answer);
  });
});

const demonstrations = [{ input: "Ann has 3 cats and 2 dogs.\n\nHow many pets has Ann?", target: '["5","five"]' }];
const context: TaskContext = { labels: ["question"], demonstrations };
const example = { input: "Bob sold 2 of 9 cars.\n\nHow many are left?", target: '["7"]' };

describe("a generated question", () => {
  it.each(["chat", "text", "control"] as const)("is read back as it would have been written (%s)", (style) => {
    const { continuations } = answers.written(style, example, context);
    const text = continuations[0]!.map((part) => ("text" in part ? part.text : "")).join("");
    expect(parseItem({ text, finish: "end" }, style, context)).toEqual({ input: example.input, answer: "7" });
  });

  const judged = (text: string, style: PromptStyle = "control", finish: "end" | "length" = "end") =>
    answers.write.validator(context).judge({ text, finish, label: "question", attempt: 0 }, style);

  it("is rejected with its reason", () => {
    expect(judged("How many?\n4")).toEqual({ reason: "unparsed" }); // the examples have a context
    expect(judged("Ann left.\nHow many?\n4", "control", "length")).toEqual({ reason: "unfinished" });
    expect(judged("<item>Question: a\nQuestion: b\nAnswer: 4</item>", "chat")).toEqual({ reason: "unparsed" });
    expect(judged("Question: a\nAnswer: 4", "chat")).toEqual({ reason: "unparsed" });
    expect(judged("<item>Question: How many?\nAnswer:</item>", "chat")).toEqual({ reason: "empty" });
    expect(judged(" Ann.\nQuestion: Who?\nAnswer: An", "text", "length")).toEqual({ reason: "unfinished" });
    expect(judged(`Ann left.\nHow many?\n${"x".repeat(61)}`)).toEqual({ reason: "answer too long" });
    expect(judged(`Ann left.\n${"x".repeat(601)}?\n4`)).toEqual({ reason: "too long" });
    expect(judged("ann has 3 cats and 2 dogs\nhow many pets has ann\n6")).toEqual({
      reason: "copy of a demonstration",
    });
  });

  it("is accepted once", () => {
    const { judge } = answers.write.validator(context);
    const reply = { text: " Al.\nQuestion: Who?\nAnswer: Al\n\nContext: B", finish: "length" as const };
    const attempt = { ...reply, label: "question", attempt: 0 };
    expect(judge(attempt, "text")).toEqual({ input: "Al.\n\nWho?", target: '["Al"]' });
    expect(judge(attempt, "text")).toEqual({ reason: "duplicate" });
  });
});
