/** @file The blind audit: which rows a person is shown, and their answers as measures. */
import { Random, seedOf } from "#core/random.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { type AuditedRow, type AuditMeasures, auditMeasures } from "#measures/audit.ts";
import type { AuditAnswer, ReportInput } from "#study/fidelity/report-input.ts";
import { taskOfPlan } from "#study/plan.ts";

/** How many rows a person is shown, where there are as many. */
const auditSize = { real: 20, generated: 40 } as const;

/** A row as the person may see it: the text alone; where it is from stays in the dark until the report. */
export interface AuditRow {
  dataset: string;
  instance: string;
  text: string;
}

/**
 * The rows of an audit in the order in which they are shown: 20 real ones and 40 of the generated set named `set`, or of
 * all sets in equal shares (`set` null), drawn at random and shuffled together. Choice and order follow from the plan's
 * seed and the choice of sets. Sets that hold too few rows give all that they have.
 */
export function drawAudit({ plan, data, written }: ReportInput, set: string | null): AuditRow[] {
  const seed = (...parts: (string | number)[]) => seedOf(plan.seed, "audit", set ?? "", ...parts);
  const drawn = (dataset: string, instances: ReportInput["data"]["test"], count: number): AuditRow[] =>
    new Random(seed("rows", dataset))
      .shuffled(instances)
      .slice(0, count)
      .map(({ id, input }) => ({ dataset, instance: id, text: input }));
  const sets = written.map(({ dataset }) => dataset).filter(({ name }) => set === null || name === set);
  const shown = new Random(seed("sets")).shuffled(sets);
  const generated = shown.flatMap(({ name, instances }, i) => {
    const share = Math.floor(auditSize.generated / shown.length) + (i < auditSize.generated % shown.length ? 1 : 0);
    return drawn(name, instances, share);
  });
  return new Random(seed("order")).shuffled([...drawn(plan.data.test.name, data.test, auditSize.real), ...generated]);
}

/** The answers with what the rows were, pairs with the level next to their score; answers to rows that the study does not hold are left out. */
export function auditedRows({ data, plan, written }: ReportInput, answers: readonly AuditAnswer[]): AuditedRow[] {
  const key = (dataset: string, instance: string) => JSON.stringify([dataset, instance]);
  const task = taskOfPlan(plan);
  const labelled = (target: string) => task.stratumOf(target, data.labels);
  const sets = [
    { name: plan.data.test.name, generated: false, instances: data.test },
    ...written.map(({ dataset: { name, instances } }) => ({ name, generated: true, instances })),
  ];
  const known = new Map(
    sets.flatMap(({ name, generated, instances }) =>
      instances.map(({ id, target }) => [key(name, id), { generated, target: labelled(target) }] as const),
    ),
  );
  return answers.flatMap(({ dataset, instance, label, guess }) => {
    const row = known.get(key(dataset, instance));
    return row ? [{ ...row, label, guess }] : [];
  });
}

/** The labels, or levels, among which a person chooses; empty where the task has no one label per row. */
export function auditLabels({ plan, data }: Pick<ReportInput, "plan" | "data">): readonly string[] {
  const { name } = taskOfPlan(plan);
  return name === "classification" || name === "similarity" ? data.labels : [];
}

/** What a study's audit says; null before the first answer. */
export function auditOf(input: ReportInput): AuditMeasures | null {
  const rows = auditedRows(input, input.audit ?? []);
  if (rows.length === 0) return null;
  const found = auditMeasures(rows);
  if (auditLabels(input).length > 0) return found;
  const unasked = (n: number) => undefinedMeasure(n, "Rows of this task have no one label to give.");
  return { ...found, agreement: { real: unasked(found.rows.real), generated: unasked(found.rows.generated) } };
}
