import { expect, it } from "vitest";
import { guessRoles, profileColumns } from "#study/data-roles.ts";

const guess = (rows: Record<string, unknown>[]) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return guessRoles(profileColumns(columns, rows), rows.length);
};

const many = (make: (i: number) => Record<string, unknown>) => Array.from({ length: 60 }, (_, i) => make(i));

it("finds roles by usual names, and slices by their few values", () => {
  const found = guess(
    many((i) => ({
      id: i,
      utterance: `say ${i}`,
      intent: `l${i % 5}`,
      conversation_id: `c${i % 20}`,
      channel: ["mail", "chat"][i % 2],
      split: ["a", "b"][i % 2],
    })),
  );
  expect(found.roles).toEqual({
    ...{ task: "classification", second: "" },
    ...{ text: "utterance", label: "intent", group: "conversation_id", slices: ["channel"] },
  });
  expect(found.byName).toEqual({ text: true, second: false, label: true, group: true });
});

it("finds roles by what the columns hold where names say nothing", () => {
  const found = guess(many((i) => ({ a: i % 4, b: `a much longer value that differs, number ${i}`, c: `key-${i}` })));
  expect(found.roles).toMatchObject({ text: "b", label: "a", group: "" });
  expect(found.byName).toMatchObject({ text: false, label: false, group: false });
});

it("leaves open what no column can be", () => {
  expect(guess([{ only: "one" }, { only: "two" }]).roles).toMatchObject({
    text: "only",
    label: "",
    group: "",
    slices: [],
  });
});

it("takes a column of numbers called label as the label, not as text", () => {
  const found = guess(many((i) => ({ label: i % 3, review: `words ${i}` })));
  expect(found.roles).toMatchObject({ text: "review", label: "label" });
});
