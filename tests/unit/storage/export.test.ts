import { expect, test } from "vitest";
import { toCsv, toJsonLines } from "#storage/export.ts";
import { readRows } from "#storage/import.ts";

test("JSONL returns as it was", () => {
  const rows = [{ text: "a\nb", list: [1, null], deep: { x: "ü" } }, { text: "" }];
  expect(readRows(toJsonLines(rows), "a.jsonl").rows).toEqual(rows);
  expect(toJsonLines([])).toBe("");
});

test("CSV returns text as it was", () => {
  const rows = [{ text: 'a, "b"\nc', label: "x" }];
  expect(readRows(toCsv(rows, ["text", "label"]), "a.csv").rows).toEqual(rows);
});

test("CSV writes numbers bare, lists as JSON, absent values as nothing", () => {
  expect(toCsv([{ a: -0.5, b: [1, 2], c: null }], ["a", "b", "c", "d"])).toBe('a,b,c,d\n-0.5,"[1,2]",,\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"])("CSV defuses %j", (text) => {
  const cell = readRows(toCsv([{ text, label: "x" }], ["text", "label"]), "a.csv").rows[0]!.text as string;
  expect(cell.startsWith("'")).toBe(true);
});

test("CSV defuses a column's name too", () => {
  expect(toCsv([], ["=1+1"])).toBe('"\'=1+1"\n');
});
