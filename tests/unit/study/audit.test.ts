import { beforeAll, describe, expect, test } from "vitest";
import { auditedRows, drawAudit } from "#study/fidelity/audit.ts";
import type { AuditAnswer, ReportInput } from "#study/fidelity/report-input.ts";
import { report } from "#study/fidelity/report.ts";
import { wholeStudy } from "#support/whole-study.ts";

let input: ReportInput;
beforeAll(async () => {
  ({ input } = await wholeStudy());
});

const real = () => input.plan.data.test.name;

describe("the rows of an audit", () => {
  test("are 20 real ones and 40 of all sets in equal shares, mixed, each once", () => {
    const rows = drawAudit(input, null);
    const counts = new Map<string, number>();
    for (const { dataset } of rows) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
    const sets = input.written.map(({ dataset }) => dataset.name);
    expect(Object.fromEntries(counts)).toEqual({ [real()]: 20, ...Object.fromEntries(sets.map((name) => [name, 10])) });
    expect(new Set(rows.map(({ dataset, instance }) => `${dataset} ${instance}`)).size).toBe(60);
    const half = rows.slice(0, 30).filter(({ dataset }) => dataset === real()).length;
    expect(half).toBeGreaterThan(2);
    expect(half).toBeLessThan(18);
  });

  test("of one set are that set's alone", () => {
    const set = input.written[1]!.dataset.name;
    const rows = drawAudit(input, set).filter(({ dataset }) => dataset !== real());
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map(({ dataset }) => dataset))).toEqual(new Set([set]));
  });

  test("are the same at every draw, others for another choice or seed, and tell no label", () => {
    expect(drawAudit(input, null)).toEqual(drawAudit(input, null));
    expect(drawAudit({ ...input, plan: { ...input.plan, seed: 8 } }, null)).not.toEqual(drawAudit(input, null));
    expect(Object.keys(drawAudit(input, null)[0]!)).toEqual(["dataset", "instance", "text"]);
  });
});

describe("answers", () => {
  const answer = (dataset: string, instance: string, label: string | null): AuditAnswer => ({
    ...{ dataset, instance, label },
    guess: "real",
  });

  test("are matched with the rows they are about; unknown rows are left out", () => {
    const [row] = input.data.test;
    const written = input.written[0]!.dataset;
    const rows = auditedRows(input, [
      answer(real(), row!.id, row!.target),
      answer(written.name, written.instances[0]!.id, null),
      answer("gone", "1", null),
    ]);
    expect(rows.map(({ generated, target }) => ({ generated, target }))).toEqual([
      { generated: false, target: row!.target },
      { generated: true, target: written.instances[0]!.target },
    ]);
  });

  test("enter every result of the report, and leave the other numbers alone", () => {
    const audit = drawAudit(input, null).map(({ dataset, instance }) => answer(dataset, instance, null));
    const [before, after] = [report(input), report({ ...input, audit })];
    expect(after.map((result) => result.audit?.rows)).toEqual(after.map(() => ({ real: 20, generated: 40 })));
    expect(after.map(({ measures }) => measures)).toEqual(before.map(({ measures }) => measures));
    expect(before[0]).not.toHaveProperty("audit");
  });
});
