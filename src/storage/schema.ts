/** @file What the browser keeps: studies, their rows, adapted models, imported data. */
import Dexie, { type Collection, type Table } from "dexie";
import type { ModelInfo } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import { databaseName } from "./kept.ts";

export type StudyStatus = "queued" | "running" | "stopped" | "failed" | "finished";

export interface StudyRecord {
  id: string;
  plan: unknown;
  /** SHA-256 of the plan's canonical JSON. */
  planHash: string;
  status: StudyStatus;
  createdAtMs: number;
  /** Versions, model hashes, device, timings; null before the first block. */
  manifest: unknown;
  /** Why it failed. */
  error?: string;
  /** What the user calls it; absent: it is called by its plan. */
  name?: string;
  /** Set while a deletion can still be undone; such a record is gone at the next start. */
  deletedAtMs?: number;
}

/** A plan over several datasets: the studies that belong together. */
export interface SeriesRecord {
  id: string;
  /** The plan as it was written. */
  document: unknown;
  createdAtMs: number;
  name?: string;
  arms: readonly SeriesArm[];
}

/** One real dataset in one setting. */
export interface SeriesArm {
  key: string;
  setting: string;
  source: string | null;
  studyId: string;
}

/** The rows of one finished block. A block is there whole or not at all. */
export interface BlockRecord {
  studyId: string;
  step: string;
  block: number;
  rows: readonly unknown[];
}

/** A model adapted on this device, so that the same request is not computed twice. */
export interface CheckpointRecord {
  /** Names base model, demonstrations and recipe by their hashes. */
  key: string;
  bytes: Uint8Array;
  meta: unknown;
  createdAtMs: number;
}

export type ImportedRow = Readonly<Record<string, unknown>>;

/** What is asked of the rows; the tasks themselves are in `src/tasks`. */
export type DatasetTask = "classification" | "similarity" | "entities" | "answers";

/** Which columns of a dataset mean what. */
export interface ColumnRoles {
  /** Absent: classification. */
  task?: DatasetTask;
  /** The text, the first text of a pair, the tokens, the question. */
  text: string;
  /** The second text of a pair; the context of a question. */
  second?: string;
  /** The label, the score, the entities, the answer. */
  label: string;
  /** Rows of equal value belong together, e.g. a conversation id. */
  group?: string;
  /** Further columns by whose values scores are split. */
  slices?: readonly string[];
}

/** What the user says of the task beside the rows, as plans have it. */
export interface DatasetCard {
  noun?: string;
  labels?: Readonly<Record<string, string>>;
  guideline?: string;
  outOfScope?: string;
}

/** Rows that the user brought. */
export interface DatasetRecord {
  name: string;
  columns: readonly string[];
  rows: readonly ImportedRow[];
  source: { filename: string; sizeBytes: number; importedAtMs: number };
  /** As mapped at import; absent where a plan names the columns. */
  roles?: ColumnRoles;
  card?: DatasetCard;
  deletedAtMs?: number;
}

/** What lists show of a dataset: its rows may fill the memory, this does not. */
export interface DatasetSummary {
  name: string;
  rows: number;
  /** How many labels its label column holds; absent where no column is known to be that, or where the task has none. */
  labels?: number;
  columns: readonly string[];
  filename: string;
  sizeBytes: number;
  importedAtMs: number;
  roles?: ColumnRoles;
  deletedAtMs?: number;
}

export function summaryOf({ name, rows, columns, source, roles, deletedAtMs }: DatasetRecord): DatasetSummary {
  const labelled = (roles?.task ?? "classification") === "classification";
  const label = labelled ? (roles?.label ?? columns.find((column) => column === "label")) : undefined;
  return {
    ...{ name, rows: rows.length, columns, ...source },
    ...(roles && { roles }),
    ...(label !== undefined && { labels: new Set(rows.map((row) => row[label])).size }),
    ...(deletedAtMs !== undefined && { deletedAtMs }),
  };
}

