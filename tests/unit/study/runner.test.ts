import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { report } from "#study/fidelity/report.ts";
import { type FinishedRun, runFidelityStudy } from "#study/fidelity/runner.ts";
import type { Journal, Services } from "#study/services.ts";
import { type Plan, parsePlan } from "#study/plan.ts";
import { type Script, scriptedLabels, scriptedModel, scriptedText } from "#support/scripted-model.ts";

const document = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 3,
  data: { test: { name: "real", rows: 90 }, training: { name: "more" } },
  models: ["good", "fair", "poor"],
  generate: { perGenerator: 60 },
  metric: "accuracy",
  blockRows: 16,
};

const scripts: Script[] = [
  { id: "good", noise: 0.1, family: "one" },
  { id: "fair", noise: 0.35, accent: "mate", family: "one" },
  { id: "poor", noise: 0.6, family: "two" },
];

function rows(count: number, seed: number) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = scriptedLabels[i % scriptedLabels.length]!;
    return { text: scriptedText(label, random), label };
  });
}

const data = new Map([
  ["real", rows(120, 1)],
  ["more", rows(120, 2)],
]);

class MemoryJournal implements Journal {
  readonly steps = new Map<string, Map<number, readonly unknown[]>>();
  writes = 0;
  blocks = (step: string) => Promise.resolve(new Map(this.steps.get(step)));
  write = (step: string, block: number, content: readonly unknown[]) => {
    this.writes++;
    const blocks = this.steps.get(step) ?? new Map<number, readonly unknown[]>();
    if (!blocks.has(block)) blocks.set(block, structuredClone(content));
    this.steps.set(step, blocks);
    return Promise.resolve();
  };
}

function services(journal: Journal, { onBlock, concurrency = 2 }: { onBlock?: () => void; concurrency?: number } = {}) {
  return {
    journal,
    concurrency,
    open: (id: string) =>
      Promise.resolve(scriptedModel({ ...scripts.find((s) => s.id === id)!, ...(onBlock && { onBlock }) })),
    adapt: () => Promise.reject(new Error("This plan adapts nothing.")),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  } satisfies Services;
}

const plan = (changes: object = {}): Plan => parsePlan({ ...document, ...changes });
const run = (p: Plan, s: Services, signal?: AbortSignal): Promise<FinishedRun> =>
  runFidelityStudy(p, data, s, { signal });

describe("a fidelity study", () => {
  it("gives every dataset a score for every solver, and bias factors to generators alone", async () => {
    const [result] = (await run(plan(), services(new MemoryJournal()))).results;
    expect(Object.keys(result!.datasets)).toEqual(["real", "good", "fair", "poor"]);
    expect(result!.datasets["real"]).toMatchObject({ generator: null, seed: null });
    expect(result!.solvers).toHaveLength(3 + 4);
    for (const { scores } of Object.values(result!.datasets)) {
      expect(scores).toHaveLength(7);
      for (const score of scores) expect(score).toBeGreaterThan(0);
    }
    expect(Object.keys(result!.measures.biasFactor)).toEqual(["good", "fair", "poor"]);
    expect(Object.keys(result!.measures.mspd)).toEqual(["good", "fair", "poor", "average of generators"]);
  });

  it("finds the planted preference and no other", async () => {
    const [result] = (await run(plan(), services(new MemoryJournal()))).results;
    const { fair, poor } = result!.measures.biasFactor;
    expect(fair!.low).toBeGreaterThan(0.1);
    expect(poor!.low).toBeLessThan(0.05);
  });

  it("does not depend on concurrency", async () => {
    const one = await run(plan(), services(new MemoryJournal(), { concurrency: 1 }));
    const many = await run(plan(), services(new MemoryJournal(), { concurrency: 5 }));
    expect(many.results).toEqual(one.results);
  });

  it.each([1, 4, 9, 20, 33])("broken off at block %i and continued, ends as an unbroken run", async (at) => {
    const unbroken = await run(plan(), services(new MemoryJournal()));
    const journal = new MemoryJournal();
    let blocks = 0;
    const onBlock = () => {
      if (++blocks === at) throw new Error("The page was killed.");
    };
    await expect(run(plan(), services(journal, { onBlock }))).rejects.toThrow("killed");
    const kept = journal.writes;
    const continued = await run(plan(), services(journal));
    expect(continued.results).toEqual(unbroken.results);
    if (at > 4) expect(kept).toBeGreaterThan(0);
  });

  it("computes no journalled block again", async () => {
    const journal = new MemoryJournal();
    await run(plan(), services(journal));
    let blocks = 0;
    await run(plan(), services(journal, { onBlock: () => void blocks++ }));
    expect(blocks).toBe(0);
  });

  it("stops when it is asked to", async () => {
    const stop = new AbortController();
    let blocks = 0;
    const onBlock = () => {
      if (++blocks === 5) stop.abort();
      stop.signal.throwIfAborted();
    };
    await expect(run(plan(), services(new MemoryJournal(), { onBlock }), stop.signal)).rejects.toThrow("abort");
  });

  it("makes a matrix for each way to solve", async () => {
    const { results } = await run(plan({ solve: ["direct", "generative"] }), services(new MemoryJournal()));
    expect(results.map((result) => result.solve)).toEqual(["direct", "generative"]);
    expect(results[1]!.notes.join(" ")).toContain("self-preferring by construction");
    expect(results[0]!.notes.join(" ")).not.toContain("self-preferring by construction");
  });

  it("resamples generation runs as runs of one generator", async () => {
    const { results } = await run(plan({ generate: { perGenerator: 30, seeds: 2 } }), services(new MemoryJournal()));
    expect(Object.keys(results[0]!.datasets)).toContain("fair run 2");
    expect(Object.keys(results[0]!.measures.biasFactor)).toEqual(["good", "fair", "poor"]);
  });

  it("compares within the family as a control", async () => {
    const [result] = (await run(plan(), services(new MemoryJournal()))).results;
    const { sameFamily } = result!.measures.biasFactorControls;
    expect(sameFamily!["fair"]!.estimate).not.toBeNull();
    expect(sameFamily!["poor"]).toMatchObject({ estimate: null, reason: expect.any(String) as string });
  });

  it("says which dataset or label is missing", async () => {
    const other = { ...document, data: { test: { name: "elsewhere" } } };
    await expect(run(parsePlan(other), services(new MemoryJournal()))).rejects.toThrow(
      '"elsewhere", which was not given',
    );
    const unknown = new Map([["real", [...rows(30, 1), { text: "what", label: "sport" }]]]);
    const alone = plan({ data: { test: { name: "real" } } });
    await expect(runFidelityStudy(alone, unknown, services(new MemoryJournal()))).rejects.toThrow("sport");
  });
});
