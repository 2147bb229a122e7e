/** @file Reads CoNLL files: a token a line with its tag, an empty line after each sentence. */
import { InputError } from "#core/words.ts";
import type { ReadFile } from "./import.ts";

interface Line {
  number: number;
  fields: string[];
}

const tag = /^(?:O|[BIESLUM][-_]\S.*)$/u;
/** Labels of phrases: CoNLL-2000 and 2003 carry them beside the entities. */
const phrase = /^(?:O|[BIES]-(?:NP|VP|PP|ADVP|ADJP|SBAR|PRT|CONJP|INTJ|LST|UCP))$/u;

/** Fields of a line; a space inside a field of a file with tabs becomes a no-break space, so that a token stays one. */
function fieldsOf(line: string, tabs: boolean): string[] {
  const fields = tabs ? line.split("\t").map((field) => field.trim().replace(/\s+/gu, "\u00A0")) : line.split(/\s+/u);
  return fields.filter((field) => field !== "");
}

/** Sentences between empty lines; lines that begin a document or carry a comment are left out. */
function sentencesOf(text: string): Line[][] {
  const sentences: Line[][] = [[]];
  const tabs = text.split("\n", 50).some((line) => line.includes("\t"));
  text.split("\n").forEach((line, i) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("-DOCSTART-")) {
      if (sentences.at(-1)!.length > 0) sentences.push([]);
      return;
    }
    const fields = fieldsOf(trimmed, tabs);
    // "#" is a token too: then its line ends like all others.
    const comment = trimmed.startsWith("#") && (fields.length === 1 || !fields.some((field) => tag.test(field)));
    if (!comment) sentences.at(-1)!.push({ number: i + 1, fields });
  });
  return sentences.filter((sentence) => sentence.length > 0);
}

/** How many fields most lines have: a broken line must not decide. */
function widthOf(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of lines) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** Of columns with tags in at least `share` of the lines the first, phrases only where there are no others. */
function tagColumn(lines: readonly Line[], width: number, share: number): number {
  const columns = Array.from({ length: width }, (_, column) => column);
  const tagged = columns.filter((column) => {
    const values = lines.map(({ fields }) => fields[column] ?? "");
    return values.includes("O") && values.filter((value) => tag.test(value)).length >= share * values.length;
  });
  const isPhrases = (column: number) => lines.every(({ fields }) => phrase.test(fields[column] ?? "O"));
  return tagged.find((column) => !isPhrases(column)) ?? tagged[0] ?? -1;
}

/** Tokens differ more than parts of speech do; a number that counts the tokens is none. */
function tokenColumn(lines: readonly Line[], width: number, tags: number): number {
  let most = 0;
  let best = -1;
  for (let column = 0; column < width; column++) {
    const values = lines.map(({ fields }) => fields[column] ?? "");
    const different = new Set(values).size;
    const other =
      column !== tags && !values.every((value) => /^\d+$/u.test(value)) && !values.every((v) => tag.test(v));
    if (other && different > most) [most, best] = [different, column];
  }
  return best;
}

/** Whether a text looks like CoNLL: some sentences of lines that all have a tag in the same place. */
export function looksLikeConll(text: string): boolean {
  const sentences = sentencesOf(text.slice(0, 20_000).replace(/\n[^\n]*$/u, "\n"));
  const lines = sentences.flat();
  const width = widthOf(lines);
  return width >= 2 && (sentences.length > 1 || text.startsWith("-DOCSTART-")) && tagColumn(lines, width, 0.98) >= 0;
}

/**
 * Reads a CoNLL text: a row a sentence, its tokens joined by single spaces in `text` and their tags in `entities`. Tags
 * may be IOB1, BIO, BIOES or BILOU; the columns of tokens and tags are found by what is in them. How the text was spaced
 * is not in such files and is not guessed.
 * @throws InputError naming line and token where a line has no token or no tag.
 */
export function readConll(text: string, filename: string): ReadFile {
  const sentences = sentencesOf(text);
  const lines = sentences.flat();
  const width = widthOf(lines);
  const tags = tagColumn(lines, width, 0.5);
  const tokens = tokenColumn(lines, width, tags);
  if (tags < 0 || tokens < 0) {
    throw new InputError(
      `${filename}: found no column of tags, expected a token and its tag on each line ("Berlin B-LOC", "is O").`,
    );
  }
  const rows = sentences.map((sentence) => {
    sentence.forEach(({ number, fields }, i) => {
      const place = `${filename}, line ${number}, token ${i + 1} of its sentence`;
      if (fields.length !== width) {
        const found = fields.length === 1 ? "1 column" : `${fields.length} columns`;
        throw new InputError(
          `${place}: found ${found}, expected ${width} as on the other lines. Mend the line, or remove its sentence.`,
        );
      }
      const found = fields[tags]!;
      if (!tag.test(found)) {
        throw new InputError(
          `${place} ("${fields[tokens]!}"): found the tag "${found}", expected O or one like B-PER.`,
        );
      }
    });
    const joined = (column: number) => sentence.map(({ fields }) => fields[column]!).join(" ");
    return { text: joined(tokens), entities: joined(tags) };
  });
  return {
    ...{ rows, columns: ["text", "entities"], format: "conll", ragged: [] },
    places: sentences.map(([first]) => first!.number),
  };
}
