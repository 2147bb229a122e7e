import "fake-indexeddb/auto";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lab } from "#state/lab.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { scriptedRows } from "#support/study-document.ts";

let database: SelfsameDatabase;
let onBlock: () => void = () => undefined;
const opened: SelfsameDatabase[] = [];

const otherCsv = ["text,label", ...scriptedRows(60, 5).map(({ text, label }) => `${text},${label}`)].join("\n");
const plan = { ...minePlan, data: [{ test: { name: "mine" } }, { test: { name: "other" } }] };

async function freshDatabase(): Promise<SelfsameDatabase> {
  const fresh = await openDatabase(`series ${Math.random()}`);
  opened.push(fresh);
  return fresh;
}

async function readyLab(): Promise<Lab> {
  const lab = new Lab(scriptedLaboratory(database, () => onBlock()));
  await Promise.all([lab.library.start(), lab.series.start()]);
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  await keepCsv(lab, "other", "other.csv", otherCsv);
  return lab;
}

async function finishedSeries(lab: Lab): Promise<string> {
  const id = (await lab.series.begin(plan))!;
  await lab.queue.settled();
  await lab.series.show(id);
  return id;
}

beforeEach(async () => {
  onBlock = () => undefined;
  vi.stubGlobal("Worker", DeskWorker);
  database = await freshDatabase();
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  vi.unstubAllGlobals();
});

test("its studies run one after another, and what they say together follows from them all", async () => {
  const lab = await readyLab();
  const id = (await lab.series.begin(plan))!;
  await lab.series.show(id);
  expect(lab.series.open).toMatchObject({ across: [], finished: [], computing: false });
  await lab.queue.settled();
  await lab.series.refresh(id);
  const { across, finished } = lab.series.open!;
  expect(finished).toEqual(["mine", "other"]);
  expect(across!.map(({ solve, arms }) => [solve, arms])).toEqual([["direct", ["mine", "other"]]]);
  expect(across![0]!.measures.biasFactors.map(({ dots }) => dots.map(({ real }) => real))).toEqual(
    minePlan.models.map(() => ["mine", "other"]),
  );
});

test("wrong data in any part keep the whole series from beginning, and the part is named", async () => {
  const lab = await readyLab();
  expect(await lab.series.begin({ ...plan, data: [...plan.data, { test: { name: "absent" } }] })).toBeNull();
  expect(lab.series.problem?.text).toMatch(/^absent: /);
  expect([lab.library.studies, lab.series.all]).toEqual([[], []]);
});

test("stopping ends the study that runs and takes the rest out of the line; continuing ends as an unbroken run", async () => {
  const lab = await readyLab();
  let blocks = 0;
  let stopping: Promise<void> | undefined;
  onBlock = () => {
    if (++blocks === 5) stopping = lab.series.stop(lab.series.all[0]!.id);
  };
  const id = (await lab.series.begin(plan))!;
  await lab.queue.settled();
  await stopping;
  expect(lab.series.armsOf(lab.series.all[0]!).map(({ study }) => study!.status)).toEqual(["stopped", "stopped"]);
  expect(lab.queue.waiting).toEqual([]);
  await lab.series.resume(id);
  await lab.queue.settled();
  await lab.series.show(id);
  const across = lab.series.open!.across;
  database = await freshDatabase();
  const unbroken = await readyLab();
  await finishedSeries(unbroken);
  expect(across).toEqual(unbroken.series.open!.across);
});

test("without one of its studies a series speaks of the others, and takes it back", async () => {
  const lab = await readyLab();
  const id = await finishedSeries(lab);
  const both = lab.series.open!.across;
  await lab.library.removeStudy(lab.series.open!.record.arms[0]!.studyId);
  await lab.series.refresh(id);
  expect(lab.series.open!.finished).toEqual(["other"]);
  expect(lab.series.armsOf(lab.series.all[0]!)[0]).toEqual({ key: "mine", study: null });
  await lab.library.undo(lab.library.removed[0]!);
  await lab.series.refresh(id);
  expect(lab.series.open!.across).toEqual(both);
});

