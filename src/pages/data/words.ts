/** @file What the page says of files and of what their rows hold. */
import { count, counted, share } from "#charts/format.ts";
import type { AllRoles, Encoding, FileFacts, Review, RowFacts } from "#state/importing.svelte.ts";

const encodingNames: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Western European (Windows-1252, Latin-1)",
  "windows-1250": "Central European (Windows-1250)",
  "iso-8859-2": "Central European (ISO 8859-2)",
  "iso-8859-15": "Western European with € (ISO 8859-15)",
  macintosh: "Western European (Mac)",
  "windows-1251": "Cyrillic (Windows-1251)",
  "koi8-r": "Cyrillic (KOI8-R)",
  ibm866: "Cyrillic (DOS 866)",
  "windows-1253": "Greek (Windows-1253)",
  "windows-1254": "Turkish (Windows-1254)",
  "windows-1255": "Hebrew (Windows-1255)",
  "windows-1256": "Arabic (Windows-1256)",
  "windows-1257": "Baltic (Windows-1257)",
  "windows-1258": "Vietnamese (Windows-1258)",
  "windows-874": "Thai (Windows-874)",
  shift_jis: "Japanese (Shift_JIS)",
  "euc-jp": "Japanese (EUC-JP)",
  "iso-2022-jp": "Japanese (ISO-2022-JP)",
  gb18030: "Chinese, simplified (GB18030, GBK)",
  big5: "Chinese, traditional (Big5)",
  "euc-kr": "Korean (EUC-KR)",
};

export const encodingName = (encoding: Encoding): string => encodingNames[encoding];

const evidenceWords: Readonly<Record<FileFacts["evidence"], string>> = {
  mark: "Told by the mark at the file's start.",
  zeros: "Told by the zero bytes between its letters.",
  valid: "Every byte fits.",
  mostly: "Most letters beyond ASCII fit, a few bytes do not.",
  fallback: "Not UTF-8, so this is the likeliest guess. Look at the rows below: if letters are wrong, choose another.",
  chosen: "As you chose.",
};

/** How the encoding is known, and what did not fit it. */
export function encodingWords({ evidence, unreadable }: FileFacts): string {
  if (!unreadable) return evidenceWords[evidence];
  const { count: n, line, column } = unreadable;
  return (
    `${evidenceWords[evidence]} ${n === 1 ? "One place does" : `${count(n)} places do`} not fit it, the first on line ` +
    `${count(line)}, character ${count(column)}: choose another encoding, or mend the file there.`
  );
}

const delimiterNames: Readonly<Record<string, string>> = {
  ",": "commas",
  "\t": "tabs",
  ";": "semicolons",
  "|": "bars",
};

/** "CSV, parted by semicolons" */
export function formatWords({ format, delimiter }: FileFacts): string {
  if (format === "json" || format === "jsonl") return format.toUpperCase();
  if (format === "conll") return "CoNLL, a token on each line";
  return `${format.toUpperCase()}, parted by ${delimiterNames[delimiter ?? ","] ?? `“${delimiter}”`}`;
}

/** "line 12", or "row 12" where a file has no lines to count. */
export const placeWords = (format: FileFacts["format"] | null, place: number): string =>
  `${format === null || format === "json" ? "row" : "line"} ${count(place)}`;

/** Why the rows that are left may not do for a study; empty where they may. */
export function rowsDoubt({ left, labels, facts }: Review, { task, label: column }: AllRoles): string {
  if (left === 0) {
    return task === "classification"
      ? "No row has both a text and a label. Choose other columns, or mend the file."
      : "No row can be used. Choose another task or other columns, or mend the file.";
  }
  if (facts?.task === "entities" && facts.entities === 0) return "There is no entity in any row.";
  if (facts?.task === "similarity" && facts.distinct === 1)
    return "All pairs have the same score: nothing can be told apart.";
  if (task !== "classification") return "";
  if (labels.length === 1) return "A study compares how labels are told apart, so it needs two labels or more.";
  if (labels.length > 2 && labels.length > left / 2) {
    return `Most labels stand in a single row. Is “${column}” the column that holds the label?`;
  }
  return "";
}

/** What the rows that are left hold beside their labels, in sentences. */
export function factsWords(facts: RowFacts | null, rows: number): string[] {
  if (facts?.task === "similarity") {
    const { low, high, least, most } = facts;
    return [
      `The scale is read as ${number(low)} to ${number(high)}: the lowest score is ${number(least)}, the highest ${number(most)}.`,
      "Rows cannot tell a scale whose ends nobody used. Scores between two levels count for the nearer one when rows are drawn.",
    ];
  }
  if (facts?.task === "entities") {
    const { entities, words, without, types } = facts;
    return [
      `${counted(entities, "entity", "entities")} of ${counted(types.length, "type")} in ${counted(rows, "sentence")} with ` +
        `${counted(words, "word")}; ${count(without)} without an entity (${share(without / rows)}).`,
    ];
  }
  if (facts?.task === "answers") {
    const { several, distinct } = facts;
    return [
      `${counted(distinct, "different answer")}` +
        (several > 0 ? `; ${counted(several, "question")} ${several === 1 ? "accepts" : "accept"} several.` : "."),
    ];
  }
  return [];
}

const number = (value: number) => String(value);
