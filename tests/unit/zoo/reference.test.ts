import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { intentLabels } from "#zoo/corpora/intents/all.ts";
import { asJsonLines, referenceData, wordings } from "#zoo/reference.ts";

const { test: rows, train } = referenceData();

test("480 test and 1,200 training rows, balanced over the labels, no text twice", () => {
  for (const [set, perLabel] of [[rows, 40] as const, [train, 100] as const])
    for (const label of intentLabels) expect(set.filter((row) => row.label === label)).toHaveLength(perLabel);
  const texts = [...rows, ...train].map(({ text }) => text.toLowerCase());
  expect(new Set(texts).size).toBe(1680);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(480);
});

test("each wording has its share in both sets", () => {
  const counts = (set: typeof rows) => wordings.map((wording) => set.filter((row) => row.wording === wording).length);
  expect(counts(rows)).toEqual([192, 120, 168]);
  expect(counts(train)).toEqual([480, 300, 420]);
});

test("the rows are as they were shipped", () => {
  for (const [name, set] of [["test", rows] as const, ["train", train] as const]) {
    const file = `public/examples/reference-${name}.jsonl`;
    expect(existsSync(file), `${file}: run npm run zoo`).toBe(true);
    expect(readFileSync(file, "utf8")).toBe(asJsonLines(set));
  }
});
