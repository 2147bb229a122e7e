/** @file Systems that ran elsewhere enter a kept study and leave it: rows and results change together or not at all. */
import { InputError } from "#core/words.ts";
import { type BlockRecord, type SelfsameDatabase, stored } from "#storage/schema.ts";
import { report } from "#study/fidelity/report.ts";
import { type SystemAnswers, withoutSystem, withSystems } from "#study/own-systems.ts";
import { readReportInput, steps } from "#study/rows.ts";

const stepOf = (name: string) => steps.outside + name;

/** Adds the systems' answers and computes the results anew. @throws InputError where a name is taken. */
export async function addSystems(
  id: string,
  systems: readonly SystemAnswers[],
  database: SelfsameDatabase,
): Promise<void> {
  const results = report(withSystems(await readReportInput(id, database), systems));
  const blocks = systems.map(({ name, rows }): BlockRecord => ({
    ...{ studyId: id, step: stepOf(name), block: 0 },
    rows: rows.map((row) => ({ ...row, solver: name })),
  }));
  await stored(() =>
    database.transaction("rw", database.blocks, async () => {
      await database.blocks.bulkAdd(blocks);
      await database.blocks.put({ studyId: id, step: steps.results, block: 0, rows: results });
    }),
  );
}

/** Takes a system's answers away and computes the results without them. @throws InputError where there is no such system. */
export async function removeSystem(id: string, name: string, database: SelfsameDatabase): Promise<void> {
  const input = await readReportInput(id, database);
  if (!input.solvers.some((solver) => solver.name === name && solver.preparation === "outside")) {
    throw new InputError(`The study has no system "${name}" from outside.`);
  }
  const results = report(withoutSystem(input, name));
  await stored(() =>
    database.transaction("rw", database.blocks, async () => {
      await database.blocks.delete([id, stepOf(name), 0]);
      await database.blocks.put({ studyId: id, step: steps.results, block: 0, rows: results });
    }),
  );
}
