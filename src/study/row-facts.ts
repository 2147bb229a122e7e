/** @file What rows hold beside their number: the scale of scores, entities and their types, answers. */
import { readSpans } from "#measures/spans.ts";
import type { DatasetTask } from "#storage/schema.ts";
import { nearestLevel, scaleOf } from "#tasks/similarity/scale.ts";
import type { Example } from "#tasks/task.ts";
import { typesIn } from "./dataset-task.ts";

export type RowFacts =
  | {
      task: "similarity";
      /** As read from the rows. */
      low: number;
      high: number;
      /** The lowest and the highest score that a row has. */
      least: number;
      most: number;
      /** Different scores. */
      distinct: number;
    }
  | {
      task: "entities";
      entities: number;
      /** Words between spaces. */
      words: number;
      /** Rows without an entity. */
      without: number;
      /** Entities of each type, commonest first. */
      types: readonly { label: string; entities: number }[];
    }
  | {
      task: "answers";
      /** Rows for which several answers are accepted. */
      several: number;
      /** Different first answers. */
      distinct: number;
    };

/** How many rows have each label, level or entity type: labels and types commonest first, levels from the lowest. */
export function labelCounts(task: DatasetTask, rows: readonly Example[]): { label: string; rows: number }[] {
  if (task === "answers") return [];
  const levels = task === "similarity" ? scaleOf(rows).levels.map(String) : [];
  const counts = new Map<string, number>(levels.map((level) => [level, 0]));
  for (const row of rows) {
    const own =
      task === "entities" ? typesIn(row) : [task === "similarity" ? nearestLevel(row.target, levels) : row.target];
    for (const label of own) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const counted = [...counts].map(([label, n]) => ({ label, rows: n }));
  return task === "similarity" ? counted : counted.sort((a, b) => b.rows - a.rows);
}

/** What the task's rows hold; null for no rows, and for classification, whose labels say it all. */
export function factsOf(task: DatasetTask, rows: readonly Example[]): RowFacts | null {
  if (rows.length === 0) return null;
  if (task === "similarity") {
    const { low, high } = scaleOf(rows);
    const scores = rows.map(({ target }) => Number(target));
    const extreme = (best: (a: number, b: number) => number) => scores.reduce((a, b) => best(a, b));
    return { task, low, high, least: extreme(Math.min), most: extreme(Math.max), distinct: new Set(scores).size };
  }
  if (task === "entities") {
    const types = new Map<string, number>();
    let [words, without] = [0, 0];
    for (const { input, target } of rows) {
      const spans = readSpans(target);
      words += input.trim().split(/\s+/u).length;
      if (spans.length === 0) without++;
      for (const { label } of spans) types.set(label, (types.get(label) ?? 0) + 1);
    }
    const counted = [...types].map(([label, entities]) => ({ label, entities }));
    const entities = counted.reduce((sum, type) => sum + type.entities, 0);
    return { task, entities, words, without, types: counted.sort((a, b) => b.entities - a.entities) };
  }
  if (task === "answers") {
    const answers = rows.map(({ target }) => JSON.parse(target) as string[]);
    return {
      task,
      several: answers.filter((accepted) => accepted.length > 1).length,
      distinct: new Set(answers.map(([first]) => first)).size,
    };
  }
  return null;
}
