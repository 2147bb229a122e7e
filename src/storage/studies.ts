/** @file Studies, adapted models and imported data: create, read, change, delete. */
import { InputError } from "#core/words.ts";
import type { CheckpointRecord, DatasetRecord, SelfsameDatabase, StudyRecord } from "./schema.ts";
import { stored } from "./schema.ts";

/** Adds a study; fails if its id is taken. */
export async function createStudy(database: SelfsameDatabase, study: StudyRecord): Promise<void> {
  await stored(() => database.studies.add(study));
}

export async function readStudy(database: SelfsameDatabase, id: string): Promise<StudyRecord> {
  const study = await stored(() => database.studies.get(id));
  if (!study) throw new InputError(`There is no study "${id}" in this browser; it may have been deleted.`);
  return study;
}

/** All studies, newest first. */
export function listStudies(database: SelfsameDatabase): Promise<StudyRecord[]> {
  return stored(() => database.studies.orderBy("createdAtMs").reverse().toArray());
}

export async function changeStudy(
  database: SelfsameDatabase,
  id: string,
  changes: Partial<Omit<StudyRecord, "id">>,
): Promise<void> {
  const found = await stored(() => database.studies.update(id, changes));
  if (!found) await readStudy(database, id); // 0 also means that nothing was different
}

/** Deletes a study with its rows. */
export async function deleteStudy(database: SelfsameDatabase, id: string): Promise<void> {
  await stored(() =>
    database.transaction("rw", database.studies, database.blocks, async () => {
      await database.blocksOf(id).delete();
      await database.studies.delete(id);
    }),
  );
}

export function readCheckpoint(database: SelfsameDatabase, key: string): Promise<CheckpointRecord | undefined> {
  return stored(() => database.checkpoints.get(key));
}

/** Keeps an adapted model under its key; the same key replaces it. */
export async function keepCheckpoint(database: SelfsameDatabase, checkpoint: CheckpointRecord): Promise<void> {
  await stored(() => database.checkpoints.put(checkpoint));
}

/** Forgets all adapted models; they are computed anew when needed. */
export async function clearCheckpoints(database: SelfsameDatabase): Promise<void> {
  await stored(() => database.checkpoints.clear());
}

/** Keeps imported rows under their name; the same name replaces them. */
export async function keepDataset(database: SelfsameDatabase, dataset: DatasetRecord): Promise<void> {
  await stored(() => database.datasets.put(dataset));
}

export async function readDataset(database: SelfsameDatabase, name: string): Promise<DatasetRecord> {
  const dataset = await stored(() => database.datasets.get(name));
  if (dataset) return dataset;
  const names = await stored(() => database.datasets.toCollection().primaryKeys());
  throw new InputError(`There is no dataset "${name}". Import it first; imported are: ${names.join(", ") || "none"}.`);
}

export async function deleteDataset(database: SelfsameDatabase, name: string): Promise<void> {
  await stored(() => database.datasets.delete(name));
}
