/** @file What is wrong with the user's rows, row by row, and what is left once the user has decided. */
import type { ColumnRoles, ImportedRow } from "#storage/schema.ts";
import { nearDuplicateClusters } from "#measures/clusters.ts";
import { comparableText } from "#tasks/comparable.ts";
import { comparablePair, pairOf } from "#tasks/similarity/pair.ts";
import type { Row } from "#tasks/task.ts";
import { columnsOfRoles, taskNameOf, taskOfRoles } from "./dataset-task.ts";
import { overlapIn } from "./overlapping-spans.ts";

/** Texts of more characters than the bundled models can read in one piece (512 tokens). */
const longText = 1_000;

/**
 * - `ragged`: a row of a table with too many or too few values
 * - `noText`, `noLabel`: a text, or a label, score, list of entities or answer, that is not there or cannot be read
 * - `alikeLabels`: labels that differ only in case, spaces, hyphens or underscores
 * - `rareLabel`: a label of a single row
 * - `overlapping`: a text in which entities overlap or nest
 * - `contradiction`: the same text with different labels, scores, entities or answers
 * - `repeat`: a text that stood there before, with the same label
 * - `nearRepeat`: a text that shares four fifths of its words with an earlier one
 * - `longText`: more than `longText` characters
 */
export type FaultKind =
  | "ragged"
  | "noText"
  | "noLabel"
  | "alikeLabels"
  | "rareLabel"
  | "overlapping"
  | "contradiction"
  | "repeat"
  | "nearRepeat"
  | "longText";

/** `leave` those rows out, `keep` them as they are, `merge` the labels into the commonest spelling. */
export type Choice = "leave" | "keep" | "merge";

/** What may be done about each kind; the first is done unless the user says otherwise. */
export const choicesFor: Readonly<Record<FaultKind, readonly [Choice, ...Choice[]]>> = {
  ragged: ["leave", "keep"],
  noText: ["leave"],
  noLabel: ["leave"],
  alikeLabels: ["merge", "keep"],
  rareLabel: ["keep", "leave"],
  overlapping: ["keep", "leave"],
  contradiction: ["keep", "leave"],
  repeat: ["keep", "leave"],
  nearRepeat: ["keep", "leave"],
  longText: ["keep", "leave"],
};

export type Choices = Partial<Readonly<Record<FaultKind, Choice>>>;

export const chosen = (choices: Choices, kind: FaultKind): Choice => choices[kind] ?? choicesFor[kind][0];

/** One row that something is wrong with. */
export interface Fault {
  /** Index in the file's rows. */
  row: number;
  /** What it collides with or is to become: another row's index, or a label. */
  other?: number | string;
  /** What was found and what was expected, where the kind alone does not say it. */
  problem?: string;
}

export type Faults = Readonly<Record<FaultKind, readonly Fault[]>>;

/** A label without what typing varies: case, and what parts words. The sign of "-1" stays. */
const looseLabel = (label: string) =>
  label
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=\p{L})[\s_-]+(?=\p{L})|\s+/gu, " ");

function alikeLabels(labels: readonly (string | null)[]): { faults: Fault[]; merged: Map<string, string> } {
  const counts = new Map<string, number>();
  for (const label of labels) if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  const commonest = new Map<string, string>();
  for (const [label, count] of counts) {
    const loose = looseLabel(label);
    const rival = commonest.get(loose);
    if (rival === undefined || count > counts.get(rival)!) commonest.set(loose, label);
  }
  const merged = new Map<string, string>();
  for (const label of counts.keys()) {
    const target = commonest.get(looseLabel(label))!;
    if (target !== label) merged.set(label, target);
  }
  const faults = labels.flatMap((label, row) => {
    const other = label ? merged.get(label) : undefined;
    return other === undefined ? [] : [{ row, other }];
  });
  return { faults, merged };
}

/** Rows whose text was there before: with the same label a repeat, with another one both contradict each other. */
function sameTexts(
  texts: readonly (string | null)[],
  labels: readonly (string | null)[],
  keyOf: (text: string) => string,
) {
  const byText = new Map<string, number[]>();
  texts.forEach((text, row) => {
    if (!text || !labels[row]) return;
    const key = keyOf(text) || text;
    const rows = byText.get(key);
    if (rows) rows.push(row);
    else byText.set(key, [row]);
  });
  const repeats: Fault[] = [];
  const contradictions: Fault[] = [];
  for (const rows of byText.values()) {
    if (rows.length < 2) continue;
    const firsts = new Map<string, number>();
    for (const row of rows) {
      const label = labels[row]!;
      const first = firsts.get(label);
      if (first === undefined) firsts.set(label, row);
      else repeats.push({ row, other: first });
    }
    if (firsts.size === 1) continue;
    const [one, two] = [...firsts.values()] as [number, number];
    for (const row of rows) contradictions.push({ row, other: labels[row] === labels[one] ? two : one });
  }
  const inOrder = (faults: Fault[]) => faults.sort((a, b) => a.row - b.row);
  return { repeats: inOrder(repeats), contradictions: inOrder(contradictions) };
}

