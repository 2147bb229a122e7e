/** @file What the data desk is asked and what it answers. Rows stay with it; the page gets what it shows. */
import type { Decoded, Encoding } from "#storage/decode.ts";
import type { Format } from "#storage/import.ts";
import type { ColumnRoles, DatasetCard, DatasetTask } from "#storage/schema.ts";
import type { Choices, FaultKind } from "#study/data-check.ts";
import type { ColumnProfile, GuessedRoles } from "#study/data-roles.ts";
import type { Metric } from "#measures/scores.ts";
import type { LabelShare } from "#study/split.ts";
import type { RowFacts } from "#study/row-facts.ts";

/** A file as it was read. */
export interface FileFacts {
  filename: string;
  sizeBytes: number;
  rows: number;
  encoding: Encoding;
  evidence: Decoded["evidence"];
  unreadable: Decoded["unreadable"];
  format: Format;
  delimiter: string | undefined;
  columns: readonly ColumnProfile[];
  guess: GuessedRoles;
}

/** A row as its task reads it, long texts cut. */
export interface ReadRow {
  /** The two texts of a pair; a question after its context; else one. */
  texts: readonly string[];
  spans: readonly { start: number; end: number; label: string }[];
}

/** A row on screen: where it stands and what is in it, long values cut. */
export interface ShownRow {
  place: number;
  cells: Readonly<Record<string, string>>;
  /** Null where it cannot be read. */
  read: ReadRow | null;
}

export interface FaultExample {
  place: number;
  /** The row's text, cut; for ragged rows what is wrong with it. */
  text: string;
  label: string;
  /** What is wrong with it, where the kind alone does not say it. */
  problem?: string;
  /** The row or label that it collides with. */
  other?: { place: number; text: string; label: string } | { label: string };
}

export interface FaultSummary {
  kind: FaultKind;
  rows: number;
  /** The first 20. */
  examples: readonly FaultExample[];
}

/** The rows under the chosen roles and choices. */
export interface Review {
  rows: number;
  left: number;
  /** Of the rows that are left: labels and entity types commonest first, levels from the lowest; rows that have each. */
  labels: readonly { label: string; rows: number }[];
  /** What else the rows that are left hold; null where there is nothing to say. */
  facts: RowFacts | null;
  preview: readonly ShownRow[];
  faults: readonly FaultSummary[];
}

/** A kept dataset, opened to be parted. */
export interface DatasetFacts {
  name: string;
  filename: string;
  sizeBytes: number;
  importedAtMs: number;
  rows: number;
  columns: readonly ColumnProfile[];
  /** As mapped at import, else guessed. */
  roles: ColumnRoles;
  guess: GuessedRoles;
  card: DatasetCard;
  preview: readonly ShownRow[];
}

/** How demonstrations and test come about. */
export type SplitWay = "split" | "folds" | "own";

export interface SplitRequest {
  roles: ColumnRoles;
  /** What the plan says of the task. */
  card?: DatasetCard | undefined;
  way: SplitWay;
  seed: number;
  /** Demonstrations per label or level, or in all where the task counts them so; absent: as proposed. */
  perLabel?: number | undefined;
  testRows?: number | undefined;
  folds: number;
  /** For `own`: the dataset to test on, and whether demonstrations that stand in it are left out. */
  test?: { name: string; roles: ColumnRoles; leaveShared: boolean } | undefined;
}

export interface OverlapFacts {
  /** Demonstrations that stand in the test rows too. */
  same: number;
  near: number;
  /** The first 20. */
  examples: readonly { shown: string; tested: string; same: boolean }[];
  labelsNotShown: readonly string[];
  labelsNotTested: readonly string[];
}

export interface Proposal {
  task: DatasetTask;
  way: SplitWay;
  /** Demonstrations per label or level, or in all where the task counts them so. */
  perLabel: number;
  /** Test rows in the plan, of `testable`. */
  testRows: number;
  testable: number;
  shown: number;
  aside: number;
  /** Of each label, level or entity type; empty where the task has none. */
  labels: readonly LabelShare[];
  /** The labels, levels or entity types that a card can describe. */
  names: readonly string[];
  /** Entities in the test rows; 0 for other tasks. */
  entitiesTested: number;
  /** Independent units among the test rows: groups, or rows without near-duplicates. */
  testUnits: number;
  groups: { shown: number; tested: number } | null;
  /** Rows of the largest unit of the dataset, which can be on one side only; of `unitRows`. */
  largestUnit: number;
  unitRows: number;
  /** Fewest test rows of a label or level. */
  leastTested: number;
  metric: Metric;
  overlap: OverlapFacts | null;
  /** Why no study can be made of it; null where one can. */
  problem: string | null;
  /** The document of the plan; names of datasets included. */
  plan: object | null;
  /** Datasets that it will be kept as; those that are there already are not written again. */
  writes: readonly string[];
}

export interface DataDeskJobs {
  /** Reads a file; without bytes the last one again. */
  read: {
    input: { bytes?: Uint8Array; filename: string; encoding?: Encoding | undefined };
    progress: never;
    output: FileFacts;
  };
  review: { input: { roles: ColumnRoles; choices: Choices }; progress: never; output: Review };
  /** Keeps what is left of the file as a dataset; the number of its rows. */
  keep: {
    input: { database: string; name: string; roles: ColumnRoles; choices: Choices };
    progress: never;
    output: number;
  };
  open: { input: { database: string; name: string }; progress: never; output: DatasetFacts };
  /** Keeps what the user says of the task with a dataset. */
  describe: { input: { database: string; name: string; card: DatasetCard }; progress: never; output: undefined };
  propose: { input: SplitRequest & { database: string }; progress: never; output: Proposal };
  /** Keeps the datasets of a proposal. */
  keepSplit: { input: SplitRequest & { database: string }; progress: never; output: Proposal };
}
