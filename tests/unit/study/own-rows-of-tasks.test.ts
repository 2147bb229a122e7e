import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { keepDatasets } from "#storage/datasets.ts";
import { readFileText } from "#storage/import.ts";
import { type ColumnRoles, openDatabase } from "#storage/schema.ts";
import { FileReading } from "#study/data-desk/reading.ts";
import { Splitting } from "#study/data-desk/splitting.ts";
import type { SplitRequest } from "#study/data-desk/protocol.ts";
import { guessRoles, profileColumns } from "#study/data-roles.ts";
import { studyData } from "#study/fidelity/data.ts";
import { parsePlan } from "#study/plan.ts";

const guessOf = (text: string, filename: string) => {
  const file = readFileText(text, filename);
  return { file, guess: guessRoles(profileColumns(file.columns, file.rows), file.rows.length) };
};
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const many = <Row>(n: number, make: (i: number) => Row) => Array.from({ length: n }, (_, i) => make(i));

const words = (i: number) => `alpha${i} beta${i} gamma${i}`;
const pairs = many(120, (i) => ({ a: words(i), b: `${words(i)} delta${i}`, how: (i % 11) / 2 }));
const tagged = many(90, (i) => ({
  tokens: ["Ana", `moved${i}`, "to", `Oslo${i}`, `word${i}`],
  tags: i % 3 ? ["B-person", "O", "O", "B-place", "O"] : ["O", "O", "O", "O", "O"],
}));
const spans = many(90, (i) => ({ sentence: `Ana moved${i} to Oslo${i}`, names: [[0, 3, "person"]] }));
const questions = many(90, (i) => ({ question: `How many are ${words(i)}?`, answer: [String(i), `n${i}`] }));
const conll = many(80, (i) => `Ana${i} B-PER\nsings${i} O\nthere${i} O\n`).join("\n");

describe("the task of a file is guessed", () => {
  it.each([
    ["pairs", lines(pairs), { task: "similarity", text: "a", second: "b", label: "how" }],
    ["tokens with tags", lines(tagged), { task: "entities", text: "tokens", label: "tags" }],
    ["a text with spans", lines(spans), { task: "entities", text: "sentence", label: "names" }],
    ["CoNLL", conll, { task: "entities", text: "text", label: "entities" }],
    ["questions", lines(questions), { task: "answers", text: "question", second: "", label: "answer" }],
    ["labels", lines(many(60, (i) => ({ text: words(i), topic: `t${i % 3}` }))), { task: "classification" }],
    [
      "a title and a body, with a label",
      lines(many(60, (i) => ({ title: words(i), body: words(i + 100).repeat(9), label: i % 3 }))),
      { task: "classification", text: "body", label: "label" },
    ],
    [
      "a text, a label and spans beside it",
      lines(many(60, (i) => ({ text: words(i), intent: `l${i % 3}`, slots: [{ start: 0, end: 4, slot: "x" }] }))),
      { task: "classification", label: "intent" },
    ],
  ])("%s", (_, text, roles) => {
    const { guess } = guessOf(text, "rows.jsonl");
    expect(guess.roles).toMatchObject(roles);
    expect(guess.forTask[guess.roles.task].roles).toEqual(guess.roles);
  });
});

/** Reads a file at the desk, keeps it under the guessed roles, and proposes a way to part it. */
async function desk(text: string, way: SplitRequest["way"] = "split", request: Partial<SplitRequest> = {}) {
  const database = await openDatabase(`tasks ${Math.random()}`);
  const reading = new FileReading();
  const facts = reading.read({ bytes: new TextEncoder().encode(text), filename: "mine.jsonl" });
  const { roles } = facts.guess;
  const review = reading.review({ roles, choices: {} });
  await reading.keep({ database: database.name, name: "mine", roles, choices: {} });
  const splitting = new Splitting();
  const opened = await splitting.open({ database: database.name, name: "mine" });
  const whole = { way, seed: 3, folds: 3, roles: opened.roles, database: database.name, ...request };
  const proposal = await splitting.propose(whole);
  const studied = async () => {
    await splitting.keepSplit(whole);
    const plan = parsePlan(JSON.parse(JSON.stringify(proposal.plan)));
    const datasets = new Map((await database.datasets.toArray()).map(({ name, rows }) => [name, rows]));
    return { plan, data: studyData(plan, datasets) };
  };
  return { review, opened, proposal, studied, database, splitting, whole };
}

