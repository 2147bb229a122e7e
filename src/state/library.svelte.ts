/** @file What the browser keeps: datasets and studies. */
import { readRows } from "#storage/import.ts";
import type { ColumnRoles, DatasetRecord, StudyRecord } from "#storage/schema.ts";
import { deleteDataset, deleteStudy, keepDataset, listStudies } from "#storage/studies.ts";
import type { Laboratory } from "#study/studies.ts";
import { messageOf, type Problem } from "./problem.ts";

/** What is known of an imported dataset without reading it again. */
export interface ImportedFacts {
  rows: number;
  columns: readonly string[];
  filename: string;
  importedAtMs: number;
  roles?: ColumnRoles;
}

export class Library {
  studies = $state.raw<readonly StudyRecord[]>([]);
  imported = $state.raw<Readonly<Record<string, ImportedFacts>>>({});
  problem = $state.raw<Problem | null>(null);

  constructor(private readonly laboratory: Laboratory) {}

  async start(): Promise<void> {
    await this.guard("", async () => {
      await this.readStudies();
      await this.readDatasets();
    });
  }

  /** Keeps a dataset under its name; whether that worked. */
  keep(dataset: DatasetRecord): Promise<boolean> {
    return this.guard(dataset.name, async () => {
      await keepDataset(this.laboratory.database, dataset);
      await this.readDatasets();
    });
  }

  /** Reads a file into a dataset of this name; whether that worked. */
  importFile(name: string, filename: string, text: string): Promise<boolean> {
    return this.guard(name, async () => {
      const { rows, columns } = readRows(text, filename);
      const source = { filename, sizeBytes: text.length, importedAtMs: Date.now() };
      await keepDataset(this.laboratory.database, { name, rows, columns, source });
      await this.readDatasets();
    });
  }

  /** Forgets an imported dataset; a bundled one of the same name stands in again. */
  forget(name: string): Promise<boolean> {
    return this.guard(name, async () => {
      await deleteDataset(this.laboratory.database, name);
      await this.readDatasets();
    });
  }

  removeStudy(id: string): Promise<boolean> {
    return this.guard(id, async () => {
      await deleteStudy(this.laboratory.database, id);
      await this.readStudies();
    });
  }

  async readStudies(): Promise<void> {
    this.studies = await listStudies(this.laboratory.database);
  }

  async readDatasets(): Promise<void> {
    const records = await this.laboratory.database.datasets.toArray();
    this.imported = Object.fromEntries(
      records.map(({ name, rows, columns, source, roles }) => [
        name,
        { rows: rows.length, columns, ...source, ...(roles && { roles }) },
      ]),
    );
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
