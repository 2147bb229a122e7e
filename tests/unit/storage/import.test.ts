import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readRows } from "#storage/import.ts";

describe("tables", () => {
  test("read quoted commas, quotes and line breaks, a byte order mark and CRLF", () => {
    const text = '\uFEFFtext,label\r\n"a, ""b""\r\nc",x\r\n  d ,y\r\n';
    expect(readRows(text, "a.csv")).toEqual({
      columns: ["text", "label"],
      rows: [
        { text: 'a, "b"\nc', label: "x" },
        { text: "  d ", label: "y" },
      ],
    });
  });

  test.each([
    ["comma", "text,label\nyes; no; maybe,x\n", "yes; no; maybe"],
    ["semicolon", "text;label\nyes, no, maybe, who knows;x\n", "yes, no, maybe, who knows"],
    ["tab", "text\tlabel\nyes, no, maybe\tx\n", "yes, no, maybe"],
  ])("tell a %s delimiter by the header", (_, text, first) => {
    expect(readRows(text, "a.csv").rows).toEqual([{ text: first, label: "x" }]);
  });

  test("read one column, and skip blank lines", () => {
    expect(readRows("text\n\nhello\n\n  \nthere", "a.txt").rows).toEqual([{ text: "hello" }, { text: "there" }]);
  });

  test("name the nameless index column that pandas writes", () => {
    expect(readRows(",text\n0,hello\n", "a.csv").columns).toEqual(["column 1", "text"]);
  });

  test("keep the columns of a hostile header as plain values", () => {
    const [row] = readRows("__proto__,text\nx,y\n", "a.csv").rows;
    expect(Object.keys(row!)).toEqual(["__proto__", "text"]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test("take 60 000 rows", () => {
    const text = `text,label\n${'"some, words",x\n'.repeat(60_000)}`;
    expect(readRows(text, "a.csv").rows).toHaveLength(60_000);
  });
});

describe("JSON and JSONL", () => {
  const rows = [{ text: "a", n: 1 }, { text: "b" }];

  test.each([
    ["JSON", JSON.stringify(rows), "a.json"],
    ["JSON on many lines", JSON.stringify(rows, null, 2), "a"],
    ["rows inside an object", JSON.stringify({ rows }, null, 2), "a.json"],
    ["data inside an object", JSON.stringify({ data: rows }, null, 2), "a.json"],
    ["JSONL", rows.map((row) => JSON.stringify(row)).join("\r\n"), "a.jsonl"],
    ["JSONL called .json", rows.map((row) => JSON.stringify(row)).join("\n"), "a.json"],
  ])("read %s", (_, text, filename) => {
    expect(readRows(text, filename)).toEqual({ rows, columns: ["text", "n"] });
  });
});

describe("a file that cannot be read names place and remedy", () => {
  test.each([
    [
      "too many values",
      'text,label\na,x\n"b\nc",y\nd,z,extra\n',
      "a.csv",
      /line 5: found 3 values, expected 2 \(text, label\)/,
    ],
    ["too few values", "text,label\na\n", "a.csv", /line 2: found 1 value, expected 2/],
    ["an open quote", 'text,label\n"a\nb",x\n"c,y\n', "a.csv", /line 4: a quoted value does not end/],
    ["two equal columns", "text,text\na,b\n", "a.csv", /line 1: two columns are called "text"/],
    ["no rows", "text,label\n", "a.csv", /no rows/],
    ["nothing", " \r\n", "a.csv", /empty/],
    ["a broken line", '{"a":1}\n{"a":\n', "a.jsonl", /a\.jsonl, line 2 is not JSON/],
    ["a line without names", '{"a":1}\n[1]\n', "a.jsonl", /line 2: found \[1\], expected an object/],
    ["broken JSON", '[\n {"a":1},\n {"a" 2}\n]', "a.json", /line 3 column 7/],
    ["a number", "7", "a.json", /expected a list of rows/],
    ["null", "null", "a.json", /expected a list of rows/],
    ["a row that is text", '[{"a":1},"b"]', "a.json", /row 2: found "b"/],
    ["a spreadsheet", "PK\u0003\u0004…", "a.xlsx", /not a text file/],
  ])("%s", (_, text, filename, message) => {
    expect(() => readRows(text, filename)).toThrow(expect.objectContaining({ name: "InputError" }));
    expect(() => readRows(text, filename)).toThrow(message);
  });
});

const shared = "../shared/data";

test.skipIf(!existsSync(shared))("reads SNIPS and BANKING77 (skipped where the data is absent)", () => {
  const snips = readRows(readFileSync(`${shared}/snips/test.jsonl`, "utf8"), "test.jsonl");
  expect(snips.columns.slice(0, 2)).toEqual(["text", "intent"]);
  expect(new Set(snips.rows.map((row) => row.intent)).size).toBe(7);
  const banking = readRows(readFileSync(`${shared}/banking77/test.csv`, "utf8"), "test.csv");
  expect(banking.rows).toHaveLength(3080);
  expect(new Set(banking.rows.map((row) => row[banking.columns[1]!])).size).toBe(77);
});
