/** @file Deleting with a way back: a deleted study or dataset is marked, hidden from every list, and purged later. */
import type { SelfsameDatabase } from "./schema.ts";
import { stored } from "./schema.ts";

export type Removable = { kind: "study" | "dataset"; id: string };

/** Hides it. Nothing of it is lost before it is purged. */
export async function markDeleted(database: SelfsameDatabase, { kind, id }: Removable): Promise<void> {
  const deletedAtMs = Date.now();
  await stored(() =>
    kind === "study" ? database.studies.update(id, { deletedAtMs }) : database.datasets.update(id, { deletedAtMs }),
  );
}

/** Takes a deletion back. */
export async function restore(database: SelfsameDatabase, { kind, id }: Removable): Promise<void> {
  const unmarked = (record: { deletedAtMs?: number }) => void delete record.deletedAtMs;
  await stored(() =>
    kind === "study"
      ? database.studies.where({ id }).modify(unmarked)
      : database.datasets.where({ name: id }).modify(unmarked),
  );
}

/** Deletes for good what is marked, a study with its rows; what was restored or replaced in between stays. */
export async function purge(database: SelfsameDatabase, { kind, id }: Removable): Promise<void> {
  const { studies, datasets, blocks } = database;
  await stored(() =>
    database.transaction("rw", studies, datasets, blocks, async () => {
      if (kind === "dataset") {
        if ((await datasets.get(id))?.deletedAtMs !== undefined) await datasets.delete(id);
      } else if ((await studies.get(id))?.deletedAtMs !== undefined) {
        await database.blocksOf(id).delete();
        await studies.delete(id);
      }
    }),
  );
}

/** Purges everything that was deleted before `beforeMs`: another tab may still offer to take a later deletion back. */
export async function purgeDeletedBefore(database: SelfsameDatabase, beforeMs: number): Promise<void> {
  const past = ({ deletedAtMs }: { deletedAtMs?: number }) => deletedAtMs !== undefined && deletedAtMs < beforeMs;
  const [studies, datasets] = await stored(() =>
    Promise.all([database.studies.filter(past).primaryKeys(), database.datasets.filter(past).primaryKeys()]),
  );
  for (const id of studies) await purge(database, { kind: "study", id });
  for (const id of datasets) await purge(database, { kind: "dataset", id });
}
