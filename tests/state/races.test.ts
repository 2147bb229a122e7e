/** @file Two things at once: quick presses, and work that ends after the user has gone elsewhere. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Audit } from "#state/audit.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { StudyJournal } from "#storage/journal.ts";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import { deleteStudy } from "#storage/studies.ts";
import { addSystems } from "#study/own-systems-journal.ts";
import { readFinishedStudy, renewResults, steps } from "#study/rows.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { OneByOne } from "#support/one-by-one.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;

beforeEach(async () => {
  vi.stubGlobal("Worker", DeskWorker);
  vi.stubGlobal("navigator", { locks: new OneByOne() });
  database = await openDatabase(`races ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
});
afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

async function finished(): Promise<string> {
  const id = await lab.queue.begin(minePlan);
  await lab.queue.settled();
  return id!;
}

/** A blind audit of the study on screen, with one answer. */
async function audited(): Promise<Audit> {
  const audit = new Audit(lab.opened, lab.laboratory);
  await audit.load();
  await audit.begin(null);
  audit.say("lamp");
  await audit.guess("real");
  return audit;
}

test("a study that is asked for last is the one on screen, however slowly the others are read", async () => {
  const id = await finished();
  await Promise.all([lab.opened.show(id), lab.opened.show("gone")]); // a study that is there takes longer to read
  expect(lab.opened.study).toBeNull();
  expect(lab.opened.problem!.name).toBe("gone");
});

test("an audit that ends after another study was opened stays with its own study", async () => {
  const [first, second] = [await finished(), await finished()];
  await lab.opened.show(first);
  const audit = await audited();
  const ending = audit.pause();
  await lab.opened.show(second);
  await ending;
  expect(audit.problem).toBeNull();
  expect(lab.opened.study!.id).toBe(second);
  expect((await readFinishedStudy(first, database)).results[0]!.audit!.rows).toBeDefined();
  expect((await readFinishedStudy(second, database)).results[0]!.audit).toBeUndefined();
});

test("two quick presses on Continue line a study up once", async () => {
  const blocker = await finished();
  const id = await finished();
  await Promise.all([lab.queue.resume(blocker), lab.queue.resume(id), lab.queue.resume(id)]);
  const lined = [lab.queue.running?.id, ...lab.queue.waiting];
  expect(lined.filter((other) => other === id)).toHaveLength(1);
  await lab.queue.settled();
});

test("answers from outside and an audit that come at once both end up in the results", async () => {
  const id = await finished();
  await lab.opened.show(id);
  const { data, predictions } = await lab.opened.rows();
  const rows = predictions[0]!.rows.filter(({ solver }) => solver === "zoo/anna-l");
  const system = { name: "mine", rows, expected: rows.length, missing: 0, empty: 0, stray: [] };
  const audit = [{ dataset: "mine", instance: data.test[0]!.id, label: null, guess: "real" as const }];
  await new StudyJournal(database, id).replace(steps.audit, audit);
  await Promise.all([renewResults(id, database), addSystems(id, [system], database)]);
  const [result] = (await readFinishedStudy(id, database)).results;
  expect(result!.solvers).toContain("mine");
  expect(result!.audit!.rows).toEqual({ real: 1, generated: 0 });
});

test("nothing is added to a study that was deleted in the meantime", async () => {
  const id = await finished();
  await lab.opened.show(id);
  const audit = await audited();
  await deleteStudy(database, id);
  audit.say("lamp");
  await audit.guess("generated");
  expect(audit.problem).toMatch("deleted in the meantime");
  expect(await database.blocks.count()).toBe(0);
});
