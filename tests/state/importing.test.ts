import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import { Lab } from "#state/lab.svelte.ts";
import { Preparing } from "#state/preparing.svelte.ts";
import { DataDeskWorker } from "#support/desk-worker.ts";
import { scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;

const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);
const csv = (rows: number, label = (i: number) => ["delivery", "billing"][i % 2]!) =>
  ["utterance,intent", ...Array.from({ length: rows }, (_, i) => `alpha${i} beta${i} gamma${i},${label(i)}`)].join(
    "\n",
  );
const kept = async (name: string) => (await database.datasets.get(name))?.rows;

beforeEach(async () => {
  vi.stubGlobal("Worker", DataDeskWorker);
  database = await openDatabase(`importing ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database, () => undefined));
  await lab.library.start();
});

afterEach(() => {
  lab.importing.cancel();
  database.close();
  vi.unstubAllGlobals();
});

describe("a file", () => {
  test("is read, mapped, mended as decided, and kept under its name", async () => {
    const { importing } = lab;
    await importing.bring(file("my tickets.csv", `${csv(6)}\nno, quotes,billing\n,billing\nlast one here,Billing\n`));
    expect(importing.problem).toBeNull();
    expect(importing.facts).toMatchObject({ rows: 9, encoding: "utf-8", format: "csv", delimiter: "," });
    expect(importing.roles).toEqual({
      ...{ task: "classification", text: "utterance", second: "", label: "intent", group: "", slices: [] },
    });
    expect(importing.review!.faults.map(({ kind, rows, examples }) => [kind, rows, examples[0]!.place])).toEqual([
      ["ragged", 1, 8],
      ["noText", 1, 9],
      ["alikeLabels", 1, 10],
    ]);
    expect(importing.review).toMatchObject({ rows: 9, left: 7 });
    await importing.decide("alikeLabels", "keep");
    expect(importing.review!.labels.map(({ label }) => label)).toEqual(["delivery", "billing", "Billing"]);
    expect(importing.name).toBe("my tickets");
    expect(await importing.keep()).toBe("my tickets");
    expect(lab.library.imported["my tickets"]).toMatchObject({
      rows: 7,
      roles: { text: "utterance", label: "intent" },
    });
    expect(importing.facts).toBeNull();
  });

  test("that cannot be read says why, and nothing that was kept is lost", async () => {
    await lab.importing.bring({ pasted: csv(4) });
    await lab.importing.keep();
    const before = await kept("pasted-rows");
    expect(before).toHaveLength(4);
    await lab.importing.bring(file("open.csv", 'text,label\na,x\n"b,y\n'));
    expect(lab.importing.problem?.text).toContain("open.csv, line 3: a quoted value does not end");
    expect(lab.importing.facts).toBeNull();
    await lab.importing.bring(file("table.xlsx", new Uint8Array([80, 75, 3, 4, 20, 0, 255])));
    expect(lab.importing.problem?.text).toContain("not a text file");
    await lab.importing.bring(file("one.csv", "text,label\n,x\n"));
    lab.importing.name = "pasted-rows";
    expect(await lab.importing.keep()).toBeNull();
    expect(lab.importing.problem?.text).toContain("No row of one.csv has both a text");
    expect(await kept("pasted-rows")).toEqual(before);
  });

  test("in another encoding is read again when told so", async () => {
    const shiftJis = new Uint8Array([0x93, 0xfa, 0x96, 0x7b]);
    await lab.importing.bring(file("jp.csv", "text,label\n", shiftJis, ",x\nabc,y\n"));
    expect(lab.importing.facts).toMatchObject({ encoding: "windows-1252", evidence: "fallback" });
    await lab.importing.assign({ group: "label" });
    await lab.importing.decodeAs("shift_jis");
    expect(lab.importing.review!.preview[0]!.cells["text"]).toBe("日本");
    expect(lab.importing.roles.group).toBe("label");
    await lab.importing.decodeAs("utf-16le"); // no letters at all
    expect(lab.importing.problem?.text).toContain("jp.csv");
    expect(lab.importing.facts!.encoding).toBe("shift_jis");
    await lab.importing.assign({ group: "" });
    expect(lab.importing.review!.preview[0]!.cells["text"]).toBe("日本");
  });

  test("without a label column waits until one is chosen", async () => {
    await lab.importing.bring(file("texts.csv", "text\nhello there\nwho are you\n"));
    expect(lab.importing.mapped).toBe(false);
    expect(lab.importing.review).toBeNull();
  });

  test("under a taken name is seen before it replaces anything", async () => {
    await lab.importing.bring({ pasted: csv(4) });
    await lab.importing.keep();
    await lab.importing.bring({ pasted: csv(8) });
    expect(lab.importing.nameTaken).toBe(true);
    lab.importing.name = "another";
    expect(lab.importing.nameTaken).toBe(false);
  });

  test("brought for a plan is taken with the plan's columns, else with those that seem right", async () => {
    const wanted = { text: "text", label: "label" };
    expect(await lab.importing.take("mine", wanted, { pasted: "text,label,x\na,b,c\nd,,f\n" })).toBe(true);
    expect(lab.importing.taken).toMatchObject({ name: "mine", rows: 1, review: { rows: 2 } });
    expect(await lab.importing.take("mine", wanted, file("mine.csv", csv(8)))).toBe(true);
    expect(lab.library.imported["mine"]).toMatchObject({ rows: 8, roles: { text: "utterance", label: "intent" } });
    expect(await lab.importing.take("mine", wanted, file("bad.csv", "text,label\na,b,c\n"))).toBe(false);
    expect(lab.importing.problem).toMatchObject({ name: "mine" });
    expect(lab.importing.problem!.text).toContain("bad.csv, line 2: found 3 values, expected 2");
    expect(await kept("mine")).toHaveLength(8);
  });
});

describe("a kept dataset", () => {
  async function prepared(rows: string): Promise<Preparing> {
    await lab.importing.bring(file("mine.csv", rows));
    const name = await lab.importing.keep();
    const preparing = new Preparing(lab, name!);
    await preparing.open();
    return preparing;
  }

  test("becomes two datasets and a plan that is ready to run", async () => {
    const preparing = await prepared(csv(100));
    expect(preparing.proposal).toMatchObject({ problem: null, perLabel: 20, testRows: 60, metric: "macroF1" });
    await preparing.change({ perLabel: 10 });
    expect(preparing.proposal).toMatchObject({ perLabel: 10, testRows: 80 });
    expect(await preparing.use()).toBe(true);
    expect(lab.draft.parsed).toHaveProperty("plan.data.test.name", "mine-test");
    expect(lab.draft.ready).toBe(true);
    expect((await kept("mine-demonstrations"))!.length + (await kept("mine-test"))!.length).toBe(100);
    expect(await kept("mine")).toHaveLength(100);
    preparing.close();
  });

  test("parted otherwise later leaves the first parts alone", async () => {
    const preparing = await prepared(csv(100));
    await preparing.use();
    const first = await kept("mine-test");
    await preparing.change({ seed: 2 });
    await preparing.use();
    expect(lab.draft.parsed).toHaveProperty("plan.data.test.name", "mine-2-test");
    expect(await kept("mine-test")).toEqual(first);
    await preparing.change({ seed: 1 });
    expect(preparing.proposal!.writes).toEqual([]); // the very same rows are there already
    preparing.close();
  });

  test("is cross-fitted as it stands", async () => {
    const preparing = await prepared(csv(40));
    await preparing.change({ way: "folds" });
    expect(preparing.proposal).toMatchObject({ problem: null, testRows: 40, writes: [] });
    await preparing.use();
    expect(lab.draft.parsed).toHaveProperty("plan.data.demonstrations.folds", 5);
    expect(lab.draft.ready).toBe(true);
    preparing.close();
  });

  test("is tested on another file, without the rows that stand in both", async () => {
    await lab.importing.bring({
      pasted: `text,label\nALPHA0 beta0 gamma0!,delivery\nquite new words,billing\nsome more of it,delivery`,
    });
    await lab.importing.keep();
    const preparing = await prepared(csv(40));
    await preparing.change({ way: "own", testName: "pasted-rows" });
    expect(preparing.proposal).toMatchObject({ problem: null, shown: 39, testRows: 3, metric: "accuracy" });
    expect(preparing.proposal!.overlap).toMatchObject({ same: 1, near: 0 });
    await preparing.use();
    expect(lab.draft.parsed).toMatchObject({
      plan: {
        data: {
          test: { name: "pasted-rows", text: "text" },
          demonstrations: { name: "mine-demonstrations", text: "utterance", label: "intent" },
        },
      },
    });
    preparing.close();
  });

  test.each([
    ["one label", csv(30, () => "only"), /needs two or more; these rows have only the label "only"/],
    ["two rows", csv(2), /needs 2 different texts at least/],
  ])("of %s is refused with what is needed", async (_, rows, problem) => {
    const preparing = await prepared(rows);
    expect(preparing.proposal!.problem).toMatch(problem);
    expect(await preparing.use()).toBe(false);
    expect(Object.keys(lab.library.imported)).toEqual(["mine"]);
    preparing.close();
  });

  test("of few rows, or with labels that are numbers, works", async () => {
    const few = await prepared(csv(6, (i) => String(i % 2)));
    expect(few.proposal).toMatchObject({ problem: null, perLabel: 1, metric: "accuracy", testRows: 4 });
    few.close();
  });
});

describe("rows of another task", () => {
  const pairs = (rows: number) =>
    [
      "one,two,score",
      ...Array.from({ length: rows }, (_, i) => `alpha${i} beta${i},gamma${i} delta${i},${i % 5}`),
    ].join("\n");

  test("are taken for it, for another one when the user says so, and become its plan with its card", async () => {
    const { importing } = lab;
    await importing.bring(file("pairs.csv", pairs(60)));
    expect(importing.roles).toMatchObject({ task: "similarity", text: "one", second: "two", label: "score" });
    await importing.assume("classification");
    expect(importing.roles).toMatchObject({ task: "classification", second: "", label: "score" });
    expect(importing.review!.labels).toHaveLength(5);
    await importing.assume("similarity");
    await importing.assign({ second: "one" });
    expect(importing.mapped).toBe(false);
    await importing.assign({ second: "two" });
    await importing.keep();
    expect(lab.library.imported["pairs"]).toMatchObject({ roles: { task: "similarity", second: "two" } });
    expect(lab.library.imported["pairs"]).not.toHaveProperty("labels");

    const preparing = new Preparing(lab, "pairs");
    await preparing.open();
    await preparing.describe({ guideline: "Rated by hand." });
    await preparing.describe({ labels: { "4": "the same" } });
    expect(preparing.proposal).toMatchObject({ task: "similarity", problem: null });
    expect(await preparing.use()).toBe(true);
    expect(lab.draft.parsed).toMatchObject({
      plan: {
        ...{
          task: "similarity",
          metric: "pearson",
          card: { guideline: "Rated by hand.", labels: { "4": "the same" } },
        },
        data: { test: { text: "one", second: "two", label: "score" } },
      },
    });
    preparing.close();
    const again = new Preparing(lab, "pairs");
    await again.open();
    expect(again.card).toEqual({ guideline: "Rated by hand.", labels: { "4": "the same" } });
    again.close();
  });

  test("brought for a plan are read as its task asks", async () => {
    const wanted = { task: "similarity" as const, text: "sentence1", second: "sentence2", label: "score" };
    expect(await lab.importing.take("sts", wanted, file("sts.csv", pairs(6)))).toBe(true);
    expect(lab.library.imported["sts"]).toMatchObject({ rows: 6, roles: { text: "one", second: "two" } });
    expect(await lab.importing.take("sts", wanted, file("labels.csv", csv(6)))).toBe(false);
    expect(lab.importing.problem!.text).toContain("no columns “sentence1” and “sentence2” and “score”");
  });

  test("are offered as a test to rows of the same task alone", async () => {
    for (const [name, text] of [
      ["pairs.csv", pairs(30)],
      ["labels.csv", csv(30)],
      ["more.csv", pairs(20)],
    ] as const) {
      await lab.importing.bring(file(name, text));
      await lab.importing.keep();
    }
    const preparing = new Preparing(lab, "pairs");
    await preparing.open();
    expect(preparing.others).toEqual(["more"]);
    preparing.close();
  });
});

test("a plan follows the columns of the rows that were brought", async () => {
  const source = { name: "mine", perLabel: 5 };
  const plan = {
    ...{ version: 1, kind: "fidelity", task: "intent", seed: 1, models: ["zoo/a"], generate: { perGenerator: 20 } },
    data: { test: { name: "other" }, demonstrations: source },
  };
  lab.draft.take(JSON.stringify(plan));
  lab.draft.readFrom("other", { text: "t", label: "l" });
  expect(lab.draft.parsed).toMatchObject({
    plan: { data: { test: { text: "t", label: "l" }, demonstrations: { text: "text", label: "label" } } },
  });
});