/** A model that the user brought as a folder in the Hub layout. */
export interface ModelRecord {
  /** As plans name it, e.g. `folder/my-model`. */
  id: string;
  /** Path in the folder → content. */
  files: Readonly<Record<string, Blob>>;
  /** Path of the weights in the folder that was brought. */
  weights: string;
  /** What it was found to be when it was loaded and checked. */
  info: ModelInfo;
  sizeBytes: number;
  addedAtMs: number;
}

export class SelfsameDatabase extends Dexie {
  declare studies: Table<StudyRecord, string>;
  declare blocks: Table<BlockRecord, [string, string, number]>;
  declare checkpoints: Table<CheckpointRecord, string>;
  declare datasets: Table<DatasetRecord, string>;
  declare models: Table<ModelRecord, string>;
  declare summaries: Table<DatasetSummary, string>;
  declare series: Table<SeriesRecord, string>;

  constructor(name = databaseName) {
    super(name);
    this.version(1).stores({
      studies: "id, createdAtMs",
      blocks: "[studyId+step+block]",
      checkpoints: "key",
      datasets: "name",
    });
    this.version(2).stores({ models: "id" });
    this.version(3)
      .stores({ summaries: "name" })
      .upgrade(async () => {
        const names = await this.datasets.toCollection().primaryKeys();
        for (const name of names) await this.summaries.put(summaryOf((await this.datasets.get(name))!));
      });
    this.version(4).stores({ series: "id, createdAtMs" });
  }

  /** The journal of one study. A list sorts after every text, so `[studyId, []]` ends the range. */
  blocksOf(studyId: string): Collection<BlockRecord, [string, string, number]> {
    return this.blocks.where("[studyId+step+block]").between([studyId], [studyId, []]);
  }
}

/** The names of an error and of the errors that caused it; Dexie wraps the browser's. */
function errorNames(cause: unknown): string[] {
  const names: string[] = [];
  for (let at = cause; at instanceof Error; at = (at as Error & { inner?: unknown }).inner) names.push(at.name);
  return names;
}

/** Why the browser did not store or read, in words that say what to do. */
const reasons: [RegExp, string][] = [
  [
    /^QuotaExceededError$/,
    "The browser's storage is full, so nothing more was written; what was written is kept. " +
      "Export and delete old studies or adapted models, or free disk space, then continue.",
  ],
  [
    /^(VersionError|BlockedError|VersionChangeError)$/,
    "Another tab holds the stored studies open in a different version of this page. Close the other tabs, then reload.",
  ],
  [
    /^(MissingAPIError|OpenFailedError|SecurityError|InvalidStateError|DatabaseClosedError)$/,
    "The browser did not open its storage (IndexedDB). Private windows and blocked site data do this, and so does " +
      "data deleted while the page is open: use a normal window, allow site data, then reload.",
  ],
];

/** Runs a database action; a full, blocked or missing store is raised as InputError. */
export async function stored<Result>(action: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const names = errorNames(cause);
    const reason = reasons.find(([pattern]) => names.some((name) => pattern.test(name)));
    if (reason) throw new InputError(reason[1], { cause });
    throw cause;
  }
}

/** Opens the database; fails after a second in which another tab blocks an upgrade. */
export async function openDatabase(name?: string): Promise<SelfsameDatabase> {
  const database = new SelfsameDatabase(name);
  const blocked = new Promise<never>((_, fail) => {
    database.on("blocked", () => {
      setTimeout(() => fail(Object.assign(new Error("blocked"), { name: "BlockedError" })), 1000);
    });
  });
  return stored(() => Promise.race([database.open().then(() => database), blocked]));
}

/** Opens the database for some work and closes it again; a worker has to be told its name. */
export async function withDatabase<Output>(
  name: string,
  work: (database: SelfsameDatabase) => Promise<Output>,
): Promise<Output> {
  const database = await openDatabase(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
