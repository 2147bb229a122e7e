import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSpans } from "#measures/spans.ts";
import { readRow } from "#tasks/entities/read-row.ts";
import { runsOf, spansOf, tagsOf, tokensOf } from "#tasks/entities/tokens.ts";

const columns = { text: "text", label: "entities" };
const tim = { input: "Tim lives in New York", target: '[[0,3,"PER"],[13,21,"LOC"]]' };

describe("rows of a file", () => {
  it.each([
    [
      "lists",
      [
        [13, 21, "LOC"],
        [0, 3, "PER"],
      ],
    ],
    [
      "objects",
      [
        { start: 0, end: 3, label: "PER" },
        { start: 13, end: 21, type: "LOC" },
      ],
    ],
    [
      "what pipelines give",
      [
        { entity_group: "PER", start: 0, end: 3, score: 0.9 },
        { entity: "LOC", start: 13, end: 21 },
      ],
    ],
    [
      "Label Studio's",
      [
        { start: 0, end: 3, labels: ["PER"], text: "Tim" },
        { start: 13, end: 21, labels: ["LOC"] },
      ],
    ],
    [
      "spaCy's",
      {
        entities: [
          [0, 3, "PER"],
          [13, 21, "LOC"],
        ],
      },
    ],
    ["JSON in a table", '[[0, 3, "PER"], [13, 21, "LOC"]]'],
    ["a tag a token", "B-PER O O B-LOC I-LOC"],
  ])("hold entities as %s", (_, entities) => {
    expect(readRow({ text: tim.input, entities }, columns)).toEqual(tim);
  });

  it("hold tokens with tags, or with entities that count tokens", () => {
    const text = tim.input.split(" ");
    for (const entities of [
      ["U-PER", "O", "O", "B-LOC", "L-LOC"],
      ["PER", "O", "O", "LOC", "LOC"],
      [
        { type: "PER", start: 0, end: 1 },
        { type: "LOC", start: 3, end: 5 },
      ],
    ]) {
      expect(readRow({ text, entities }, columns)).toEqual(tim);
    }
  });

  it("may hold no entities, nested ones and overlapping ones", () => {
    const row = (entities: unknown) => readRow({ text: "Bank of Kenya", entities }, columns);
    expect(row([])).toMatchObject({ target: "[]" });
    const nested = '[[0,13,"ORG"],[5,13,"X"],[8,13,"LOC"]]';
    expect(row(JSON.parse(nested))).toMatchObject({ target: nested });
  });

  it.each([
    [
      [
        [0, 3, "PER"],
        [13, 22, "LOC"],
      ],
      'entity 2 is [13,22,"LOC"]; expected 0 <= start < end <= 21, the number of characters',
    ],
    [[[3, 3, "PER"]], "entity 1 is [3,3"],
    [[["0", 3, "PER"]], "expected [start, end, label]"],
    [[{ start: 0, end: 3 }], "expected [start, end, label]"],
    ["B-PER O", "has 2 tags for 5 tokens; expected one tag a token"],
    [[1, 0, 0, 2, 2], "holds the numbers of tags, such as 1; expected their names, such as B-PER"],
    ["", "is empty; expected a list of entities"],
    [7, "is 7; expected a list of entities"],
  ])("with %j are told apart from good ones", (entities, problem) => {
    const read = readRow({ text: tim.input, entities }, columns);
    expect(read).toMatchObject({ column: "entities", problem: expect.stringContaining(problem) as string });
  });

  it("never have entities that begin inside a character", () => {
    const read = (start: number) => readRow({ text: "a 🎵 b", entities: [[start, 6, "X"]] }, columns);
    expect(read(2)).toMatchObject({ target: '[[2,6,"X"]]' });
    expect(read(3)).toMatchObject({ problem: expect.stringContaining("inside a character") as string });
  });

  it("name the token with a broken tag", () => {
    const read = readRow({ text: ["Tim", "x"], entities: ["B-PER", 4] }, columns);
    expect(read).toMatchObject({ problem: 'has the tag 4 at token 2 ("x"); expected O or a tag like B-PER' });
  });
});

describe("tags", () => {
  it("are read as conlleval reads them, whatever the scheme", () => {
    const all = [
      "O B-A I-A B-A I-B O I-B I-B", // a begin after its own label, a change of label, no begin
      "O B-A E-A S-A S-B O B-B E-B",
      "O B-A L-A U-A U-B O B-B L-B",
    ].map((tags) => runsOf(tags.split(" ")).map(({ start, end, label }) => `${label}${start}-${end}`));
    for (const runs of all) expect(runs).toEqual(["A1-3", "A3-4", "B4-5", "B6-8"]);
  });

  it("say where spans are, and spans say the tags", () => {
    const text = "Dr. O’Neil-Smith (AT&T), born 1.5 km from 東京 — 🎵 U.S.";
    const tokens = tokensOf(text);
    expect(tokens.map((token) => token.text).join("·")).toBe(
      "Dr·.·O’Neil-Smith·(·AT&T·)·,·born·1.5·km·from·東·京·—·🎵·U.S·.",
    );
    expect(tokens.every(({ text: own, start, end }) => text.slice(start, end) === own)).toBe(true);
    const spans = readSpans('[[4,16,"PER"],[18,22,"ORG"],[42,44,"LOC"]]');
    const tags = tagsOf(tokens, spans);
    expect(tags.filter((tag) => tag !== "O")).toEqual(["B-PER", "B-ORG", "B-LOC", "I-LOC"]);
    expect(spansOf(tokens, tags)).toEqual(spans);
  });

  it("show the longest of nested entities", () => {
    const tokens = tokensOf("Bank of Kenya");
    expect(tagsOf(tokens, readSpans('[[0,13,"ORG"],[8,13,"LOC"]]'))).toEqual(["B-ORG", "I-ORG", "I-ORG"]);
  });
});

const folder = "../shared/data";
const why = existsSync(folder) ? "" : ` (skipped: ${folder} is not there)`;

describe.skipIf(why)(`public sets${why}`, () => {
  it.each(["wikigold/train", "wnut17/test"])("%s: its tags and its entities say the same", (name) => {
    const lines = readFileSync(`${folder}/${name}.jsonl`, "utf8").trim().split("\n");
    for (const line of lines) {
      const row = JSON.parse(line) as Record<string, unknown>;
      const byTags = readRow(row, { text: "tokens", label: "tags" });
      expect(byTags).toHaveProperty("target");
      expect(readRow(row, { text: "tokens", label: "entities" })).toEqual(byTags);
    }
  });
});
