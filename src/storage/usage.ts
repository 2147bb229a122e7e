/** @file How much the browser keeps: by study, by dataset, and what adapted and imported models take. */
import type { SelfsameDatabase } from "./schema.ts";
import { stored } from "./schema.ts";

/** Blocks that are weighed; a study with more is estimated from as many, evenly spread. */
const weighed = 32;

const jsonBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/**
 * What a study's rows would take as JSON, in bytes: the common measure of what a study holds. What the browser writes
 * to disk for it is packed and of the same order. Exact up to 32 blocks, else extrapolated from 32 of them.
 */
export async function studyBytes(database: SelfsameDatabase, studyId: string): Promise<number> {
  const keys = await stored(() => database.blocksOf(studyId).primaryKeys());
  const some = keys.length <= weighed ? keys : spread(keys, weighed);
  const blocks = await stored(() => database.blocks.bulkGet(some));
  const bytes = blocks.reduce((sum, block) => sum + jsonBytes(block?.rows ?? []), 0);
  return some.length === 0 ? 0 : Math.round((bytes * keys.length) / some.length);
}

/** `count` values at equal distances, the middle of each stretch. */
function spread<Value>(values: readonly Value[], count: number): Value[] {
  return Array.from({ length: count }, (_, i) => values[Math.floor(((i + 0.5) * values.length) / count)]!);
}

export interface Weight {
  count: number;
  bytes: number;
}

/** The models that were adapted on this device. They are read one by one: together they may not fit into memory. */
export async function adaptedModels(database: SelfsameDatabase): Promise<Weight> {
  const weight = { count: 0, bytes: 0 };
  await stored(() =>
    database.checkpoints.each(({ bytes }) => {
      weight.count++;
      weight.bytes += bytes.length;
    }),
  );
  return weight;
}

/** The models that were brought as folders. */
export async function importedModels(database: SelfsameDatabase): Promise<Weight> {
  const weight = { count: 0, bytes: 0 };
  await stored(() =>
    database.models.each(({ sizeBytes }) => {
      weight.count++;
      weight.bytes += sizeBytes;
    }),
  );
  return weight;
}