test("a series is renamed, parted from its studies, or deleted with them and a way back", async () => {
  const lab = await readyLab();
  const id = await finishedSeries(lab);
  await lab.series.rename(id, " Autumn ");
  expect([lab.series.all[0]!.name, lab.series.open!.record.name]).toEqual(["Autumn", "Autumn"]);
  await lab.series.remove(id);
  expect([lab.series.all, lab.library.studies]).toEqual([[], []]);
  await lab.library.undo(lab.library.removed[1]!);
  expect(lab.series.all.map((series) => lab.series.armsOf(series).map(({ study }) => study !== null))).toEqual([
    [false, true],
  ]);
  await lab.series.dissolve(id);
  expect(lab.series.all).toEqual([]);
  expect(lab.library.studies).toHaveLength(1);
});

test("a bracket whose studies are gone for good is gone at the next start", async () => {
  const lab = await readyLab();
  await lab.series.remove(await finishedSeries(lab));
  await lab.series.start();
  expect(await database.series.count()).toBe(1); // the deletion can still be taken back
  await lab.library.letGo();
  await lab.series.start();
  expect(await database.series.count()).toBe(0);
});

test("as one file a series opens in another browser, with the same results", async () => {
  const lab = await readyLab();
  const id = await finishedSeries(lab);
  await lab.series.rename(id, "Autumn");
  const across = lab.series.open!.across;
  const { name, bytes } = (await lab.exporting.buildSeries(id, "study"))!;
  expect(name).toMatch(/^autumn-\d{4}-\d\d-\d\d\.selfsame\.json\.gz$/);
  database = await freshDatabase();
  const elsewhere = new Lab(scriptedLaboratory(database));
  await Promise.all([elsewhere.library.start(), elsewhere.series.start()]);
  const opened = await elsewhere.exporting.openStudyFile(new File([bytes], name));
  expect(elsewhere.exporting.problem).toBeNull();
  expect(elsewhere.exporting.kept).toMatchObject({ kind: "series", name: "Autumn", differences: [] });
  await elsewhere.series.show(opened!);
  expect(elsewhere.series.open!.across).toEqual(across);
  expect(elsewhere.series.all.map((series) => series.arms.map(({ key }) => key))).toEqual([["mine", "other"]]);
});

test("a series file that contradicts its plan keeps nothing", async () => {
  const lab = await readyLab();
  const { bytes } = (await lab.exporting.buildSeries(await finishedSeries(lab), "study"))!;
  const file = JSON.parse(gunzipSync(bytes).toString()) as { arms: { key: string }[] };
  database = await freshDatabase();
  const elsewhere = new Lab(scriptedLaboratory(database));
  for (const [arms, told] of [
    [[{ ...file.arms[0]!, key: "third" }], 'no arm "third"'],
    [[file.arms[0]!, file.arms[0]!], 'arm "mine" stands twice'],
    [[file.arms[0]!, { ...file.arms[1]!, study: {} }], 'arm "other" is no study file'],
    [[], 'list of "arms"'],
  ] as const) {
    const text = JSON.stringify({ ...file, arms });
    expect(await elsewhere.exporting.openStudyFile(new File([text], "x.json"))).toBeNull();
    expect(elsewhere.exporting.problem?.text).toContain(told);
  }
  expect([await database.studies.count(), await database.series.count()]).toEqual([0, 0]);
});

test("study.json and predictions.jsonl hold every finished part", async () => {
  const lab = await readyLab();
  const id = await finishedSeries(lab);
  const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
  const document = JSON.parse(text((await lab.exporting.buildSeries(id, "document"))!)) as {
    results: { arm: string }[];
    across: unknown;
  };
  expect(document.results.map(({ arm }) => arm)).toEqual(["mine", "other"]);
  expect(document.across).toEqual(lab.series.open!.across);
  const lines = text((await lab.exporting.buildSeries(id, "predictions"))!)
    .trim()
    .split("\n");
  const arms = lines.map((line) => (JSON.parse(line) as { arm: string }).arm);
  expect([...new Set(arms)]).toEqual(["mine", "other"]);
});
