/** @file The task of a dataset by its roles, and what its rows are balanced over. */
import type { Instance } from "#core/words.ts";
import { readSpans } from "#measures/spans.ts";
import type { ColumnRoles, DatasetTask } from "#storage/schema.ts";
import type { Columns, Task } from "#tasks/task.ts";
import { taskOf } from "#tasks/tasks.ts";

export const taskNameOf = ({ task }: Pick<ColumnRoles, "task">): DatasetTask => task ?? "classification";

export const taskOfRoles = (roles: Pick<ColumnRoles, "task">): Task => taskOf(taskNameOf(roles));

/** The columns that a task reads; an empty name means none. */
export const columnsOfRoles = ({ text, second, label }: ColumnRoles): Columns => ({
  ...{ text, label },
  ...(second && { second }),
});

/** The rows with their stratum in the place of the target: the label, the nearest level of `levels`, or "" for all. */
export const stratified = (rows: readonly Instance[], task: Task, levels: readonly string[]): Instance[] =>
  rows.map((row) => ({ ...row, target: task.stratumOf(row.target, levels) }));

/** The entity types in a row. */
export const typesIn = ({ target }: Pick<Instance, "target">): string[] => [
  ...new Set(readSpans(target).map(({ label }) => label)),
];
