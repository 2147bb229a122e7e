import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planDifferences } from "#state/plan-differences.ts";
import { type SelfsameDatabase, openDatabase } from "#storage/schema.ts";
import type { Change } from "#state/comparison.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { parsePlan } from "#study/plan.ts";
import { DeskWorker } from "#support/desk-worker.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;

beforeEach(async () => {
  vi.stubGlobal("Worker", DeskWorker);
  database = await openDatabase(`comparison ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
});
afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

async function finished(changes: object = {}): Promise<string> {
  const id = await lab.queue.begin({ ...minePlan, ...changes });
  await lab.queue.settled();
  expect(lab.queue.problem).toBeNull();
  return id!;
}

const allChanges = () => {
  const { datasets, biasFactor, mspdCorrected, spearman } = lab.comparison.compared!.changes;
  return [
    ...datasets.flatMap(({ solvers }) => solvers.flatMap(({ score, rank }) => [score, rank])),
    ...[biasFactor, mspdCorrected, spearman].flatMap((changes) => Object.values(changes)),
  ] as Change[];
};

describe("two runs", () => {
  test("of one plan are identical: every difference is zero, with an interval of zero to zero", async () => {
    await lab.comparison.show(await finished(), await finished());
    expect(lab.comparison.problem).toBeNull();
    expect(lab.comparison.pair).toMatchObject({ differences: [], hindrance: null, ways: ["direct"] });
    expect(lab.comparison.compared!.identical).toBe(true);
    const defined = allChanges().filter(({ difference }) => difference.estimate !== null);
    expect(defined.length).toBeGreaterThan(20);
    for (const { difference } of defined) expect(difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
  });

  test("with two seeds pair the real rows and give intervals to the generated ones", async () => {
    await lab.comparison.show(await finished(), await finished({ seed: 8 }));
    expect(lab.comparison.pair!.differences).toEqual([{ field: "seed", first: "7", second: "8", comparable: true }]);
    const { changes, identical } = lab.comparison.compared!;
    expect(identical).toBe(false);
    const [real, ...written] = changes.datasets;
    expect(real).toMatchObject({ name: "mine", generator: null, paired: true });
    expect(written.map(({ paired }) => paired)).toEqual(written.map(() => false));
    const intervals = written.flatMap(({ solvers }) => solvers.map(({ score }) => score.difference));
    expect(intervals.some(({ low, high }) => low! < high!)).toBe(true);
    for (const { low, high, estimate } of intervals) {
      expect(low).toBeLessThanOrEqual(estimate!);
      expect(high).toBeGreaterThanOrEqual(estimate!);
    }
  });

  test("with other models are compared on those that both have", async () => {
    const models = ["zoo/anna-m", "zoo/anna-l", "zoo/ben-m"];
    await lab.comparison.show(await finished(), await finished({ models }));
    const { solvers, only } = lab.comparison.compared!.changes;
    expect(solvers).toContain("zoo/anna-m");
    expect(only.first.solvers).toEqual(["zoo/ben-xs"]);
    expect(only.second.solvers).toEqual(["zoo/ben-m"]);
  });

  test("on other rows, or by another metric, are told apart and not compared", async () => {
    const first = await finished();
    await lab.comparison.show(first, await finished({ metric: "accuracy" }));
    expect(lab.comparison.pair!.hindrance).toContain('"metric"');
    expect(lab.comparison.compared).toBeNull();
    await keepCsv(lab, "mine", "mine.csv", mineCsv.split("\n").slice(0, 55).join("\n"));
    await lab.comparison.show(first, await finished());
    expect(lab.comparison.pair!.hindrance).toContain('"mine" held other rows');
  });

  test("of which one is gone say so", async () => {
    await lab.comparison.show(await finished(), "gone");
    expect(lab.comparison.pair).toBeNull();
    expect(lab.comparison.problem).toContain("deleted");
  });
});

test("plans differ field by field, lists and absent fields included", () => {
  const plan = parsePlan(minePlan);
  const other = parsePlan({
    ...minePlan,
    data: { test: { name: "mine", rows: 40 } },
    models: minePlan.models.slice(1),
    generate: { perGenerator: 30, temperature: 0.7 },
  });
  expect(planDifferences(plan, plan)).toEqual([]);
  expect(planDifferences(plan, other)).toEqual([
    { field: "models", first: JSON.stringify(plan.models), second: JSON.stringify(other.models), comparable: true },
    { field: "generate.temperature", first: "1", second: "0.7", comparable: true },
    { field: "data.test.rows", first: undefined, second: "40", comparable: false },
  ]);
});
