/** @file In which fields two plans differ, and whether they can still be laid side by side. */
import type { Plan } from "#study/plan.ts";

export interface PlanDifference {
  /** Dotted, as plans name it: `generate.temperature`. */
  field: string;
  /** As JSON; absent where the plan has no such field. */
  first: string | undefined;
  second: string | undefined;
  /** Whether runs that differ in this field still answer the same question on the same real data. */
  comparable: boolean;
}

/** What makes two studies two questions: the task, the data and how answers are scored. */
const question = ["version", "kind", "task", "data", "metric"];

/** Every field that differs, in the order of the first plan. Lists count as one field. */
export function planDifferences(first: Plan, second: Plan): PlanDifference[] {
  const [one, two] = [fieldsOf(first), fieldsOf(second)];
  return [...new Set([...one.keys(), ...two.keys()])]
    .filter((field) => one.get(field) !== two.get(field))
    .map((field) => ({
      field,
      first: one.get(field),
      second: two.get(field),
      comparable: !question.includes(field.split(".")[0]!),
    }));
}

/** Field → JSON of its value; defaults are filled in already, and what is undefined is no field. */
function fieldsOf(value: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]): (readonly [string, string])[] => {
      if (inner === undefined) return [];
      const field = path + key;
      const nested = inner !== null && typeof inner === "object" && !Array.isArray(inner);
      return nested ? [...fieldsOf(inner, `${field}.`)] : [[field, JSON.stringify(inner)]];
    }),
  );
}
