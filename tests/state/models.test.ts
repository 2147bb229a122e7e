import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { connectionsKey } from "#core/connections.ts";
import { Draft } from "#state/draft.svelte.ts";
import { Library } from "#state/library.svelte.ts";
import { Models } from "#state/models.svelte.ts";
import type { Laboratory } from "#study/studies.ts";
import { scriptedContender } from "#support/study-document.ts";

let database: SelfsameDatabase;
let models: Models;

beforeEach(async () => {
  localStorage.clear();
  database = await openDatabase(`models ${Math.random()}`);
  const open = (id: string) =>
    id === "zoo/lost" ? Promise.reject(new Error("It is lost.")) : Promise.resolve(scriptedContender(id));
  models = new Models({ database, open } as unknown as Laboratory);
});

afterEach(() => database.close());

const connections = () => JSON.parse(localStorage.getItem(connectionsKey) ?? "[]") as string[];

test("a folder that is no model is told of by what is missing, and nothing is kept", async () => {
  await models.bring(new Map([["a/notes.txt", new Blob(["?"])]]));
  expect(models.problem?.text).toMatch(/no config\.json/);
  expect(models.doing).toBeNull();
  expect(await database.models.count()).toBe(0);
});

test("several files of weights wait for a choice, which can be left", async () => {
  const names = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx", "onnx/model_q4.onnx"];
  await models.bring(new Map(names.map((name) => [`m/${name}`, new Blob(["{}"])])));
  expect(models.offer?.choices.map(({ path }) => path)).toEqual(["onnx/model.onnx", "onnx/model_q4.onnx"]);
  await models.choose("onnx/model_q4.onnx");
  expect(models.problem).toMatchObject({ name: "m", text: expect.stringMatching(/no number/) as string });
  models.leave();
  expect([models.offer, models.problem]).toEqual([null, null]);
});

test("a connected server is named in the list that the policy is made of, and taken off again", () => {
  expect(models.servers.connect("http://localhost:11434/v1")).toBe(true);
  expect(models.servers.connect("localhost:11434")).toBe(true); // again: the same server
  expect(connections()).toEqual(["http://localhost:11434"]);
  expect(models.servers.connected).toMatchObject([{ address: "http://localhost:11434/v1", models: [] }]);
  models.servers.disconnect("http://localhost:11434");
  expect(connections()).toEqual([]);
  expect(models.servers.connected).toEqual([]);
});

test("an address elsewhere is refused and connects nothing", () => {
  expect(models.servers.connect("https://api.example.com/v1")).toBe(false);
  expect(models.servers.problem?.text).toMatch(/api\.example\.com is not on this machine/);
  expect(localStorage).toHaveLength(0);
});

test("a key is never stored, whatever comes of the question", async () => {
  models.servers.connect("http://127.0.0.1:9/v1"); // nothing listens there
  await models.servers.ask("http://127.0.0.1:9", "sk-canary");
  expect(models.servers.problem?.text).toMatch(/did not answer/);
  expect(models.servers.hasKey("http://127.0.0.1:9")).toBe(true);
  expect(JSON.stringify({ ...localStorage })).not.toContain("sk-canary");
  models.servers.disconnect("http://127.0.0.1:9");
  expect(models.servers.hasKey("http://127.0.0.1:9")).toBe(false);
});

test("a stored list that is broken or not on this list of origins connects nothing", () => {
  localStorage.setItem("selfsame.servers", '[{"origin":"http://localhost:1","address":"https://evil.example/v1"}]');
  localStorage.setItem(connectionsKey, '["http://localhost:1"]');
  models.servers.read();
  expect(models.servers.connected).toEqual([]);
  localStorage.setItem("selfsame.servers", "{");
  models.servers.read();
  expect(models.servers.connected).toEqual([]);
});

test("a model shows a line that it wrote, or why it did not", async () => {
  await models.tryOut("zoo/anna-l");
  expect(models.lines["zoo/anna-l"]).toMatchObject({ text: expect.stringMatching(/\w+/) as string });
  await models.tryOut("zoo/lost");
  expect(models.lines["zoo/lost"]).toEqual({ problem: "It is lost." });
});

test("models are chosen into the plan's text; the rest of the plan stays as it was written", () => {
  const draft = new Draft(new Library({ database } as unknown as Laboratory));
  draft.take('{"version": 1, "note": "kept", "models": ["zoo/a"]}');
  expect(draft.models).toEqual(["zoo/a"]);
  draft.change({ models: ["folder/b", "zoo/a"] });
  draft.change({ solve: "answer" });
  expect(JSON.parse(draft.planText)).toEqual({
    ...{ version: 1, note: "kept" },
    ...{ models: ["folder/b", "zoo/a"], solve: "answer" },
  });
  draft.take("{");
  expect(draft.models).toBeNull();
});
