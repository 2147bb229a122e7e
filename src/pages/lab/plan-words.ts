/** @file A plan in words. */
import { count, counted } from "#charts/format.ts";
import { ways } from "#pages/report/words.ts";
import type { Plan, StudyRecord } from "#state/lab.svelte.ts";
import { planOf } from "#state/reading.ts";

/** "8 models on reference-test" */
export function planTitle({ models, data }: Plan): string {
  return `${counted(models.length, "model")} on ${data.test.name}`;
}

/** What a kept study is called: by its user, else by its plan. */
export function studyName(study: StudyRecord): string {
  const plan = planOf(study);
  return study.name ?? (plan ? planTitle(plan) : "A plan of another version");
}

/** What the plan will do, in sentences. */
export function planWords({ models, data, generate, seed, solve }: Plan): string[] {
  const { test, demonstrations } = data;
  const runs = generate.seeds > 1 ? `, ${generate.seeds} times` : "";
  const chosen = typeof solve === "string" ? [solve] : solve;
  return [
    demonstrations &&
      `Each model is first fine-tuned on ${counted(demonstrations.perLabel, "row")} per label of ${demonstrations.name}` +
        `${demonstrations.draws > 1 ? `, in ${demonstrations.draws} independent draws` : ""}.`,
    `${counted(models.length, "model")} ${models.length === 1 ? "writes" : "write"} ` +
      `${counted(generate.perGenerator, "labelled row")} each${runs}, and every one solves all sets and ` +
      `${test.rows === undefined ? "the rows" : `${count(test.rows)} rows`} of ${test.name}.`,
    ...chosen.map((way) => ways[way].how),
    `Seed ${seed}: the same plan gives the same rows.`,
  ].filter((sentence) => sentence !== undefined);
}

/** The columns that a plan reads from one of its datasets. */
export function columnsOf({ data }: Plan, name: string): string[] {
  const { test, demonstrations, training } = data;
  const sources = [test, demonstrations, training].filter((source) => source?.name === name);
  const columns = sources.flatMap((source) => [
    source!.text ?? test.text,
    source!.label ?? test.label,
    ...(source === test && test.group !== undefined ? [test.group] : []),
  ]);
  return [...new Set(columns)];
}
