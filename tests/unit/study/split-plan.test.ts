import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { readRows } from "#storage/import.ts";
import { openDatabase } from "#storage/schema.ts";
import { keepDatasets } from "#storage/datasets.ts";
import type { SplitRequest } from "#study/data-desk/protocol.ts";
import { Splitting } from "#study/data-desk/splitting.ts";
import { studyData } from "#study/fidelity/data.ts";
import { parsePlan } from "#study/plan.ts";

const shared = "../shared/data";

/** Keeps rows, proposes a split of them, keeps it, and reads the plan as a study would. */
async function prepared(
  rows: readonly object[],
  request: Partial<SplitRequest>,
  roles = { text: "text", label: "label" },
) {
  const database = await openDatabase(`split ${Math.random()}`);
  const source = { filename: "mine.csv", sizeBytes: 1, importedAtMs: 1 };
  const columns = Object.keys(rows[0]!);
  await keepDatasets(database, [{ name: "mine", columns, rows: rows as Record<string, unknown>[], source, roles }]);
  const splitting = new Splitting();
  await splitting.open({ database: database.name, name: "mine" });
  const whole = { way: "split", seed: 7, folds: 5, roles, database: database.name, ...request } as const;
  const proposal = await splitting.propose(whole);
  const keep = () => splitting.keepSplit(whole);
  return { proposal, keep, database, splitting, whole };
}

async function studied({ proposal, keep, database }: Awaited<ReturnType<typeof prepared>>) {
  await keep();
  const plan = parsePlan(JSON.parse(JSON.stringify(proposal.plan)));
  const datasets = new Map((await database.datasets.toArray()).map(({ name, rows }) => [name, rows]));
  return { plan, data: studyData(plan, datasets) };
}

describe.skipIf(!existsSync(shared))("public data (skipped where it is absent)", () => {
  it.each([
    ["SNIPS", "snips/train.jsonl", { text: "text", label: "intent" }, 7, 50],
    ["BANKING77", "banking77/train.csv", { text: "text", label: "category" }, 77, 20],
  ])("gives %s a plan that a study accepts, split or cross-fitted", async (_, path, roles, labels, perLabel) => {
    const { rows } = readRows(readFileSync(`${shared}/${path}`, "utf8"), path);
    const split = await prepared(rows, { way: "split" }, roles);
    expect(split.proposal).toMatchObject({ problem: null, perLabel, aside: 0, metric: "macroF1" });
    const { data, plan } = await studied(split);
    expect(data.labels).toHaveLength(labels);
    expect(data.demonstrations[0]).toHaveLength(labels * perLabel);
    expect(data.notes).toEqual([]);
    expect(plan.models).toHaveLength(4);

    const folded = await prepared(rows, { way: "folds" }, roles);
    expect(folded.proposal.problem).toBeNull();
    const crossed = await studied(folded);
    expect(crossed.plan.data.demonstrations).toMatchObject({ name: crossed.plan.data.test.name, folds: 5 });
    expect(crossed.data.labels).toHaveLength(labels);
  });
});
