/** @file Work in blocks, a few at a time. */
import { InputError } from "#core/words.ts";

/** Runs `work` over `items`, at most `limit` at a time; the results keep the order. The first failure stops the rest. */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index] as Item, index);
      } catch (reason) {
        failed = true;
        throw reason;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, lane));
  return results;
}

/** Rows of the block that a pilot makes. */
export const pilotRows = 3;

/** Cuts a list into canonical blocks of `size`; the last may be shorter. */
export function blocksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/**
 * Canonical blocks of which the first is the pilot's: three items from the sixth, the middle and the last sixth of the
 * list, or fewer where blocks are smaller. That block is part of the plan whether or not anybody asks for a pilot, so a
 * pilot's rows are rows of the study.
 */
export function blocksWithPilot<Item>(items: readonly Item[], size: number): Item[][] {
  const first = Math.min(pilotRows, size, items.length);
  const places = new Set(
    Array.from({ length: first }, (_, i) => Math.floor(((2 * i + 1) * items.length) / (2 * first))),
  );
  const rest = items.filter((_, at) => !places.has(at));
  return first === 0 ? [] : [[...places].map((at) => items[at]!), ...blocksOf(rest, size)];
}

/** The rows that a journal holds of a block. Throws where they are not as many as the plan asks for. */
export function keptRows<Kept>(
  kept: ReadonlyMap<number, readonly unknown[]>,
  block: number,
  rows: number,
): readonly Kept[] | undefined {
  const stored = kept.get(block) as readonly Kept[] | undefined;
  if (stored && stored.length !== rows) {
    throw new InputError(
      `This study was begun by a Selfsame that cut its rows into other blocks (block ${block} has ${stored.length} rows, ` +
        `expected ${rows}), so it cannot be continued. Run its plan anew.`,
    );
  }
  return stored;
}
