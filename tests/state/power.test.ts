import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lab } from "#state/lab.svelte.ts";
import { Power } from "#state/power.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { keepStudy } from "#study/keep.ts";
import { parsePlan } from "#study/plan.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { type ScriptedTask, taskStudy } from "#support/task-study.ts";

let database: SelfsameDatabase;
let lab: Lab;

beforeEach(async () => {
  vi.stubGlobal("Worker", DeskWorker);
  database = await openDatabase(`power ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
});
afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

async function keep(task: ScriptedTask, name: string): Promise<void> {
  const { document, input } = taskStudy(task, { rows: 40 });
  const whole = { name, plan: document.plan, planHash: name, document, attempts: [], auditSet: [] };
  await keepStudy({ ...whole, input: { ...input, audit: [] } }, database);
  await lab.library.readStudies();
}

const { plan } = taskStudy("entities", { rows: 40 }).document;

test("a finished study of the same task serves as a pilot, one of another task does not", async () => {
  const power = new Power(lab.laboratory, lab.library);
  await keep("similarity", "pairs");
  await power.ask(plan);
  expect(power.problem).toBeNull();
  expect(power.report).toMatchObject({ basis: "assumed", metric: "entityTypeF1" });
  expect(power.pilot).toBeNull();
  await keep("entities", "sentences");
  await power.ask(plan);
  expect(power.report).toMatchObject({ basis: "same models" });
  expect(power.pilot!.name).toBe("sentences");
  expect(power.busy).toBe(false);
});

test("the last plan that was asked for is answered, and a report is kept until then", async () => {
  const power = new Power(lab.laboratory, lab.library);
  const larger = parsePlan({ ...plan, generate: { perGenerator: 300 } });
  await Promise.all([power.ask(plan), power.ask(larger)]);
  expect(power.report).toMatchObject({ planned: 300 });
  const asking = power.ask(plan);
  expect(power.report).toMatchObject({ planned: 300 });
  await asking;
  expect(power.report).toMatchObject({ planned: 40 });
});
