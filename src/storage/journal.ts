/** @file The journal: the rows of a study, written down block by block as they are made. */
import { InputError } from "#core/words.ts";
import type { SelfsameDatabase } from "./schema.ts";
import { stored } from "./schema.ts";

export class StudyJournal {
  constructor(
    readonly database: SelfsameDatabase,
    readonly studyId: string,
  ) {}

  /** Writes a finished block in one transaction; a block that is there already stays as it is. */
  write(step: string, block: number, rows: readonly unknown[]): Promise<void> {
    const { database, studyId } = this;
    return stored(() =>
      database.transaction("rw", database.blocks, async () => {
        if ((await database.blocks.where({ studyId, step, block }).count()) > 0) return;
        await database.blocks.add({ studyId, step, block, rows });
      }),
    );
  }

  /** Writes the only block of a step anew: for what is computed from the rows and for what the user brings later. */
  replace(step: string, rows: readonly unknown[]): Promise<void> {
    return this.change({ [step]: rows });
  }

  /**
   * Writes the only blocks of some steps anew and deletes those of others, all of it or nothing.
   * @throws InputError where the study was deleted: nobody would find those rows again.
   */
  async change(steps: Readonly<Record<string, readonly unknown[]>>, gone: readonly string[] = []): Promise<void> {
    const { database, studyId } = this;
    const blocks = Object.entries(steps).map(([step, rows]) => ({ studyId, step, block: 0, rows }));
    await stored(() =>
      database.transaction("rw", database.studies, database.blocks, async () => {
        if (!(await database.studies.get(studyId))) {
          throw new InputError("This study was deleted in the meantime, so nothing was added to it.");
        }
        await database.blocks.bulkDelete(gone.map((step): [string, string, number] => [studyId, step, 0]));
        await database.blocks.bulkPut(blocks);
      }),
    );
  }

  /** The written blocks of a step, by number, in order. */
  async blocks(step: string): Promise<Map<number, readonly unknown[]>> {
    const { database, studyId } = this;
    const records = await stored(() => database.blocks.where({ studyId, step }).toArray());
    return new Map(records.sort((a, b) => a.block - b.block).map(({ block, rows }) => [block, rows]));
  }

  /** Step → numbers of its written blocks, without reading the rows. */
  async finishedBlocks(): Promise<Map<string, number[]>> {
    const { database, studyId } = this;
    const keys = await stored(() => database.blocksOf(studyId).primaryKeys());
    const steps = new Map<string, number[]>();
    for (const [, step, block] of keys) steps.set(step, [...(steps.get(step) ?? []), block]);
    for (const blocks of steps.values()) blocks.sort((a, b) => a - b);
    return steps;
  }
}
