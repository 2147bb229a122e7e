/** @file Imported data: keep, find, list, copy, rename. What was deleted a moment ago and can still be taken back
 * (removal.ts) is not there for any reader here. */
import { InputError } from "#core/words.ts";
import type { DatasetRecord, DatasetSummary, SelfsameDatabase } from "./schema.ts";
import { stored, summaryOf } from "./schema.ts";

/** Both tables that know of a dataset, for a transaction that keeps them in step. */
const tables = ({ datasets, summaries }: SelfsameDatabase) => [datasets, summaries];

/** Keeps imported rows under their names, all of them or none; what had such a name is replaced. */
export async function keepDatasets(database: SelfsameDatabase, datasets: readonly DatasetRecord[]): Promise<void> {
  await stored(() =>
    database.transaction("rw", tables(database), async () => {
      await database.datasets.bulkPut(datasets);
      await database.summaries.bulkPut(datasets.map(summaryOf));
    }),
  );
}

/** The dataset of this name, or undefined. */
export async function findDataset(database: SelfsameDatabase, name: string): Promise<DatasetRecord | undefined> {
  const dataset = await stored(() => database.datasets.get(name));
  return dataset?.deletedAtMs === undefined ? dataset : undefined;
}

export async function readDataset(database: SelfsameDatabase, name: string): Promise<DatasetRecord> {
  const dataset = await findDataset(database, name);
  if (dataset) return dataset;
  const names = (await listDatasets(database)).map((kept) => kept.name);
  throw new InputError(`There is no dataset "${name}". Import it first; imported are: ${names.join(", ") || "none"}.`);
}

/** What is known of all imported datasets, by name, without a look at their rows. */
export async function listDatasets(database: SelfsameDatabase): Promise<DatasetSummary[]> {
  const summaries = await stored(() => database.summaries.toArray());
  return summaries.filter(({ deletedAtMs }) => deletedAtMs === undefined);
}

/** Keeps the rows under another name too. Throws an InputError where that name is taken. */
export async function copyDataset(database: SelfsameDatabase, name: string, copy: string): Promise<void> {
  await stored(() =>
    database.transaction("rw", tables(database), async () => {
      const dataset = await readDataset(database, name);
      if (await findDataset(database, copy)) {
        throw new InputError(
          `There is a dataset called "${copy}" already. Choose another name, or delete that one first.`,
        );
      }
      await keepDatasets(database, [{ ...dataset, name: copy }]);
    }),
  );
}

/** Gives the rows another name. Throws an InputError where that name is taken. */
export async function renameDataset(database: SelfsameDatabase, name: string, to: string): Promise<void> {
  await stored(() =>
    database.transaction("rw", tables(database), async () => {
      await copyDataset(database, name, to);
      for (const table of tables(database)) await table.delete(name);
    }),
  );
}
