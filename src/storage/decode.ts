/** @file From the bytes of a text file to its text: which encoding it is in, and where it does not fit. */
import { InputError } from "#core/words.ts";

/** What a file can be read as; names as the Encoding Standard has them. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "iso-8859-2",
  "iso-8859-15",
  "macintosh",
  "windows-1251",
  "koi8-r",
  "ibm866",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "windows-1257",
  "windows-1258",
  "windows-874",
  "shift_jis",
  "euc-jp",
  "iso-2022-jp",
  "gb18030",
  "big5",
  "euc-kr",
] as const;

export type Encoding = (typeof encodings)[number];

/**
 * How the encoding is known: by the mark at the file's start, by its zero bytes (UTF-16), because all of it is valid
 * UTF-8, because most of it is, because nothing else fits, or because the user said so.
 */
export type EncodingEvidence = "mark" | "zeros" | "valid" | "mostly" | "fallback" | "chosen";

export interface Decoded {
  text: string;
  encoding: Encoding;
  evidence: EncodingEvidence;
  /** Places that do not fit the encoding, and the first of them, counted from 1. */
  unreadable: { count: number; line: number; column: number } | null;
}

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

const zip = [0x50, 0x4b, 3, 4];

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

/** Latin letters in UTF-16 have a zero in every second byte; text in other encodings has no zeros at all. */
function zerosSay(bytes: Uint8Array): Encoding | null {
  if (startsWith(bytes, zip)) return null; // a spreadsheet, whose zeros mean something else
  const length = Math.min(bytes.length, 8192) & ~1;
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  const [even, odd] = zeros.map((n) => n / (length / 2)) as [number, number];
  if (odd > 0.2 && even < 0.02) return "utf-16le";
  if (even > 0.2 && odd < 0.02) return "utf-16be";
  return null;
}

/** Valid letters beyond ASCII outnumber what is broken: UTF-8 with damage. Other encodings make such letters by chance only. */
function mostlyUtf8(text: string): boolean {
  const broken = text.match(/\uFFFD/gu)?.length ?? 0;
  const sound = text.match(/[^\0-\u007F\uFFFD]/gu)?.length ?? 0;
  return sound > 2 * broken;
}

function recognise(bytes: Uint8Array): { encoding: Encoding; evidence: EncodingEvidence } {
  const mark = marks.find((candidate) => startsWith(bytes, candidate.bytes));
  if (mark) return { encoding: mark.encoding, evidence: "mark" };
  const wide = zerosSay(bytes);
  if (wide) return { encoding: wide, evidence: "zeros" };
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { encoding: "utf-8", evidence: "valid" };
  } catch {
    if (mostlyUtf8(new TextDecoder("utf-8").decode(bytes))) return { encoding: "utf-8", evidence: "mostly" };
    return { encoding: "windows-1252", evidence: "fallback" };
  }
}

/** Decoders put U+FFFD where bytes do not fit; Windows code pages give control characters for bytes without a letter. */
const unreadableIn = (encoding: Encoding) => (encoding.startsWith("windows-") ? /[\uFFFD\u0080-\u009F]/gu : /\uFFFD/gu);

function unreadablePlaces(text: string, encoding: Encoding): Decoded["unreadable"] {
  const pattern = unreadableIn(encoding);
  const first = pattern.exec(text);
  if (!first) return null;
  let count = 1;
  while (pattern.exec(text)) count++;
  const before = text.slice(0, first.index).split(/\r\n?|\n/);
  return { count, line: before.length, column: before.at(-1)!.length + 1 };
}

/**
 * Reads bytes as text, in the encoding that they show themselves or in the one given. A mark at the start is left out.
 * Windows-1252 is the last resort: every byte is something in it, so wrong letters can only be seen by eye.
 */
export function decodeText(bytes: Uint8Array, chosen?: Encoding): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0])) {
    throw new InputError("The file is in UTF-32, which browsers do not read. Save it as UTF-8.");
  }
  const { encoding, evidence } = chosen ? { encoding: chosen, evidence: "chosen" as const } : recognise(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, evidence, unreadable: unreadablePlaces(text, encoding) };
}
