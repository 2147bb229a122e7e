/** @file Series: plans over several datasets whose studies belong together. */
import { InputError } from "#core/words.ts";
import type { SelfsameDatabase, SeriesRecord, StudyRecord } from "./schema.ts";
import { stored } from "./schema.ts";

/** Adds a series and its studies: all of it or nothing. */
export async function createSeries(
  database: SelfsameDatabase,
  series: SeriesRecord,
  studies: readonly StudyRecord[],
): Promise<void> {
  await stored(() =>
    database.transaction("rw", database.series, database.studies, async () => {
      await database.studies.bulkAdd([...studies]);
      await database.series.add(series);
    }),
  );
}

export async function readSeries(database: SelfsameDatabase, id: string): Promise<SeriesRecord> {
  const series = await stored(() => database.series.get(id));
  if (series) return series;
  throw new InputError(`There is no series "${id}" in this browser; it may have been deleted.`);
}

/** All series, newest first. */
export function listSeries(database: SelfsameDatabase): Promise<SeriesRecord[]> {
  return stored(() => database.series.orderBy("createdAtMs").reverse().toArray());
}

/** Calls a series by this name; without one it is called by its plan. */
export async function renameSeries(database: SelfsameDatabase, id: string, name: string | undefined): Promise<void> {
  await stored(() => database.series.update(id, { name } as Partial<SeriesRecord>));
}

/** Takes the bracket away; the studies in it stay. */
export async function deleteSeries(database: SelfsameDatabase, id: string): Promise<void> {
  await stored(() => database.series.delete(id));
}

/** Takes away the brackets that hold nothing any more: every study in them is gone for good. */
export async function deleteEmptySeries(database: SelfsameDatabase): Promise<void> {
  for (const { id, arms } of await listSeries(database)) {
    const found = await stored(() => database.studies.bulkGet(arms.map(({ studyId }) => studyId)));
    if (found.every((study) => study === undefined)) await deleteSeries(database, id);
  }
}
