/** @file A series in the browser: read with everything behind it, and kept when it comes from elsewhere. */
import { type SelfsameDatabase, type SeriesRecord, stored } from "#storage/schema.ts";
import { listSeries, readSeries } from "#storage/series.ts";
import { arrivedStudy, type KeptStudy } from "#study/keep.ts";
import type { WholeArm, WholeSeries } from "#study/series/series-file.ts";
import { seriesTitle } from "#study/series/series-plan.ts";
import { readWholeStudy } from "#study/whole-study.ts";

/** A series with everything behind its finished arms; others are left out. */
export async function readWholeSeries(id: string, database: SelfsameDatabase): Promise<WholeSeries> {
  const record = await readSeries(database, id);
  const arms: WholeArm[] = [];
  for (const { studyId, ...arm } of record.arms) {
    const study = await database.studies.get(studyId);
    if (study?.status !== "finished" || study.deletedAtMs !== undefined) continue;
    arms.push({ ...arm, study: await readWholeStudy(studyId, database) });
  }
  return { name: seriesTitle(record), plan: record.document, arms };
}

/**
 * Computes the results of every arm from its rows and keeps the studies and their bracket under new ids: all of it or
 * nothing. A series of the same name that is there already stays as it is; the new one is called a copy.
 */
export async function keepSeries(
  { name: wanted, plan, arms }: WholeSeries,
  database: SelfsameDatabase,
): Promise<KeptStudy> {
  const arrived = await Promise.all(
    arms.map(async ({ study, ...arm }) => ({ arm, ...(await arrivedStudy({ ...study, name: arm.key }, database)) })),
  );
  const taken = new Set((await listSeries(database)).map((series) => seriesTitle(series)));
  let name = wanted;
  for (let count = 1; taken.has(name); count++) name = `${wanted} (copy${count > 1 ? ` ${count}` : ""})`;
  const series: SeriesRecord = {
    ...{ id: crypto.randomUUID(), document: plan, createdAtMs: Date.now(), name },
    arms: arrived.map(({ arm, id }) => ({ ...arm, studyId: id })),
  };
  await stored(() =>
    database.transaction("rw", database.series, database.studies, database.blocks, async () => {
      await database.studies.bulkAdd(arrived.map(({ record }) => record));
      for (const { blocks } of arrived) await database.blocks.bulkAdd(blocks);
      await database.series.add(series);
    }),
  );
  return {
    ...{ id: series.id, name },
    differences: arrived.flatMap(({ arm, differences }) =>
      differences.map((difference) => ({ ...difference, place: `${arm.key}: ${difference.place}` })),
    ),
  };
}
