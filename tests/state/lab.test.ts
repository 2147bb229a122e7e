import "fake-indexeddb/auto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import type { FileRequest, RowsName } from "#state/exporting.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let blocks = 0;
/** Called before each block of a model; what it throws fails the block. */
let onBlock: () => void = () => undefined;

const laboratory = () =>
  scriptedLaboratory(database, () => {
    blocks++;
    onBlock();
  });

async function readyLab(): Promise<Lab> {
  const lab = new Lab(laboratory());
  await lab.start();
  lab.draft.planText = JSON.stringify(minePlan);
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  return lab;
}

/** Begins the lab's plan, waits for its end, and opens what is finished. */
async function run(lab: Lab): Promise<void> {
  const id = await lab.queue.begin(JSON.parse(lab.draft.planText));
  await lab.queue.settled();
  if (id !== null && lab.queue.ended?.how === "finished") await lab.opened.show(id);
}

beforeEach(async () => {
  blocks = 0;
  onBlock = () => undefined;
  vi.stubGlobal("Worker", DeskWorker);
  vi.stubGlobal("fetch", async (url: URL) => new Response(await readFile(`public${url.pathname}`, "utf8")));
  database = await openDatabase(`lab ${Math.random()}`);
});

afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

describe("the plan", () => {
  test("is the first bundled one at the start, ready to run", async () => {
    const lab = new Lab(laboratory());
    await lab.start();
    expect(lab.draft.parsed).toHaveProperty("plan");
    expect(lab.draft.needs.map(({ state }) => state)).toEqual(lab.draft.needs.map(() => "bundled"));
    expect(lab.draft.ready).toBe(true);
    expect(lab.draft.edited).toBe(false);
  });

  test("says what is wrong with it as it is typed", async () => {
    const lab = await readyLab();
    lab.draft.planText = lab.draft.planText.replace('"seed"', '"sead"');
    expect(lab.draft.parsed).toMatchObject({ problem: expect.stringContaining('"sead"') as string });
    lab.draft.planText = "{";
    expect(lab.draft.parsed).toMatchObject({ problem: expect.stringContaining("not JSON") as string });
    expect(lab.draft.ready).toBe(false);
    expect(lab.draft.edited).toBe(true);
  });

  test("is not run while data are missing", async () => {
    const lab = await readyLab();
    await lab.library.forget("mine");
    expect(lab.draft.needs).toEqual([{ name: "mine", state: "missing" }]);
    await run(lab);
    expect(lab.library.studies).toEqual([]);
  });
});

describe("data", () => {
  test("are there again after a reload", async () => {
    await readyLab();
    const again = new Lab(laboratory());
    await again.start();
    expect(again.library.imported["mine"]?.rows).toBe(60);
  });
});

describe("a study", () => {
  test("runs through its phases and opens its results", async () => {
    const lab = await readyLab();
    const seen = new Set<string>();
    onBlock = () => {
      for (const { phase } of lab.queue.running!.phases) seen.add(phase);
    };
    await run(lab);
    expect([...seen]).toEqual(["pilot", "adapt", "generate", "solve"]);
    expect(lab.queue.problem).toBeNull();
    expect(lab.queue.running).toBeNull();
    expect(lab.queue.ended).toEqual({ id: lab.library.studies[0]!.id, how: "finished" });
    expect(lab.library.studies[0]!.status).toBe("finished");
    expect(Object.keys(lab.opened.study!.document.results[0]!.datasets)).toEqual(["mine", ...minePlan.models]);
    const built = async (request: FileRequest) => new TextDecoder().decode((await lab.exporting.build(request))!.bytes);
    expect(JSON.parse(await built({ what: "document" }))).toMatchObject({ schemaVersion: 1, plan: { seed: 7 } });
    const lines = async (what: RowsName) => (await built({ what, format: "jsonl" })).trim().split("\n").length;
    expect(await lines("predictions")).toBe(3 * 60 + 3 * 3 * 30);
    expect(await lines("datasets")).toBe(60 + 3 * 30);
    expect(await lines("attempts")).toBeGreaterThanOrEqual(90);
  });

  test("that was stopped goes on from there to the results of an unbroken one", async () => {
    const unbroken = await readyLab();
    await run(unbroken);
    const whole = blocks;
    blocks = 0;
    const lab = await readyLab();
    onBlock = () => {
      if (blocks === 9) lab.queue.stop();
    };
    await run(lab);
    expect(lab.queue.ended?.how).toBe("stopped");
    expect(lab.queue.problem).toBeNull();
    expect(lab.library.studies[0]!.status).toBe("stopped");
    await lab.queue.resume(lab.library.studies[0]!.id);
    await lab.queue.settled();
    expect(lab.queue.ended?.how).toBe("finished");
    await lab.opened.show(lab.queue.ended!.id);
    expect(lab.opened.study!.document.results).toEqual(unbroken.opened.study!.document.results);
    expect(blocks).toBeLessThan(whole + 5); // only blocks that were under way are run again
  });

  test("that fails says why and can be continued", async () => {
    const lab = await readyLab();
    onBlock = () => {
      if (blocks === 5) throw new Error("The worker stopped.");
    };
    await run(lab);
    expect(lab.queue.problem?.text).toBe("The worker stopped.");
    expect(lab.queue.running).toBeNull();
    expect(lab.library.studies[0]).toMatchObject({ status: "failed", error: "The worker stopped." });
    await lab.queue.resume(lab.library.studies[0]!.id);
    await lab.queue.settled();
    expect(lab.library.studies[0]!.status).toBe("finished");
    expect(lab.queue.problem).toBeNull();
  });

  test("waits its turn behind another, and can leave the line", async () => {
    const lab = await readyLab();
    const document: unknown = JSON.parse(lab.draft.planText);
    const ids = await Promise.all([1, 2, 3].map(() => lab.queue.begin(document)));
    expect(lab.queue.running?.id).toBe(ids[0]);
    expect(lab.queue.waiting).toEqual(ids.slice(1));
    await lab.queue.leave(ids[1]!);
    await lab.queue.settled();
    const status = (id: string | null) => lab.library.studies.find((study) => study.id === id)!.status;
    expect(ids.map(status)).toEqual(["finished", "stopped", "finished"]);
  });

  test("that is finished opens with the same results after a reload, until it is deleted", async () => {
    const lab = await readyLab();
    await run(lab);
    const again = new Lab(laboratory());
    await again.start();
    const { id } = again.library.studies[0]!;
    await again.opened.show(id);
    expect(again.opened.study).toEqual(lab.opened.study);
    await again.library.removeStudy(id);
    await again.opened.show(id);
    expect(again.opened.study).toBeNull();
    expect(again.opened.problem?.text).toContain("deleted");
    expect(again.library.studies).toEqual([]);
  });
});
