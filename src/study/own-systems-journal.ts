/** @file Systems that ran elsewhere enter a kept study and leave it: rows and results change together or not at all. */
import { InputError } from "#core/words.ts";
import { StudyJournal } from "#storage/journal.ts";
import type { SelfsameDatabase } from "#storage/schema.ts";
import { report } from "#study/fidelity/report.ts";
import { type SystemAnswers, withoutSystem, withSystems } from "#study/own-systems.ts";
import { readReportInput, steps } from "#study/rows.ts";
import { inTurn } from "#study/study-locks.ts";

const stepOf = (name: string) => steps.outside + name;

/** Adds the systems' answers and computes the results anew. @throws InputError where a name is taken. */
export async function addSystems(
  id: string,
  systems: readonly SystemAnswers[],
  database: SelfsameDatabase,
): Promise<void> {
  await inTurn(id, async () => {
    const results = report(withSystems(await readReportInput(id, database), systems));
    const brought = systems.map(({ name, rows }) => [stepOf(name), rows.map((row) => ({ ...row, solver: name }))]);
    await new StudyJournal(database, id).change({ ...Object.fromEntries(brought), [steps.results]: results });
  });
}

/** Takes a system's answers away and computes the results without them. @throws InputError where there is no such system. */
export async function removeSystem(id: string, name: string, database: SelfsameDatabase): Promise<void> {
  await inTurn(id, async () => {
    const input = await readReportInput(id, database);
    if (!input.solvers.some((solver) => solver.name === name && solver.preparation === "outside")) {
      throw new InputError(`The study has no system "${name}" from outside.`);
    }
    const results = report(withoutSystem(input, name));
    await new StudyJournal(database, id).change({ [steps.results]: results }, [stepOf(name)]);
  });
}
