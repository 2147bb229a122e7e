/** @file Which columns a plan reads from one of its datasets, by what they mean. */
import type { Plan } from "#state/lab.svelte.ts";
import { columnsOfPlan } from "#state/reading.ts";
import { taskOfPlan } from "./plan-words.ts";

export function rolesWanted(plan: Plan, name: string) {
  const { test, demonstrations, training } = plan.data;
  const source = [test, demonstrations, training].find((candidate) => candidate?.name === name) ?? test;
  const { group, slices } = source === test ? test : { group: undefined, slices: [] };
  const { text, second, label } = columnsOfPlan(plan, source);
  return { task: taskOfPlan(plan), text, ...(second && { second }), label, ...(group && { group }), slices };
}
