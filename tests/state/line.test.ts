import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beginningOf } from "#state/beginning.ts";
import { Lab } from "#state/lab.svelte.ts";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import { changeStudy } from "#storage/studies.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

const plan = JSON.stringify({ ...minePlan, models: ["zoo/ben-xs", "zoo/anna-m"] });

let database: SelfsameDatabase;
let written = 0;
let onBlock: () => void = () => undefined;

const laboratory = () =>
  scriptedLaboratory(database, (kind, rows) => {
    if (kind === "score") return;
    onBlock();
    written += rows;
  });

async function readyLab(): Promise<Lab> {
  const lab = new Lab(laboratory());
  await lab.start();
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  return lab;
}

beforeEach(async () => {
  written = 0;
  onBlock = () => undefined;
  vi.stubGlobal("Worker", DeskWorker);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
  database = await openDatabase(`line ${Math.random()}`);
});

afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

describe("an estimate", () => {
  test("keeps its rows in a stopped study, which then starts from there", async () => {
    const lab = await readyLab();
    await Promise.all([lab.estimating.make(plan), lab.estimating.make(plan)]); // two quick presses
    expect(lab.library.studies).toHaveLength(1);
    expect(lab.estimating.problem).toBeNull();
    expect(lab.estimating.made!.estimate).toMatchObject({ rows: { written: 60, answered: 2 * (60 + 60) } });
    expect(written).toBe(2 * 3);
    const [study] = lab.library.studies;
    expect(study).toMatchObject({ id: lab.estimating.made!.id, status: "stopped" });
    expect(beginningOf(study!)).toMatchObject({ estimate: { basis: { piloted: 2 } }, begun: false });

    await lab.queue.resume(lab.estimating.take()!);
    await lab.queue.settled();
    expect(lab.queue.ended?.how).toBe("finished");
    expect(written).toBeLessThan(2 * 30 + 10); // the quotas and what was rejected: the pilot's rows are not made again
    expect(lab.library.studies).toHaveLength(1);
    await lab.opened.show(study!.id);
    const { estimate, spentMs } = lab.opened.study!.document.manifest;
    expect(estimate).toEqual(beginningOf(study!).estimate);
    expect(spentMs).toBeGreaterThan(0);
  });

  test("that is discarded or cancelled leaves nothing", async () => {
    const lab = await readyLab();
    await lab.estimating.make(plan);
    await lab.estimating.discard();
    expect(lab.library.studies).toEqual([]);
    onBlock = () => {
      lab.estimating.cancel();
      throw new DOMException("stopped", "AbortError");
    };
    await lab.estimating.make(plan);
    expect(lab.estimating).toMatchObject({ made: null, problem: null, running: null });
    expect(lab.library.studies).toEqual([]);
    expect(await database.blocks.count()).toBe(0);
  });

  test("says why it cannot be made", async () => {
    const lab = await readyLab();
    await lab.estimating.make(plan.replace('"mine"', '"other"'));
    expect(lab.estimating.problem).toContain('"other"');
    expect(lab.library.studies).toEqual([]);
  });
});

describe("the line", () => {
  test("that was left by a closed page waits for one press and then goes through in its order", async () => {
    const lab = await readyLab();
    const ids = [await lab.queue.begin(JSON.parse(plan)), await lab.queue.begin(JSON.parse(plan))] as string[];
    await lab.queue.settled();
    for (const [at, id] of ids.entries()) await changeStudy(database, id, { status: "queued", createdAtMs: at });

    const again = new Lab(laboratory());
    await again.start();
    expect(again.queue.left).toEqual(ids);
    expect(again.queue.running).toBeNull();
    await again.queue.resumeLine();
    expect([again.queue.running?.id, ...again.queue.waiting]).toEqual(ids);
    expect(again.queue.left).toEqual([]);
    await again.queue.settled();
    expect(again.library.studies.map(({ status }) => status)).toEqual(["finished", "finished"]);
  });
});
