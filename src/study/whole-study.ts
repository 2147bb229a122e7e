/** @file A finished study of the browser's own, read with everything behind it. */
import { StudyJournal } from "#storage/journal.ts";
import type { SelfsameDatabase } from "#storage/schema.ts";
import { readStudy } from "#storage/studies.ts";
import { studyTitle } from "#study/export.ts";
import { type Attempt, readWritingStep } from "#study/fidelity/written.ts";
import { readFinishedStudy, readReportInput, steps } from "#study/rows.ts";
import type { WholeStudy, WrittenAttempt } from "#study/study-file.ts";

/** Throws an InputError where the study is not there or not finished. */
export async function readWholeStudy(id: string, database: SelfsameDatabase): Promise<WholeStudy> {
  const [record, document, input] = await Promise.all([
    readStudy(database, id),
    readFinishedStudy(id, database),
    readReportInput(id, database),
  ]);
  const journal = new StudyJournal(database, id);
  const auditSet = (await journal.blocks(steps.auditSet)).get(0) ?? [];
  const name = studyTitle(input.plan, record.name);
  const { plan, planHash } = record;
  return { name, plan, planHash, document, input, attempts: await readAttempts(journal), auditSet };
}

async function readAttempts(journal: StudyJournal): Promise<WrittenAttempt[]> {
  const attempts = [...(await journal.finishedBlocks()).keys()].map(async (step) => {
    const by = readWritingStep(step);
    if (by === null) return [];
    const rows = [...(await journal.blocks(step)).values()].flat() as Attempt[];
    return rows.map((row) => ({ ...by, ...row }));
  });
  return (await Promise.all(attempts)).flat();
}
