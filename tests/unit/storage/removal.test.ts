import "fake-indexeddb/auto";
import Dexie from "dexie";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StudyJournal } from "#storage/journal.ts";
import { markDeleted, purge, purgeDeletedBefore, restore } from "#storage/removal.ts";
import { openDatabase, type SelfsameDatabase, type StudyRecord } from "#storage/schema.ts";
import * as datasets from "#storage/datasets.ts";
import * as studies from "#storage/studies.ts";
import { studyBytes } from "#storage/usage.ts";

let database: SelfsameDatabase;

beforeEach(async () => {
  database = await openDatabase(`removal ${Math.random()}`);
});
afterEach(() => database.delete());

const record = (id: string): StudyRecord => ({
  id,
  plan: { version: 1 },
  planHash: "00",
  status: "finished",
  createdAtMs: 1,
  manifest: { seed: 7 },
  name: "mine",
});
const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ text: `row ${i}`, label: "lamp" }));

async function keepStudy(id: string, blocks = 3): Promise<void> {
  await studies.createStudy(database, record(id));
  const journal = new StudyJournal(database, id);
  for (let block = 0; block < blocks; block++) await journal.write("solve/direct", block, rows(10 + block));
}

const everything = async () => ({
  studies: await database.studies.toArray(),
  blocks: await database.blocks.toArray(),
  datasets: await database.datasets.toArray(),
  summaries: await database.summaries.toArray(),
});

const dataset = {
  name: "mine",
  columns: ["text", "label"],
  rows: rows(4),
  source: { filename: "mine.csv", sizeBytes: 80, importedAtMs: 1 },
};

test("a deletion that is taken back leaves everything exactly as it was", async () => {
  await keepStudy("a");
  await datasets.keepDatasets(database, [dataset]);
  const before = await everything();
  const both = [
    { kind: "study", id: "a" },
    { kind: "dataset", id: "mine" },
  ] as const;
  for (const item of both) await markDeleted(database, item);
  expect(await studies.listStudies(database)).toEqual([]);
  expect(await datasets.listDatasets(database)).toEqual([]);
  await expect(studies.readStudy(database, "a")).rejects.toThrow("deleted");
  await expect(datasets.readDataset(database, "mine")).rejects.toThrow('no dataset "mine"');
  for (const item of both) await restore(database, item);
  expect(await everything()).toEqual(before);
});

test("what is purged is gone with its rows, and nothing else is", async () => {
  await keepStudy("a");
  await keepStudy("b");
  await purge(database, { kind: "study", id: "a" }); // not marked: nothing happens
  expect(await studies.listStudies(database)).toHaveLength(2);
  await markDeleted(database, { kind: "study", id: "a" });
  await purge(database, { kind: "study", id: "a" });
  expect((await everything()).studies.map(({ id }) => id)).toEqual(["b"]);
  expect(await database.blocksOf("a").count()).toBe(0);
  expect(await database.blocksOf("b").count()).toBe(3);
});

test("a start purges old deletions and leaves those that another tab may still take back", async () => {
  await keepStudy("old");
  await keepStudy("new");
  await datasets.keepDatasets(database, [{ ...dataset, deletedAtMs: 1 }]);
  await database.studies.update("old", { deletedAtMs: 1000 });
  await database.studies.update("new", { deletedAtMs: 3000 });
  await purgeDeletedBefore(database, 2000);
  expect((await everything()).studies.map(({ id }) => id)).toEqual(["new"]);
  expect(await everything()).toMatchObject({ datasets: [], summaries: [] });
});

test("new rows under a deleted dataset's name are not purged with it", async () => {
  await datasets.keepDatasets(database, [dataset]);
  await markDeleted(database, { kind: "dataset", id: "mine" });
  await datasets.keepDatasets(database, [{ ...dataset, rows: rows(9) }]);
  await purge(database, { kind: "dataset", id: "mine" });
  expect((await datasets.readDataset(database, "mine")).rows).toHaveLength(9);
});

test("a dataset takes no name that another has, and keeps its rows under the new one", async () => {
  await datasets.keepDatasets(database, [dataset]);
  await datasets.copyDataset(database, "mine", "other");
  await expect(datasets.renameDataset(database, "mine", "other")).rejects.toThrow('called "other" already');
  await datasets.renameDataset(database, "mine", "ours");
  expect((await datasets.listDatasets(database)).map(({ name }) => name)).toEqual(["other", "ours"]);
  expect((await datasets.readDataset(database, "ours")).rows).toEqual(dataset.rows);
});

test("what lists show of a dataset follows its rows, also those that an earlier version kept", async () => {
  const shown = { name: "mine", rows: 4, labels: 1, columns: ["text", "label"], ...dataset.source };
  await datasets.keepDatasets(database, [dataset]);
  expect(await datasets.listDatasets(database)).toEqual([shown]);
  await datasets.keepDatasets(database, [{ ...dataset, rows: rows(9) }]);
  expect(await datasets.listDatasets(database)).toEqual([{ ...shown, rows: 9 }]);

  const earlier = new Dexie(`earlier ${Math.random()}`);
  earlier.version(1).stores({ studies: "id, createdAtMs", blocks: "[studyId+step+block]", checkpoints: "key" });
  earlier.version(2).stores({ datasets: "name", models: "id" });
  await earlier.table("datasets").bulkPut([dataset, { ...dataset, name: "gone", deletedAtMs: 1 }]);
  earlier.close();
  const upgraded = await openDatabase(earlier.name);
  expect(await datasets.listDatasets(upgraded)).toEqual([shown]);
  await purgeDeletedBefore(upgraded, 2);
  expect(await upgraded.datasets.toCollection().primaryKeys()).toEqual(["mine"]);
  await upgraded.delete();
});

test("a copied study has the rows of the first and outlives it", async () => {
  await keepStudy("a", 150); // more than are copied at once
  const before = await database.blocksOf("a").toArray();
  await studies.copyStudy(database, "a", { ...record("b"), createdAtMs: 2 });
  await studies.deleteStudy(database, "a");
  expect(await database.blocksOf("b").toArray()).toEqual(before.map((block) => ({ ...block, studyId: "b" })));
});

test("a study is weighed by its rows as JSON: exactly if it is small, within a tenth if it is large", async () => {
  const weight = async (id: string) =>
    (await database.blocksOf(id).toArray()).reduce((sum, block) => sum + JSON.stringify(block.rows).length, 0);
  await keepStudy("small", 3);
  expect(await studyBytes(database, "small")).toBe(await weight("small"));
  await keepStudy("large", 200);
  const [found, exact] = [await studyBytes(database, "large"), await weight("large")];
  expect(Math.abs(found / exact - 1)).toBeLessThan(0.1);
  expect(await studyBytes(database, "none")).toBe(0);
});
