import { describe, expect, it } from "vitest";
import { readFileText } from "#storage/import.ts";

const rowsOf = (text: string, filename = "file.txt") => readFileText(text, filename).rows;

const german = `# a comment
1\tTim\tB-PER\tO
2\tlebt\tO\tO
3\tin\tO\tO
4\tBerlin\tB-LOC\tO
5\t.\tO\tO

1\t#\tO\tO
2\tNew York\tB-LOC\tO
`;

const conll2003 = `-DOCSTART- -X- -X- O

EU NNP B-NP B-ORG
rejects VBZ B-VP O
German JJ B-NP B-MISC
call NN I-NP O
. . O O

Peter NNP B-NP B-PER
Blackburn NNP I-NP I-PER
`;

describe("files of a token a line", () => {
  it("finds tokens and entities among parts of speech and phrases", () => {
    const file = readFileText(conll2003, "eng.testa");
    expect(file).toMatchObject({ format: "conll", columns: ["text", "entities"], places: [3, 9] });
    expect(file.rows).toEqual([
      { text: "EU rejects German call .", entities: "B-ORG O B-MISC O O" },
      { text: "Peter Blackburn", entities: "B-PER I-PER" },
    ]);
  });

  it("takes the columns in any order, and tabs whatever the ending", () => {
    const turned = "B-PER\tAda\nO\twrites\n\nO\tHere\nB-LOC\tRome\n";
    expect(rowsOf(turned, "file.tsv")).toEqual([
      { text: "Ada writes", entities: "B-PER O" },
      { text: "Here Rome", entities: "O B-LOC" },
    ]);
  });

  it("leaves out comments and counted tokens, keeps the token # and a space inside a token", () => {
    expect(rowsOf(german, "NER-de-dev.tsv")).toEqual([
      { text: "Tim lebt in Berlin .", entities: "B-PER O O B-LOC O" },
      { text: "# New\u00A0York", entities: "O B-LOC" },
    ]);
  });

  it("still takes a table with empty lines for a table", () => {
    expect(rowsOf("text\tlabel\nhello there\tgreet\n\nbye\tleave\n", "rows.tsv")).toEqual([
      { text: "hello there", label: "greet" },
      { text: "bye", label: "leave" },
    ]);
  });

  it("says which line and token is broken, and what was expected", () => {
    const lines = ["Ada B-PER", "writes O", "code", ". O", "", "Rome B-LOC"];
    expect(() => rowsOf(lines.join("\n"), "a.conll")).toThrow(
      "a.conll, line 3, token 3 of its sentence: found 1 column, expected 2 as on the other lines.",
    );
    lines[2] = "code X-THING";
    expect(() => rowsOf(lines.join("\n"), "a.conll")).toThrow(
      'line 3, token 3 of its sentence ("code"): found the tag "X-THING", expected O or one like B-PER',
    );
    expect(() => rowsOf("only\nwords\n", "a.conll")).toThrow("found no column of tags");
  });
});
