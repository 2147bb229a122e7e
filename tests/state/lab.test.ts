import "fake-indexeddb/auto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import { Lab } from "#state/lab.svelte.ts";
import type { Laboratory } from "#study/studies.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { scriptedContender, scriptedPlan, scriptedRows, scriptedSurroundings } from "#support/study-document.ts";

const plan = {
  ...scriptedPlan,
  data: { test: { name: "mine" } },
  models: ["zoo/ben-xs", "zoo/anna-m", "zoo/anna-l"],
  generate: { perGenerator: 30 },
  blockRows: 10,
};
const csv = ["text,label", ...scriptedRows(60, 1).map(({ text, label }) => `${text},${label}`)].join("\n");

let database: SelfsameDatabase;
let blocks = 0;
/** Called before each block of a model; what it throws fails the block. */
let onBlock: () => void = () => undefined;

function laboratory(): Laboratory {
  return {
    database,
    concurrency: 2,
    surroundings: () => scriptedSurroundings,
    adapt: () => Promise.reject(new Error("This plan adapts nothing.")),
    open: (id) => {
      const model = scriptedContender(id);
      const counted =
        <Rows, Output>(work: (rows: Rows) => Promise<Output>) =>
        (rows: Rows) => {
          blocks++;
          onBlock();
          return work(rows);
        };
      return Promise.resolve({
        ...model,
        generate: counted((rows: Parameters<typeof model.generate>[0]) => model.generate(rows, sampling)),
        score: counted((rows: Parameters<typeof model.score>[0]) => model.score(rows)),
      });
    },
  };
}
const sampling = { temperature: 1, topP: 1, topK: 0, maxNewTokens: 8 };

async function readyLab(): Promise<Lab> {
  const lab = new Lab(laboratory());
  await lab.start();
  lab.planText = JSON.stringify(plan);
  await lab.importFile("mine", "mine.csv", csv);
  return lab;
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
    expect(lab.parsed).toHaveProperty("plan");
    expect(lab.needs.map(({ state }) => state)).toEqual(lab.needs.map(() => "bundled"));
    expect(lab.ready).toBe(true);
    expect(lab.edited).toBe(false);
  });

  test("says what is wrong with it as it is typed", async () => {
    const lab = await readyLab();
    lab.planText = lab.planText.replace('"seed"', '"sead"');
    expect(lab.parsed).toMatchObject({ problem: expect.stringContaining('"sead"') as string });
    lab.planText = "{";
    expect(lab.parsed).toMatchObject({ problem: expect.stringContaining("not JSON") as string });
    expect(lab.ready).toBe(false);
    expect(lab.edited).toBe(true);
  });

  test("is not run while data are missing", async () => {
    const lab = await readyLab();
    await lab.forget("mine");
    expect(lab.needs).toEqual([{ name: "mine", state: "missing" }]);
    await lab.run();
    expect(lab.studies).toEqual([]);
  });
});

describe("data", () => {
  test("that cannot be read name the dataset and the place, and change nothing", async () => {
    const lab = await readyLab();
    await lab.importFile("mine", "broken.csv", "text,label\none,two,three\n");
    expect(lab.problem).toMatchObject({ about: "dataset", name: "mine" });
    expect(lab.problem!.text).toContain("broken.csv, line 2");
    expect(lab.imported["mine"]).toEqual({ rows: 60, columns: ["text", "label"], filename: "mine.csv" });
    await lab.importFile("mine", "mine.csv", csv);
    expect(lab.problem).toBeNull();
  });

  test("are there again after a reload", async () => {
    await readyLab();
    const again = new Lab(laboratory());
    await again.start();
    expect(again.imported["mine"]?.rows).toBe(60);
  });
});

describe("a study", () => {
  test("runs through its phases and opens its results", async () => {
    const lab = await readyLab();
    const seen = new Set<string>();
    onBlock = () => {
      for (const { phase } of lab.running!.phases) seen.add(phase);
    };
    await lab.run();
    expect([...seen]).toEqual(["adapt", "generate", "solve"]);
    expect(lab.problem).toBeNull();
    expect(lab.running).toBeNull();
    expect(lab.ended).toEqual({ id: lab.studies[0]!.id, how: "finished" });
    expect(lab.studies[0]!.status).toBe("finished");
    expect(Object.keys(lab.open!.document.results[0]!.datasets)).toEqual(["mine", ...plan.models]);
    expect(JSON.parse(await lab.exported("study.json"))).toMatchObject({ schemaVersion: 1, plan: { seed: 7 } });
    const lines = (await lab.exported("predictions.jsonl")).trim().split("\n");
    expect(lines).toHaveLength(3 * 60 + 3 * 3 * 30);
    expect((await lab.exported("attempts.jsonl")).trim().split("\n").length).toBeGreaterThanOrEqual(90);
  });

  test("that was stopped goes on from there to the results of an unbroken one", async () => {
    const unbroken = await readyLab();
    await unbroken.run();
    const whole = blocks;
    blocks = 0;
    const lab = await readyLab();
    onBlock = () => {
      if (blocks === 9) lab.stop();
    };
    await lab.run();
    expect(lab.ended?.how).toBe("stopped");
    expect(lab.problem).toBeNull();
    expect(lab.studies[0]!.status).toBe("stopped");
    await lab.resume(lab.studies[0]!.id);
    expect(lab.ended?.how).toBe("finished");
    expect(lab.open!.document.results).toEqual(unbroken.open!.document.results);
    expect(blocks).toBeLessThan(whole + 5); // only blocks that were under way are run again
  });

  test("that fails says why and can be continued", async () => {
    const lab = await readyLab();
    onBlock = () => {
      if (blocks === 5) throw new Error("The worker stopped.");
    };
    await lab.run();
    expect(lab.problem?.text).toBe("The worker stopped.");
    expect(lab.running).toBeNull();
    expect(lab.studies[0]).toMatchObject({ status: "failed", error: "The worker stopped." });
    await lab.resume(lab.studies[0]!.id);
    expect(lab.studies[0]!.status).toBe("finished");
    expect(lab.problem).toBeNull();
  });

  test("is not begun twice by a second click", async () => {
    const lab = await readyLab();
    await Promise.all([lab.run(), lab.run()]);
    expect(lab.studies).toHaveLength(1);
  });

  test("that is finished is open after a reload, until it is deleted", async () => {
    const lab = await readyLab();
    await lab.run();
    const again = new Lab(laboratory());
    await again.start();
    expect(again.open).toEqual(lab.open);
    await again.remove(again.studies[0]!.id);
    expect(again.open).toBeNull();
    expect(again.studies).toEqual([]);
  });
});
