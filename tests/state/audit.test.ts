import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Audit } from "#state/audit.svelte.ts";
import { Explorer } from "#state/explorer.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;

beforeEach(async () => {
  vi.stubGlobal("Worker", DeskWorker);
  database = await openDatabase(`audit ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  const id = await lab.queue.begin(minePlan);
  await lab.queue.settled();
  await lab.opened.show(id!);
});
afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

const begun = async () => {
  const audit = new Audit(lab.opened, lab.laboratory);
  await audit.load();
  return audit;
};

test("an audit is kept answer by answer, goes on after a reload, and enters the report", async () => {
  const audit = await begun();
  expect(audit.chosen).toBeNull();
  await audit.begin(null);
  const shown = audit.rows.map(({ text }) => text);
  expect(shown).toHaveLength(60);
  audit.say("lamp");
  await audit.guess("real");
  audit.say(null);
  await audit.guess("generated");

  const again = await begun();
  expect(again.answers.map(({ label, guess }) => [label, guess])).toEqual([
    ["lamp", "real"],
    [null, "generated"],
  ]);
  await again.resume();
  expect(again.rows.map(({ text }) => text)).toEqual(shown);
  expect(again.at).toBe(2);
  again.back();
  expect([again.at, again.label]).toEqual([1, null]);
  again.back(); // from the guess to the label
  again.say("music");
  await again.guess("real");
  expect(again.answers.map(({ label }) => label)).toEqual(["lamp", "music"]);

  while (!again.done) {
    again.say("lamp");
    await again.guess(again.row!.dataset === "mine" ? "real" : "generated");
  }
  expect(again.asking).toBe(false);
  expect(again.problem).toBeNull();
  const found = lab.opened.study!.document.results[0]!.audit!;
  expect(found.rows).toEqual({ real: 20, generated: 40 });
  expect(found.rightAtEqualShares.estimate!).toBeGreaterThan(0.9);
});

test("a pause puts a partial audit into the report, with its n; beginning anew discards it", async () => {
  const audit = await begun();
  await audit.begin("zoo/anna-l");
  audit.say("lamp");
  await audit.guess("real");
  await audit.pause();
  const { rows } = lab.opened.study!.document.results[0]!.audit!;
  expect(rows.real + rows.generated).toBe(1);
  await audit.begin(null);
  expect((await begun()).answers).toEqual([]);
});

test("the explorer finds a row's attempt, filters and pages, and sees new audit answers", async () => {
  const explorer = new Explorer(lab.opened, lab.laboratory);
  await explorer.open({ dataset: "zoo/anna-l", solver: "zoo/ben-xs" }, "direct");
  expect(explorer.answered).toHaveLength(30);
  explorer.filter({ only: "wrong" });
  expect(explorer.found.length).toBeGreaterThan(0);
  expect(explorer.found.every(({ right }) => !right)).toBe(true);
  const { instance } = explorer.details!;
  expect((await explorer.attempt(instance))!.text).toBe(instance.input);

  explorer.look({ dataset: "mine" });
  explorer.filter({ only: "all" });
  expect([explorer.pages, explorer.onPage.length]).toEqual([2, 50]);
  explorer.step(50);
  expect([explorer.page, explorer.onPage.length]).toEqual([1, 10]);
  explorer.step(1000);
  expect(explorer.at).toBe(59);
  expect(await explorer.attempt(explorer.details!.instance)).toBeNull(); // nobody generated a real row

  const audit = await begun();
  await audit.begin(null);
  const { dataset, instance: audited } = audit.row!;
  audit.say("lamp");
  await audit.guess("generated");
  await audit.pause();
  await explorer.open({ dataset, solver: "zoo/ben-xs" }, "direct");
  explorer.step(explorer.found.findIndex((row) => row.instance.id === audited));
  expect(explorer.details!.audit).toMatchObject({ label: "lamp", guess: "generated" });
});
