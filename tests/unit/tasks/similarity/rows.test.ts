import { describe, expect, it } from "vitest";
import type { Row } from "#tasks/task.ts";
import { readRow, similarityColumns, usualColumns } from "#tasks/similarity/rows.ts";

const row = (sentence1: unknown, sentence2: unknown, score: unknown): Row => ({ sentence1, sentence2, score });

describe("a row of a pair", () => {
  it("becomes two lines and a decimal number", () => {
    expect(readRow(row(" A\tgirl\n runs ", "A girl jogs.", "3.80"), usualColumns)).toEqual({
      input: "A girl runs\nA girl jogs.",
      target: "3.8",
    });
    expect(readRow(row("a", "b", 0), usualColumns)).toEqual({ input: "a\nb", target: "0" });
  });

  it.each([
    [row("a", "  ", 3), "sentence2", "is empty; expected a text"],
    [row("a", "b", ""), "score", "is empty; expected a number such as 3.8"],
    [row("a", "b", "3,8"), "score", 'is "3,8"; write the decimal point as a point, as in 3.8'],
    [row("a", "b", "high"), "score", 'is "high"; expected a number such as 3.8'],
    [row("a", "b", "1e999"), "score", 'is "1e999"; expected a number such as 3.8'],
    [row(["a"], "b", 3), "sentence1", "is empty; expected a text"],
  ])("%j is refused for its %s", (bad, column, problem) => {
    expect(readRow(bad, usualColumns)).toEqual({ column, problem });
  });

  it("needs a second column", () => {
    expect(readRow(row("a", "b", 3), { text: "sentence1", label: "score" })).toHaveProperty("column", "sentence1");
  });
});

describe("columns are recognised", () => {
  it.each([
    [
      ["genre", "filename", "year", "old_index", "source1", "source2", "score", "sentence1", "sentence2"],
      ["sentence1", "sentence2", "score"],
    ],
    [
      ["pair_ID", "sentence_A", "sentence_B", "entailment_label", "relatedness_score", "entailment_AB"],
      ["sentence_A", "sentence_B", "relatedness_score"],
    ],
    [
      ["Text 1", "Text 2", "Similarity"],
      ["Text 1", "Text 2", "Similarity"],
    ],
  ])("%j", (columns, [text, second, label]) => {
    expect(similarityColumns(columns)).toEqual({ text, second, label });
  });

  it("by what the first rows hold where names do not tell", () => {
    const rows = [
      { left: "one text", right: "another one", grade: "2.5", kind: "news" },
      { left: "a third text", right: "and a fourth", grade: "4", kind: "forum" },
    ];
    const columns = ["kind", "left", "right", "grade"];
    expect(similarityColumns(columns, rows)).toEqual({ text: "left", second: "right", label: "grade" });
    expect(similarityColumns(columns)).toBeNull();
  });

  it("not where a guess would be needed", () => {
    expect(similarityColumns(["text", "label"])).toBeNull();
    const rows = [{ a: "one text", b: "two texts", x: 1, y: 2 }];
    expect(similarityColumns(["a", "b", "x", "y"], rows)).toBeNull();
  });
});
