/** @file The order in which demonstrations are seen: both directions in every batch, rows of like length together. */
import { Random, seedOf } from "#core/random.ts";
import type { TrainingRow } from "#training/layout.ts";
import type { EncodedRow } from "./demonstrations.ts";
import type { AdaptationRecipe } from "./recipe.ts";

export interface Controls {
  /** Starts a text that is written for a label. */
  gen: number;
  /** Starts a text that is to be labelled. */
  cls: number;
  /** Follows a text that is to be labelled; the label is read at its place. */
  lab: number;
  /** Ends a text. */
  end: number;
  pad: number;
}

/** `[gen] text [end]` (write) or `[cls] text [lab] [end]` (solve); the last token is only predicted, never read. */
export interface Sequence extends TrainingRow {
  direction: "write" | "solve";
  /** Index of the label. */
  label: number;
}

/** `[gen] text [end]`; the end of a text that is cut to `maxText` tokens is not taught. */
export function writing(label: number, text: readonly number[], { gen, end }: Controls, maxText = Infinity): Sequence {
  const ids = [gen, ...text.slice(0, maxText), end];
  const last = text.length <= maxText ? 1 : 0;
  return { direction: "write", label, ids, weights: ids.map((_, i) => (i + 1 < ids.length ? 1 : last)) };
}

/** `[cls] text [lab] [end]`; only the label is learnt. */
export function solving(label: number, text: readonly number[], controls: Controls, maxText = Infinity): Sequence {
  const ids = [controls.cls, ...text.slice(0, maxText), controls.lab, controls.end];
  return { direction: "solve", label, ids, weights: ids.map(() => 0) };
}

/** Batches whose rows are drawn together and sorted by length, within one pass: less padding, no row twice in a batch. */
const MAX_CHUNK = 16;

/** Endless passes over the rows with these indices, each in a new order: row index and number of the pass. */
function* passes(all: readonly number[], random: Random): Generator<{ row: number; pass: number }, never> {
  for (let pass = 0; ; pass++) for (const row of random.shuffled(all)) yield { row, pass };
}

function take<T>(source: Generator<T, never>, count: number): T[] {
  return Array.from({ length: count }, () => source.next().value);
}

/**
 * The batches of one adaptation, in order: ceil(sequences / batchRows) of `batchRows` sequences, half in each
 * direction (only the half of a direction that some row is learnt in). Texts are cut so that a sequence has no more than `maxTokens` to read. Equal seeds give equal batches.
 */
export function* batches(
  rows: readonly EncodedRow[],
  controls: Controls,
  recipe: AdaptationRecipe,
  maxTokens: number,
  seed: number,
): Generator<Sequence[]> {
  const random = new Random(seedOf(seed, "order"));
  const maxText = maxTokens - 2;
  const write = ({ row }: { row: number }) => writing(rows[row]!.label, rows[row]!.ids, controls, maxText);
  const solve = ({ row, pass }: { row: number; pass: number }) => {
    const { label, ids, noisy } = rows[row]!;
    const shown = noisy.length > 0 && random.next() < recipe.noisyShare ? noisy[pass % noisy.length]! : ids;
    return solving(label, shown, controls, maxText);
  };

  const half = recipe.batchRows / 2;
  const learnt = (direction: "write" | "solve") =>
    rows.flatMap((row, i) => (row.direction === undefined || row.direction === direction ? [i] : []));
  const [toWrite, toSolve] = [learnt("write"), learnt("solve")];
  const writes = passes(toWrite, random);
  const solves = passes(toSolve, random);
  const byLength = (a: Sequence, b: Sequence) => a.ids.length - b.ids.length;
  const fewest = Math.min(toWrite.length || Infinity, toSolve.length || Infinity);
  const onePass = Math.max(1, Math.min(MAX_CHUNK, Math.floor(fewest / half)));
  let left = Math.ceil(recipe.sequences / recipe.batchRows);
  while (left > 0) {
    const chunk = Math.min(onePass, left);
    const written = take(writes, toWrite.length > 0 ? chunk * half : 0)
      .map(write)
      .sort(byLength);
    const solved = take(solves, toSolve.length > 0 ? chunk * half : 0)
      .map(solve)
      .sort(byLength);
    const slice = (list: Sequence[], i: number) => list.slice(i * half, (i + 1) * half);
    const chunkBatches = Array.from({ length: chunk }, (_, i) => [...slice(written, i), ...slice(solved, i)]);
    yield* random.shuffled(chunkBatches);
    left -= chunk;
  }
}
