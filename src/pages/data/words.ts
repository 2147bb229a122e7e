/** @file What the page says of files, columns and what is wrong with rows. */
import { count, counted } from "#charts/format.ts";
import type { Choice, Encoding, FaultKind, FaultSummary, FileFacts, GuessedRoles } from "#state/importing.svelte.ts";
import type { ColumnProfile, Review } from "#state/importing.svelte.ts";

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

/** Why a column was taken for the text, the label or the group. */
export function roleReason(
  role: "text" | "label" | "group",
  column: ColumnProfile | undefined,
  guess: GuessedRoles,
): string {
  if (!column) return "";
  const guessed = guess.roles[role] === column.name;
  const facts =
    role === "text"
      ? `${counted(Math.round(column.meanLength), "character")} on average, ${counted(column.distinct, "different text")}`
      : `${counted(column.distinct, "different value")}, such as ${column.examples.map((value) => `“${short(value)}”`).join(", ")}`;
  if (!guessed) return `${facts}.`;
  const why = guess.byName[role]
    ? "Guessed by its name"
    : role === "text"
      ? "Guessed: the longest"
      : "Guessed: values repeat";
  return `${why}; ${facts}.`;
}

const short = (text: string) => (text.length > 30 ? `${text.slice(0, 30)}…` : text);

interface FaultWords {
  title: string;
  why: string;
  choices: Partial<Record<Choice, string>>;
}

/** What each kind is called, what it does to a study, and what may be done. */
export const faultWords: Readonly<Record<FaultKind, FaultWords>> = {
  ragged: {
    title: "Too many or too few values",
    why: "Mostly a text holds the character that parts values and is not in quotes.",
    choices: { leave: "Leave these rows out", keep: "Keep them: what is missing stays empty, what is too much is cut" },
  },
  noText: {
    title: "No text",
    why: "There is nothing to answer. Fill the cell in the file to have the row.",
    choices: { leave: "Leave these rows out" },
  },
  noLabel: {
    title: "No label",
    why: "No answer can be right or wrong. Fill the cell in the file to have the row.",
    choices: { leave: "Leave these rows out" },
  },
  alikeLabels: {
    title: "Labels that differ only in case, spaces, hyphens or underscores",
    why: "Counted as two labels, a right answer in the other spelling would be wrong.",
    choices: { merge: "Merge them into the commonest spelling", keep: "Keep them apart" },
  },
  rareLabel: {
    title: "Labels of a single row",
    why: "One row cannot be shown and tested on; such labels are set aside when a study is prepared.",
    choices: { keep: "Keep these rows", leave: "Leave these rows out" },
  },
  contradiction: {
    title: "The same text with different labels",
    why: "One of them is wrong, or the text does not settle it: no model can be right on both.",
    choices: { keep: "Keep these rows", leave: "Leave all of them out" },
  },
  repeat: {
    title: "Repeated texts",
    why: "Repeats count as one observation in every interval, and never stand on both sides of a split.",
    choices: { keep: "Keep the repeats", leave: "Keep the first of each, leave the others out" },
  },
  nearRepeat: {
    title: "Nearly the same text as an earlier row",
    why: "They share four fifths of their words. They count as one observation, and never stand on both sides of a split.",
    choices: { keep: "Keep these rows", leave: "Leave the later ones out" },
  },
  longText: {
    title: "Texts of more than 1,000 characters",
    why: "The bundled models read about 500 word pieces; such texts may not fit.",
    choices: { keep: "Keep these rows", leave: "Leave these rows out" },
  },
};

/** The faults in an order of weight: what stops a study first. */
export const inOrder = (faults: readonly FaultSummary[]): FaultSummary[] => {
  const kinds = Object.keys(faultWords);
  return [...faults].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
};

/** Why the labels that are left may not do for a study; empty where they may. */
export function labelDoubt({ left, labels }: Review, column: string): string {
  if (left === 0) return "No row has both a text and a label. Choose other columns, or mend the file.";
  if (labels.length === 1) return "A study compares how labels are told apart, so it needs two labels or more.";
  if (labels.length > 2 && labels.length > left / 2) {
    return `Most labels stand in a single row. Is “${column}” the column that holds the label?`;
  }
  return "";
}
