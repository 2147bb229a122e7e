/** @file The life of a series: its studies begin together, run one after another, and are read together. */
import { InputError } from "#core/words.ts";
import type { SelfsameDatabase, SeriesRecord, StudyRecord } from "#storage/schema.ts";
import { createSeries, readSeries } from "#storage/series.ts";
import type { ArmInput } from "#study/series/across.ts";
import { parseSeries } from "#study/series/series-plan.ts";
import { readReportInput } from "#study/rows.ts";
import { checkedStudy, type Laboratory } from "#study/studies.ts";

/**
 * Begins a series: every arm is checked, with its data, before anything is stored. The studies are in the order of the
 * plan.
 * @throws InputError naming the arm and what is wrong.
 */
export async function beginSeries(document: unknown, { database }: Laboratory, name?: string): Promise<SeriesRecord> {
  const { arms } = parseSeries(document);
  const createdAtMs = Date.now();
  const studies: StudyRecord[] = [];
  for (const { key, document: own } of arms) {
    const record = await checkedStudy(own, database).catch((reason: unknown) => {
      throw reason instanceof InputError ? new InputError(`${key}: ${reason.message}`) : reason;
    });
    studies.push({ ...record, name: key });
  }
  const series: SeriesRecord = {
    id: crypto.randomUUID(),
    document,
    createdAtMs,
    ...(name && { name }),
    arms: arms.map(({ key, setting, source }, i) => ({ key, setting, source, studyId: studies[i]!.id })),
  };
  await createSeries(database, series, studies);
  return series;
}

/** The rows of the finished arms of a series, in its order. Arms that are not finished or were deleted are left out. */
export async function readArms(id: string, database: SelfsameDatabase): Promise<ArmInput[]> {
  const { arms } = await readSeries(database, id);
  const read = await Promise.all(
    arms.map(async ({ studyId, ...arm }): Promise<ArmInput[]> => {
      const record = await database.studies.get(studyId);
      const there = record?.status === "finished" && record.deletedAtMs === undefined;
      return there ? [{ ...arm, input: await readReportInput(studyId, database) }] : [];
    }),
  );
  return read.flat();
}
