/** @file The texts of which an input consists. */
import { partsOf } from "#tasks/answers/rows.ts";
import { pairOf } from "#tasks/similarity/pair.ts";
import type { TaskName } from "#tasks/task.ts";

/** One text; two of a pair; of a question its context, where it has one, and the question. */
export function textsOf(task: TaskName, input: string): readonly string[] {
  if (task === "similarity") return pairOf(input);
  if (task !== "answers") return [input];
  const { context, question } = partsOf(input);
  return context === "" ? [question] : [context, question];
}
