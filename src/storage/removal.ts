/** @file Deleting with a way back: a deleted study or dataset is marked, hidden from every list, and purged later. */
import type { Table } from "dexie";
import type { SelfsameDatabase } from "./schema.ts";
import { stored } from "./schema.ts";

export type Removable = { kind: "study" | "dataset"; id: string };

type MarkedTable = Table<{ deletedAtMs?: number }, string>;

/** The tables that know of a thing. */
const tables = ({ studies, datasets, summaries }: SelfsameDatabase, { kind }: Removable): MarkedTable[] =>
  kind === "study" ? [studies] : [datasets, summaries];

/** Hides it. Nothing of it is lost before it is purged. */
export async function markDeleted(database: SelfsameDatabase, item: Removable): Promise<void> {
  const deletedAtMs = Date.now();
  const own = tables(database, item);
  await stored(() =>
    database.transaction("rw", own, async () => {
      for (const table of own) await table.update(item.id, { deletedAtMs });
    }),
  );
}

/** Takes a deletion back. */
export async function restore(database: SelfsameDatabase, item: Removable): Promise<void> {
  const unmarked = (record: { deletedAtMs?: number }) => void delete record.deletedAtMs;
  const own = tables(database, item);
  await stored(() =>
    database.transaction("rw", own, async () => {
      for (const table of own) await table.where(":id").equals(item.id).modify(unmarked);
    }),
  );
}

/** Deletes for good what is marked, a study with its rows; what was restored or replaced in between stays. */
export async function purge(database: SelfsameDatabase, item: Removable): Promise<void> {
  const own = tables(database, item);
  await stored(() =>
    database.transaction("rw", [...own, database.blocks], async () => {
      if ((await own[0]!.get(item.id))?.deletedAtMs === undefined) return;
      if (item.kind === "study") await database.blocksOf(item.id).delete();
      for (const table of own) await table.delete(item.id);
    }),
  );
}

/** Purges everything that was deleted before `beforeMs`: another tab may still offer to take a later deletion back. */
export async function purgeDeletedBefore(database: SelfsameDatabase, beforeMs: number): Promise<void> {
  const past = ({ deletedAtMs }: { deletedAtMs?: number }) => deletedAtMs !== undefined && deletedAtMs < beforeMs;
  const [studies, datasets] = await stored(() =>
    Promise.all([database.studies.filter(past).primaryKeys(), database.summaries.filter(past).primaryKeys()]),
  );
  for (const id of studies) await purge(database, { kind: "study", id });
  for (const id of datasets) await purge(database, { kind: "dataset", id });
}
