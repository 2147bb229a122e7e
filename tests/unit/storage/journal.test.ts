import "fake-indexeddb/auto";
import Dexie from "dexie";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StudyJournal } from "#storage/journal.ts";
import { openDatabase, SelfsameDatabase, stored, type StudyRecord } from "#storage/schema.ts";
import * as datasets from "#storage/datasets.ts";
import * as studies from "#storage/studies.ts";

let database: SelfsameDatabase;

beforeEach(async () => {
  database = await openDatabase("test");
});

afterEach(() => database.delete());

const study = (id: string, createdAtMs: number): StudyRecord => ({
  id,
  plan: { version: 1 },
  planHash: "00",
  status: "running",
  createdAtMs,
  manifest: null,
});

describe("the journal", () => {
  test("returns the blocks of a step in order, and of no other step or study", async () => {
    const journal = new StudyJournal(database, "a");
    await journal.write("generate", 10, ["k"]);
    await journal.write("generate", 2, ["c", { text: "ü" }]);
    await journal.write("solve", 0, ["x"]);
    await new StudyJournal(database, "b").write("generate", 0, ["other"]);
    expect([...(await journal.blocks("generate"))]).toEqual([
      [2, ["c", { text: "ü" }]],
      [10, ["k"]],
    ]);
    expect(await journal.finishedBlocks()).toEqual(
      new Map([
        ["generate", [2, 10]],
        ["solve", [0]],
      ]),
    );
    expect(await journal.blocks("nothing")).toEqual(new Map());
  });

  test("keeps the first rows of a block, also when two writers race", async () => {
    const journal = new StudyJournal(database, "a");
    await Promise.all([journal.write("generate", 0, ["first"]), journal.write("generate", 0, ["second"])]);
    await journal.write("generate", 0, ["third"]);
    expect((await journal.blocks("generate")).get(0)).toEqual(["first"]);
  });

  test("outlives the connection", async () => {
    await new StudyJournal(database, "a").write("generate", 0, ["kept"]);
    database.close();
    database = await openDatabase("test");
    expect((await new StudyJournal(database, "a").blocks("generate")).get(0)).toEqual(["kept"]);
  });

  test("writes a block whole or not at all", async () => {
    const journal = new StudyJournal(database, "a");
    await expect(journal.write("generate", 0, ["fine", () => "cannot be stored"])).rejects.toThrow();
    expect(await journal.blocks("generate")).toEqual(new Map());
  });
});

describe("studies", () => {
  test("are listed newest first, changed, and deleted with their rows", async () => {
    await studies.createStudy(database, study("old", 1));
    await studies.createStudy(database, study("new", 2));
    await new StudyJournal(database, "old").write("generate", 0, ["row"]);
    await studies.changeStudy(database, "new", { status: "failed", error: "no room" });
    expect((await studies.listStudies(database)).map(({ id, status }) => [id, status])).toEqual([
      ["new", "failed"],
      ["old", "running"],
    ]);
    await studies.deleteStudy(database, "old");
    expect(await new StudyJournal(database, "old").finishedBlocks()).toEqual(new Map());
    await expect(studies.readStudy(database, "old")).rejects.toThrow('no study "old"');
    await expect(studies.changeStudy(database, "old", { status: "finished" })).rejects.toThrow('no study "old"');
  });

  test("cannot take an id twice", async () => {
    await studies.createStudy(database, study("a", 1));
    await expect(studies.createStudy(database, study("a", 2))).rejects.toThrow();
  });
});

test("adapted models and data sets are kept by key", async () => {
  const checkpoint = { key: "k", bytes: new Uint8Array([1, 2]), meta: { base: "zoo/a" }, createdAtMs: 1 };
  await studies.keepCheckpoint(database, checkpoint);
  expect(await studies.readCheckpoint(database, "k")).toEqual(checkpoint);
  await studies.clearCheckpoints(database);
  expect(await studies.readCheckpoint(database, "k")).toBeUndefined();

  const source = { filename: "a.csv", sizeBytes: 9, importedAtMs: 1 };
  await datasets.keepDatasets(database, [{ name: "mine", columns: ["text"], rows: [{ text: "a" }], source }]);
  expect((await datasets.readDataset(database, "mine")).rows).toEqual([{ text: "a" }]);
  await expect(datasets.readDataset(database, "other")).rejects.toThrow(
    'no dataset "other". Import it first; imported are: mine',
  );
});

describe("a store that fails says what to do", () => {
  const quota = new DOMException("full", "QuotaExceededError");

  test.each([
    ["full", quota, "storage is full"],
    ["full at commit", new Dexie.AbortError("aborted", quota), "storage is full"],
    ["switched off", new Dexie.MissingAPIError("IndexedDB API missing"), "allow site data"],
    ["newer than this page", new Dexie.VersionError("older"), "Close the other tabs"],
  ])("%s", async (_, cause, message) => {
    const failed = stored(() => Promise.reject(cause));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ name: "InputError", cause });
  });

  test("other errors pass", async () => {
    const cause = new RangeError("a bug");
    await expect(stored(() => Promise.reject(cause))).rejects.toBe(cause);
  });

  test("a tab that blocks an upgrade is reported", async () => {
    await database.delete();
    const held = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open("test", 1); // an old version that ignores `versionchange`
      request.onsuccess = () => done(request.result);
    });
    await expect(openDatabase("test")).rejects.toThrow("Close the other tabs");
    held.close();
    database = await openDatabase("test");
  });
});
