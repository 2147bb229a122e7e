/** @file What the browser keeps: datasets and studies. Deleting has a way back for a while. */
import { InputError } from "#core/words.ts";
import { markDeleted, purge, purgeDeletedBefore, type Removable, restore } from "#storage/removal.ts";
import { copyDataset, keepDatasets, listDatasets, renameDataset } from "#storage/datasets.ts";
import type { DatasetRecord, DatasetSummary, StudyRecord } from "#storage/schema.ts";
import { changeStudy, copyStudy, listStudies, readStudy } from "#storage/studies.ts";
import { bundledDatasets } from "#study/bundled.ts";
import type { StudyDocument } from "#study/results.ts";
import type { Laboratory } from "#study/studies.ts";
import { isRunning } from "#study/study-locks.ts";
import { messageOf, type Problem } from "./problem.ts";
import { studiesOn } from "./reading.ts";
import { readDocument } from "./sources.ts";

/** What was deleted and can still be taken back. */
export type Removed = Removable & { name: string };

/** Another tab may offer to take back what it deleted this long ago. */
const othersUndoMs = 5 * 60_000;

export type { DatasetSummary } from "#storage/schema.ts";

export class Library {
  studies = $state.raw<readonly StudyRecord[]>([]);
  imported = $state.raw<Readonly<Record<string, DatasetSummary>>>({});
  removed = $state.raw<readonly Removed[]>([]);
  problem = $state.raw<Problem | null>(null);

  /** Ends whatever is going on with a study; the queue knows how. */
  release: (id: string) => Promise<void> = () => Promise.resolve();

  constructor(private readonly laboratory: Laboratory) {}

  async start(): Promise<void> {
    await this.guard("", async () => {
      await this.readStudies();
      await this.readDatasets();
    });
    void this.guard("", () => purgeDeletedBefore(this.laboratory.database, Date.now() - othersUndoMs));
  }

  /** Keeps a dataset under its name; whether that worked. */
  keep(dataset: DatasetRecord): Promise<boolean> {
    return this.guard(dataset.name, async () => {
      await keepDatasets(this.laboratory.database, [dataset]);
      this.#noWayBack(dataset.name);
      await this.readDatasets();
    });
  }

  /** Keeps the rows under a second name, which is the first and "copy"; whether that worked. */
  copyDataset(name: string): Promise<boolean> {
    return this.guard(name, async () => {
      const copy = this.#freeName(`${name} copy`);
      await copyDataset(this.laboratory.database, name, copy);
      this.#noWayBack(copy);
      await this.readDatasets();
    });
  }

  /** Gives a dataset another name; refused where an unfinished study needs the old one. */
  renameDataset(name: string, wanted: string): Promise<boolean> {
    return this.guard(name, async () => {
      const to = wanted.trim();
      if (to === name) return;
      if (to === "") throw new InputError("A dataset needs a name: plans call for it by that. Type one.");
      if (bundledDatasets.includes(to)) {
        throw new InputError(`"${to}" is a dataset that comes with Selfsame. Choose another name.`);
      }
      if (this.unfinishedOn(name).length > 0) {
        throw new InputError(
          `An unfinished study calls for "${name}" by this name. Finish or delete the study first, or duplicate the dataset.`,
        );
      }
      await renameDataset(this.laboratory.database, name, to);
      this.#noWayBack(to);
      await this.readDatasets();
    });
  }

  /** Deletes an imported dataset, with a way back; a bundled one of the same name stands in again. */
  forget(name: string): Promise<boolean> {
    return this.guard(name, async () => {
      await markDeleted(this.laboratory.database, { kind: "dataset", id: name });
      this.removed = [...this.removed, { kind: "dataset", id: name, name }];
      await this.readDatasets();
    });
  }

  /** Calls a study by this name; an empty one lets its plan name it again. */
  renameStudy(id: string, name: string): Promise<boolean> {
    return this.guard(id, async () => {
      const changes = { name: name.trim() || undefined } as { name: string }; // undefined takes the field away
      await changeStudy(this.laboratory.database, id, changes);
      await this.readStudies();
    });
  }

  /** Keeps a study with its rows a second time, under this name. */
  copyStudy(id: string, name: string): Promise<boolean> {
    return this.guard(id, async () => {
      const { database } = this.laboratory;
      const copy = { ...(await readStudy(database, id)), id: crypto.randomUUID(), createdAtMs: Date.now(), name };
      await copyStudy(database, id, copy);
      await this.readStudies();
    });
  }

  /** Deletes a study, with a way back to what is `called` so; one that runs or waits is stopped first. */
  removeStudy(id: string, called = "a study"): Promise<boolean> {
    return this.guard(id, async () => {
      const { database } = this.laboratory;
      const item: Removed = { kind: "study", id, name: called };
      await markDeleted(database, item);
      this.removed = [...this.removed, item];
      await this.readStudies();
      await this.release(id);
      if (!(await isRunning(id))) return;
      await this.undo(item);
      throw new InputError(
        "This study is running: in another tab, or as a pilot on the page New study. Stop it there, then delete it.",
      );
    });
  }

  /** Takes a deletion back. */
  undo(item: Removed): Promise<boolean> {
    return this.guard(item.id, async () => {
      await restore(this.laboratory.database, item);
      this.removed = this.removed.filter((one) => one !== item);
      await Promise.all([this.readStudies(), this.readDatasets()]);
    });
  }

  /** Ends the time in which deletions can be taken back: what was deleted is gone. */
  letGo(): Promise<boolean> {
    return this.guard("", async () => {
      const gone = this.removed;
      this.removed = [];
      for (const item of gone) await purge(this.laboratory.database, item);
    });
  }

  /** A finished study as it was computed, or a recorded one. */
  documentOf(id: string): Promise<StudyDocument> {
    return readDocument(id, this.laboratory.database);
  }

  /** The studies that call for this dataset and still need it: a finished one keeps its own rows. */
  unfinishedOn(name: string): readonly StudyRecord[] {
    return studiesOn(name, this.studies).filter(({ status }) => status !== "finished");
  }

  async readStudies(): Promise<void> {
    this.studies = await listStudies(this.laboratory.database);
  }

  async readDatasets(): Promise<void> {
    const summaries = await listDatasets(this.laboratory.database);
    this.imported = Object.fromEntries(summaries.map((summary) => [summary.name, summary]));
  }

  /** Rows were kept under these names in a worker. */
  async arrived(names: readonly string[]): Promise<void> {
    for (const name of names) this.#noWayBack(name);
    await this.readDatasets();
  }

  /** Other rows have taken a deleted dataset's place. */
  #noWayBack(dataset: string): void {
    this.removed = this.removed.filter(({ kind, id }) => kind !== "dataset" || id !== dataset);
  }

  #freeName(wanted: string): string {
    const taken = (name: string) => Object.hasOwn(this.imported, name) || bundledDatasets.includes(name);
    let name = wanted;
    for (let i = 2; taken(name); i++) name = `${wanted} ${i}`;
    return name;
  }

  /** Does something to what is kept; what goes wrong is told, and false returned. */
  protected async guard(name: string, action: () => Promise<void>): Promise<boolean> {
    this.problem = null;
    try {
      await action();
      return true;
    } catch (reason) {
      this.problem = { name, text: messageOf(reason) };
      return false;
    }
  }
}
