/** @file The tasks by name. A new one is a folder beside these and a line here. */
import { answers } from "./answers/task.ts";
import { classification } from "./classification/task.ts";
import { entities } from "./entities/task.ts";
import { similarity } from "./similarity/task.ts";
import type { Task, TaskName } from "./task.ts";

const tasks: Partial<Record<TaskName, Task>> = { classification, similarity, entities, answers };

/** The task of a plan. */
export function taskOf(name: TaskName): Task {
  const task = tasks[name];
  if (!task) throw new RangeError(`The task "${name}" is not there.`);
  return task;
}