/** Each row as its task reads it; null for those that are left out. */
function readAll(rows: readonly Row[], roles: ColumnRoles, leftOut: ReadonlySet<number>) {
  const [task, columns] = [taskOfRoles(roles), columnsOfRoles(roles)];
  return rows.map((row, i) => (leftOut.has(i) ? null : task.readRow(row, columns)));
}

/**
 * Everything that is wrong with rows under these roles, by kind, in the file's order. A row may be in several kinds.
 *
 * Labels count as merged wherever the user has them merged, so that one decision does not hide behind another.
 * `ragged` are the indices of rows with a wrong number of values. Near-repeats are compared by word sets (Jaccard 0.8)
 * and leave out what is a repeat or a contradiction already.
 */
export function findFaults(
  rows: readonly Row[],
  roles: ColumnRoles,
  ragged: readonly Fault[],
  choices: Choices,
  clustersOf: (texts: readonly string[]) => readonly string[] = nearDuplicateClusters,
): Faults {
  const leftOut = new Set(chosen(choices, "ragged") === "leave" ? ragged.map(({ row }) => row) : []);
  const name = taskNameOf(roles);
  const labelled = name === "classification";
  const read = readAll(rows, roles, leftOut);
  const texts = read.map((row) => (row && "input" in row ? row.input : null));
  const written = read.map((row) => (row && "input" in row ? row.target : null));
  const unread = (ofLabel: boolean) =>
    read.flatMap((found, row): Fault[] => {
      if (!found || "input" in found || (found.column === roles.label) !== ofLabel) return [];
      return [labelled ? { row } : { row, problem: `“${found.column}” ${found.problem}.` }];
    });
  const alike = labelled ? alikeLabels(written) : { faults: [], merged: new Map<string, string>() };
  const merge = chosen(choices, "alikeLabels") === "merge";
  const labels = written.map((label) => (merge && label ? (alike.merged.get(label) ?? label) : label));
  const keyOf = name === "similarity" ? (text: string) => comparablePair(pairOf(text)) : comparableText;
  const { repeats, contradictions } = sameTexts(texts, labels, keyOf);

  const usable = texts.flatMap((text, row) => (text && labels[row] ? [row] : []));
  const clusters = clustersOf(usable.map((row) => texts[row]!));
  const same = new Set([...repeats, ...contradictions].map(({ row }) => row));
  const near = usable.flatMap((row, i) => {
    const first = usable[Number(clusters[i])]!;
    return first === row || same.has(row) ? [] : [{ row, other: first }];
  });

  const counts = new Map<string, number>();
  for (const row of usable) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
  return {
    ragged,
    noText: unread(false),
    noLabel: unread(true),
    alikeLabels: alike.faults,
    rareLabel: usable.flatMap((row) =>
      labelled && counts.get(labels[row]!) === 1 ? [{ row, other: labels[row]! }] : [],
    ),
    overlapping: name === "entities" ? usable.flatMap((row) => overlapIn(texts[row]!, written[row]!, row)) : [],
    contradiction: contradictions,
    repeat: repeats,
    nearRepeat: near,
    longText: usable.flatMap((row) => (texts[row]!.length > longText ? [{ row }] : [])),
  };
}

/** The indices of the rows that are left under the user's choices, in the file's order. */
export function rowsLeft(count: number, faults: Faults, choices: Choices): number[] {
  const out = new Set<number>();
  for (const [kind, found] of Object.entries(faults) as [FaultKind, readonly Fault[]][]) {
    if (chosen(choices, kind) === "leave") for (const { row } of found) out.add(row);
  }
  return Array.from({ length: count }, (_, row) => row).filter((row) => !out.has(row));
}

/** The rows as they will be stored: those that are left, labels merged where chosen, columns with a role always there. */
export function chosenRows(
  rows: readonly ImportedRow[],
  roles: ColumnRoles,
  faults: Faults,
  choices: Choices,
): ImportedRow[] {
  const renamed = new Map(
    chosen(choices, "alikeLabels") === "merge" ? faults.alikeLabels.map(({ row, other }) => [row, other]) : [],
  );
  const named = [roles.second, roles.group, ...(roles.slices ?? [])].filter(
    (column) => column !== undefined && column !== "",
  );
  return rowsLeft(rows.length, faults, choices).map((index) => {
    const row = rows[index]!;
    const absent = named.filter((column) => !Object.hasOwn(row, column!));
    const label = renamed.get(index);
    if (label === undefined && absent.length === 0) return row;
    return {
      ...row,
      ...Object.fromEntries(absent.map((column) => [column, ""])),
      ...(label !== undefined && { [roles.label]: label }),
    };
  });
}
