import "fake-indexeddb/auto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lab } from "#state/lab.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { StudyJournal } from "#storage/journal.ts";
import { attemptOf } from "#study/fidelity/asked.ts";
import { keepStudy } from "#study/keep.ts";
import type { Laboratory } from "#study/studies.ts";
import { readWholeStudy } from "#study/whole-study.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { wholeStudy } from "#support/whole-study.ts";

let database: SelfsameDatabase;

/** A lab in which one study is finished and open. */
async function labWithStudy(): Promise<Lab> {
  const lab = new Lab({ database } as Laboratory);
  const { id } = await keepStudy(await wholeStudy({ solve: "direct" }), database);
  await lab.library.start();
  await lab.opened.show(id);
  return lab;
}

beforeEach(async () => {
  vi.stubGlobal("Worker", DeskWorker);
  vi.stubGlobal("fetch", async (url: URL) => new Response(await readFile(`public${url.pathname}`)));
  database = await openDatabase(`exporting ${Math.random()}`);
});

afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

const fileOf = (name: string, content: Uint8Array | string) => new File([content as BlobPart], name);

test("a study leaves as one file and comes back beside the first, with the same results", async () => {
  const lab = await labWithStudy();
  const { name, bytes } = (await lab.exporting.build({ what: "study" }))!;
  expect(name).toMatch(/^a-small-study-\d{4}-\d\d-\d\d\.selfsame\.json\.gz$/);
  const before = lab.opened.study!.document;
  const id = await lab.exporting.openStudyFile(fileOf(name, bytes));
  expect(lab.exporting.kept).toMatchObject({ id, name: "A small study (copy)", differences: [] });
  expect(lab.library.studies).toHaveLength(2);
  await lab.opened.show(id!);
  expect(lab.opened.study!.document).toEqual(before);
});

test("a study in folds comes back with every attempt under its fold", async () => {
  const laboratory = scriptedLaboratory(database);
  laboratory.adapt = ({ base }) => laboratory.open(base);
  laboratory.adaptationCost = () => Promise.resolve({ tokens: 1, kept: false, bytes: null });
  const lab = new Lab(laboratory);
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  const id = await lab.queue.begin({
    ...minePlan,
    data: { ...minePlan.data, demonstrations: { name: "mine", perLabel: 1, folds: 2 } },
  });
  await lab.queue.settled();
  expect(lab.queue.problem).toBeNull();
  await lab.opened.show(id!);
  const { name, bytes } = (await lab.exporting.build({ what: "study" }))!;
  const copy = await lab.exporting.openStudyFile(fileOf(name, bytes));
  expect(lab.exporting.problem).toBeNull();
  const [first, second] = [await readWholeStudy(id!, database), await readWholeStudy(copy!, database)];
  expect(new Set(second.attempts.map(({ fold }) => fold))).toEqual(new Set([0, 1]));
  expect(second.attempts).toHaveLength(first.attempts.length);
  const { dataset } = second.input.written[0]!;
  const written = dataset.instances.at(-1)!;
  expect((await attemptOf(new StudyJournal(database, copy!), written))!.text).toBe(written.input);
});

test("a file that is no study is told, and nothing is kept", async () => {
  const lab = await labWithStudy();
  expect(await lab.exporting.openStudyFile(fileOf("x.json", '{"format":"selfsame study","version":9}'))).toBeNull();
  expect(lab.exporting.problem?.text).toContain("version 9");
  expect(lab.exporting.doing).toBeNull();
  expect(lab.library.studies).toHaveLength(1);
});

test("one thing is done at a time", async () => {
  const lab = await labWithStudy();
  const first = lab.exporting.build({ what: "document" });
  expect(lab.exporting.doing).toBe("build");
  expect(await lab.exporting.build({ what: "study" })).toBeNull();
  expect(await first).not.toBeNull();
});

test("own systems are read, named, added to what is on screen, and removed", async () => {
  const lab = await labWithStudy();
  const questions = (await lab.exporting.build({ what: "questions", format: "csv" }))!;
  const [header, ...lines] = new TextDecoder().decode(questions.bytes).trim().split("\n");
  expect(header).toBe("dataset,instance,text");
  const answers = ["instance,prediction", ...lines.slice(1).map((line) => `${line.split(",")[1]},weather`)].join("\n");
  await lab.exporting.readAnswers(fileOf("always weather.csv", answers));
  expect(lab.exporting.answers?.systems).toMatchObject([{ name: "always weather", missing: 1 }]);
  expect(await lab.exporting.addSystems(["zoo/anna-s"])).toBe(false);
  expect(lab.exporting.problem?.text).toContain("already");
  expect(await lab.exporting.addSystems(["constant"])).toBe(true);
  expect(lab.opened.study!.document.results[0]!.solvers.at(-1)).toBe("constant");
  expect(await lab.exporting.removeSystem("constant")).toBe(true);
  expect(lab.opened.study!.document.results[0]!.solvers).not.toContain("constant");
});

test("the citation names plan, data and papers", async () => {
  const lab = await labWithStudy();
  const { text, bibtex } = await lab.exporting.citation();
  const { planHash } = lab.library.studies[0]!;
  for (const part of [planHash, "of reference-test", "2409.11968", "2412.03679"]) {
    expect(text).toContain(part);
    expect(bibtex).toContain(part);
  }
});