describe("pairs", () => {
  it("are read with their scale, faults by row and column, and repeats in either order", async () => {
    const broken = [
      { a: "one text", b: "", how: 2 },
      { a: "one text", b: "another text", how: "much" },
      { a: `${words(0)} delta0`, b: words(0), how: 0 },
    ];
    const { review } = await desk(lines([...pairs, ...broken]));
    expect(review.faults.map(({ kind, rows }) => [kind, rows])).toEqual([
      ["noText", 1],
      ["noLabel", 1],
      ["repeat", 1],
    ]);
    expect(review.faults[1]!.examples[0]).toMatchObject({ place: 122, text: "one text / another text" });
    expect(review.faults[1]!.examples[0]!.problem).toContain('“how” is "much"; expected a number');
    expect(review.facts).toEqual({ task: "similarity", low: 0, high: 5, least: 0, most: 5, distinct: 11 });
    expect(review.labels.map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(review.preview[1]!.read!.texts).toEqual([words(1), `${words(1)} delta1`]);
  });

  it("become a plan with both texts, demonstrations of every level, and none on both sides", async () => {
    const { proposal, studied } = await desk(lines(pairs));
    expect(proposal).toMatchObject({ task: "similarity", problem: null, metric: "pearson" });
    expect(proposal.labels.map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4", "5"]);
    const { plan, data } = await studied();
    expect(plan).toMatchObject({ task: "similarity", data: { test: { text: "a", second: "b", label: "how" } } });
    expect(data.labels).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(data.demonstrations[0]).toHaveLength(6 * proposal.perLabel);
    expect(data.notes).toEqual([]);
  });

  it("are cross-fitted by level", async () => {
    const { proposal, studied } = await desk(lines(pairs), "folds");
    expect(proposal).toMatchObject({ problem: null, testRows: 120 });
    expect((await studied()).plan.data.demonstrations).toMatchObject({ folds: 3, perLabel: proposal.perLabel });
  });
});

describe("sentences with entities", () => {
  it("are counted by type, with those that have none and those that overlap", async () => {
    const nested = { tokens: ["New", "York", "Times"], tags: ["B-a", "I-a", "O"] };
    const { review } = await desk(lines([...tagged, { ...nested, tags: ["B-a", "O"] }]));
    expect(review.facts).toEqual({
      ...{ task: "entities", entities: 120, words: 450, without: 30 },
      types: [
        { label: "person", entities: 60 },
        { label: "place", entities: 60 },
      ],
    });
    expect(review.faults.find(({ kind }) => kind === "noLabel")!.examples[0]!.problem).toContain(
      "has 2 tags for 3 tokens",
    );
    const inside = { sentence: "the New York Times", names: [[4, 12, "place"], [4, 18, "paper"]] }; // prettier-ignore
    const { review: other } = await desk(lines([...spans, inside]));
    const [fault] = other.faults.filter(({ kind }) => kind === "overlapping");
    expect(fault!.examples[0]!.problem).toBe("“New York” (place) and “New York Times” (paper)");
    expect(other.preview[0]!.read!.spans).toEqual([{ start: 0, end: 3, label: "person" }]);
  });

  it("become a plan with rows in all, of which the demonstrations show every type", async () => {
    const { proposal, studied } = await desk(lines(tagged), "split", { perLabel: 2 });
    expect(proposal).toMatchObject({ task: "entities", problem: null, perLabel: 2, testRows: 88, leastTested: 88 });
    expect(proposal.labels.every(({ demonstrations, test }) => demonstrations > 0 && test > 0)).toBe(true);
    const rare = tagged.map(({ tokens }, i) => ({
      tokens,
      tags: ["B-person", "O", "O", i < 3 ? "B-place" : "O", "O"],
    }));
    const { proposal: other } = await desk(lines(rare), "split", { perLabel: 2 });
    expect(Math.min(...other.labels.map(({ demonstrations }) => demonstrations))).toBeGreaterThan(0);
    const { plan, data } = await studied();
    expect(plan.data.demonstrations).toMatchObject({ rows: 2 });
    expect(data.demonstrations[0]).toHaveLength(2);
    expect(data.labels).toEqual(["person", "place"]);
  });

  it("are cross-fitted, and refused where nothing is left to test on", async () => {
    const folded = await desk(lines(tagged), "folds");
    expect(folded.proposal.problem).toBeNull();
    expect((await folded.studied()).data.demonstrations).toHaveLength(3);
    expect((await desk(lines(tagged), "split", { perLabel: 90 })).proposal.problem).toMatch(
      /no rows are left for a test/,
    );
  });
});

it("questions become a plan, with or without a context", async () => {
  const { proposal, studied, review } = await desk(lines(questions));
  expect(review.facts).toEqual({ task: "answers", several: 90, distinct: 90 });
  expect(proposal).toMatchObject({ task: "answers", problem: null, labels: [], metric: "tokenF1" });
  expect((await studied()).data.test[0]!.input).toMatch(/^How many are alpha/);
  const withContext = await desk(lines(questions.map((row, i) => ({ ...row, passage: `About ${i}.` }))));
  const { plan, data } = await withContext.studied();
  expect(plan.data.test.second).toBe("passage");
  expect(data.test[0]!.input).toMatch(/^About \d+\.\n\nHow many/);
});

describe("the card", () => {
  const intents = many(80, (i) => ({ text: words(i), intent: ["a", "b", "out_of_scope", "d"][i % 4] }));

  it("is proposed from names, kept with the rows, and goes into the plan", async () => {
    const { opened, splitting, whole, database } = await desk(lines(intents));
    expect(opened.card).toEqual({ noun: "intent", outOfScope: "out_of_scope" });
    const card = { noun: "wish", outOfScope: "", labels: { a: "the first", b: "  " }, guideline: "Short." };
    await splitting.describe({ database: database.name, name: "mine", card });
    expect((await new Splitting().open({ database: database.name, name: "mine" })).card).toEqual(card);
    const { plan } = await splitting.keepSplit({ ...whole, card });
    expect(parsePlan(plan).card).toEqual({ noun: "wish", labels: { a: "the first" }, guideline: "Short." });
  });
});

describe("another dataset as the test", () => {
  const source = { filename: "x", sizeBytes: 1, importedAtMs: 1 };
  const own = async (rows: readonly Record<string, unknown>[], tested: readonly Record<string, unknown>[]) => {
    const { splitting, whole, database } = await desk(lines(rows));
    const { roles } = whole;
    const columns = Object.keys(tested[0]!);
    await keepDatasets(database, [{ name: "other", columns, rows: tested, source, roles }]);
    return splitting.propose({ ...whole, way: "own", test: { name: "other", roles, leaveShared: true } });
  };

  it("leaves pairs out that stand in it, swapped ones too, and counts levels by its scale", async () => {
    const tested = many(40, (i) => ({ a: words(i + 500), b: words(i + 900), how: i % 5 }));
    const shared = [
      { a: words(7), b: `${words(7)} delta7`, how: 1 },
      { a: `${words(8)} delta8`, b: words(8), how: 1 },
    ];
    const proposal = await own(pairs, [...tested, ...shared]);
    expect(proposal).toMatchObject({ problem: null, shown: 118, overlap: { same: 1, near: 1 } });
    expect(proposal.names).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("names entity types of one side", async () => {
    const tested = many(30, (i) => ({ tokens: [`Bo${i}`, "reads"], tags: [i % 2 ? "B-person" : "B-book", "O"] }));
    const proposal = await own(tagged, tested);
    expect(proposal.overlap).toMatchObject({ labelsNotShown: ["book"], labelsNotTested: ["place"] });
    expect(proposal.labels.map(({ label, test }) => [label, test])).toEqual([
      ["book", 15],
      ["person", 15],
      ["place", 0],
    ]);
  });
});

it("a dataset of another task is no test", async () => {
  const { splitting, whole, database } = await desk(lines(pairs));
  const roles: ColumnRoles = { task: "entities", text: "tokens", label: "tags" };
  const source = { filename: "x", sizeBytes: 1, importedAtMs: 1 };
  await keepDatasets(database, [{ name: "other", columns: ["tokens", "tags"], rows: tagged, source, roles }]);
  const test = { name: "other", roles, leaveShared: true };
  await expect(splitting.propose({ ...whole, way: "own", test })).rejects.toThrow(/task similarity, "other"/);
});

const shared = "../shared/data";

describe.skipIf(!existsSync(shared))("public data (skipped where it is absent)", () => {
  it.each([
    ["STS Benchmark", "stsb/train.jsonl", "similarity", "pearson", ["0", "1", "2", "3", "4", "5"]],
    ["WikiGold", "wikigold/train.jsonl", "entities", "entityTypeF1", ["LOC", "MISC", "ORG", "PER"]],
    ["WNUT17", "wnut17/train.jsonl", "entities", "entityTypeF1", 6],
    ["SVAMP", "svamp/SVAMP.json", "answers", "tokenF1", 1],
  ])("gives %s a plan that a study accepts, split or cross-fitted", async (_, path, task, metric, labels) => {
    const text = readFileSync(`${shared}/${path}`, "utf8");
    const split = await desk(text);
    expect(split.proposal).toMatchObject({ task, problem: null, metric });
    expect(split.proposal.testRows).toBeGreaterThanOrEqual(200);
    const { data } = await split.studied();
    if (typeof labels === "number") expect(data.labels).toHaveLength(labels);
    else expect(data.labels).toEqual(labels);
    expect(data.notes).toEqual([]);
    const folded = await desk(text, "folds", { testRows: 300 });
    expect(folded.proposal.problem).toBeNull();
    expect((await folded.studied()).data.demonstrations).toHaveLength(3);
  });
});
