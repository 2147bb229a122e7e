/** @file Labelled rows as token lists: what crosses to the worker that adapts a model. */
import { Random, seedOf } from "#core/random.ts";
import { InputError } from "#core/words.ts";
import { noisy } from "./noise.ts";
import type { AdaptationRecipe } from "./recipe.ts";

export interface Demonstration {
  input: string;
  target: string;
  /** Learnt in this direction alone, as it is written: without noise. Absent: in both. */
  direction?: "write" | "solve";
}

export interface EncodedRow {
  /** Index in `labels`. */
  label: number;
  /** The text as it was written. */
  ids: readonly number[];
  /** Copies with noise, for the direction text → label. */
  noisy: readonly (readonly number[])[];
  /** Absent: both. */
  direction?: "write" | "solve";
}

export interface EncodedDemonstrations {
  labels: readonly string[];
  /** Token ids of each label's name in plain words. */
  names: readonly (readonly number[])[];
  rows: readonly EncodedRow[];
}

export type Encode = (text: string) => readonly number[];

/** Encoding thousands of rows in a page must not make it stutter. */
const BREATH_MS = 12;

/** Lets other work of the thread go first. A message, because timers of hidden pages wait a second or a minute. */
function breath(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** `card_about_to-expire` or `AddToPlaylist` as words. */
export function wordsOfLabel(label: string): string {
  return label
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/[\s_\-./]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** Noisy copies per row: one for each pass it is shown in, up to six. */
function copies({ sequences, noisyShare }: AdaptationRecipe, rows: number): number {
  return noisyShare === 0 ? 0 : Math.min(6, Math.ceil(sequences / (2 * rows)));
}

/**
 * Encodes demonstrations with the tokenizer of the model, the noisy copies included.
 *
 * `encode` gives the token ids of a text without control tokens. Equal seeds give equal copies.
 * @throws InputError where a row is empty or its label unknown, a label is named twice or has no row.
 */
export async function encodeDemonstrations(
  labels: readonly string[],
  demonstrations: readonly Demonstration[],
  encode: Encode,
  recipe: AdaptationRecipe,
  seed: number,
): Promise<EncodedDemonstrations> {
  const indices = new Map(labels.map((label, i) => [label, i]));
  const least = demonstrations.every(({ direction }) => direction === "write") ? 1 : 2; // one label tells nothing apart
  if (indices.size < labels.length || labels.length < least) {
    const many = least === 1 ? "one" : "two";
    throw new InputError(
      `Found ${labels.length} labels, ${indices.size} of them different: name at least ${many}, each once.`,
    );
  }
  const count = copies(recipe, demonstrations.length);
  const encodeRow = ({ input, target, direction }: Demonstration, row: number): EncodedRow => {
    const label = indices.get(target);
    if (label === undefined) {
      throw new InputError(`Demonstration ${row + 1}: the label "${target}" is none of the ${labels.length} labels.`);
    }
    const ids = encode(input);
    if (ids.length === 0) throw new InputError(`Demonstration ${row + 1} (label "${target}") has no text.`);
    if (direction) return { label, ids, noisy: [], direction };
    const random = new Random(seedOf(seed, "noise", row));
    const copy = () => encode(noisy(input, recipe, random));
    return { label, ids, noisy: Array.from({ length: count }, copy).filter((noisyIds) => noisyIds.length > 0) };
  };
  const rows: EncodedRow[] = [];
  let breathedMs = performance.now();
  for (const [row, demonstration] of demonstrations.entries()) {
    rows.push(encodeRow(demonstration, row));
    if (performance.now() - breathedMs < BREATH_MS) continue;
    await breath();
    breathedMs = performance.now();
  }
  const shown = new Set(rows.map(({ label }) => label));
  const missing = labels.find((_, i) => !shown.has(i));
  if (missing !== undefined) {
    throw new InputError(`The label "${missing}" has no demonstration. Add rows of it, or leave it out of the labels.`);
  }
  return { labels, names: labels.map((label) => encode(wordsOfLabel(label))), rows };
}
