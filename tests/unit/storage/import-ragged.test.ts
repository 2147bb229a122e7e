import { expect, it } from "vitest";
import { raggedRowProblem, readFileText } from "#storage/import.ts";

it("keeps rows of a wrong length, with their line and what is wrong with them", () => {
  const file = readFileText('text,label\n"a\nb",x\nno, really,y\nshort\n\nd,z\n', "a.csv");
  expect(file.rows.map(({ text, label }) => [text, label])).toEqual([
    ["a\nb", "x"],
    ["no", " really"],
    ["short", ""],
    ["d", "z"],
  ]);
  expect(file.places).toEqual([2, 4, 5, 7]);
  expect(file.ragged).toEqual([
    { row: 1, found: 3 },
    { row: 2, found: 1 },
  ]);
  expect(raggedRowProblem(file.ragged[0]!, file)).toContain("found 3 values, expected 2 (text, label)");
});

it("counts lines in JSONL and rows in JSON", () => {
  expect(readFileText('{"a":1}\n\n{"a":2}\n', "a.jsonl").places).toEqual([1, 3]);
  expect(readFileText('[{"a":1},\n{"a":2}]', "a.json").places).toEqual([1, 2]);
});
