import { describe, expect, it } from "vitest";
import { blocksWithPilot } from "#study/blocks.ts";
import { estimateStudy } from "#study/estimate.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { studyData } from "#study/fidelity/data.ts";
import { report } from "#study/fidelity/report.ts";
import { runFidelityStudy } from "#study/fidelity/runner.ts";
import { type PilotServices, runPilot } from "#study/pilot.ts";
import { parsePlan } from "#study/plan.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import { scriptedModel } from "#support/scripted-model.ts";
import { scriptedRows } from "#support/study-document.ts";

const document = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 3,
  data: { test: { name: "mine", rows: 50 } },
  models: ["a", "b", "c"],
  generate: { perGenerator: 40 },
  solve: ["direct", "generative"],
  metric: "accuracy",
  blockRows: 16,
};
const plan = parsePlan(document);
const adapting = parsePlan({ ...document, data: { ...document.data, demonstrations: { name: "mine", perLabel: 5 } } });
const rows = new Map([["mine", scriptedRows(90, 5)]]);

function laboratory(journal = new MemoryJournal()) {
  const counts = { generated: 0, scored: 0, adapted: [] as string[] };
  const kept = new Set<string>();
  const open = (id: string) => {
    const model = scriptedModel({ id, noise: 0.3 });
    const parameters = { a: 50_000, b: 10_000, c: 900_000 }[id]!;
    return Promise.resolve({
      ...model,
      info: { ...model.info, parameters },
      generate: (...[asked, sampling]: Parameters<typeof model.generate>) => {
        counts.generated += asked.length;
        return model.generate(asked, sampling);
      },
      score: (...[asked]: Parameters<typeof model.score>) => {
        counts.scored += asked.length;
        return model.score(asked);
      },
    });
  };
  const services: PilotServices = {
    ...{ journal, open, concurrency: 2 },
    adapt: ({ base }) => {
      if (!kept.has(base)) counts.adapted.push(base);
      kept.add(base);
      return open(base);
    },
    adaptationCost: ({ base }) =>
      Promise.resolve({ tokens: 1000, kept: kept.has(base), bytes: kept.has(base) ? 400 : null }),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  };
  return { services, counts, kept };
}

describe("a pilot", () => {
  it("makes three rows of each model and way, which the study then has", async () => {
    const journal = new MemoryJournal();
    const { services, counts } = laboratory(journal);
    await runPilot(plan, studyData(plan, rows), services, {});
    expect(counts).toMatchObject({ generated: 3 * 3, scored: 3 * (3 + 3 * 3) }); // one text, or one per label
    const piloted = new Map([...journal.steps].map(([step, blocks]) => [step, [...blocks]]));
    expect([...piloted.values()].flat().every(([block, own]) => block === 0 && own.length === 3)).toBe(true);

    const { results } = await runFidelityStudy(plan, rows, services);
    for (const [step, blocks] of piloted) expect([...journal.steps.get(step)!].slice(0, 1)).toEqual(blocks);
    const unpiloted = laboratory();
    expect((await runFidelityStudy(plan, rows, unpiloted.services)).results).toEqual(results);
    expect(counts).toEqual(unpiloted.counts); // nothing was made twice
  });

  it("adapts the least costly models, one per worker, and leaves the others", async () => {
    const { services, counts, kept } = laboratory();
    const { adaptations } = await runPilot(adapting, studyData(adapting, rows), services, {});
    expect(counts.adapted.sort()).toEqual(["a", "b"]);
    expect(adaptations.map(({ base, kept: was, ms }) => [base, was, ms !== null])).toEqual([
      ["a", false, true],
      ["b", false, true],
      ["c", false, false],
    ]);
    kept.add("c");
    const again = await runPilot(adapting, studyData(adapting, rows), services, {});
    expect(again.adaptations.every((adaptation) => adaptation.kept)).toBe(true);
    expect(counts.adapted).toHaveLength(2);
  });

  it("takes rows from all over a list, each row of the list once", () => {
    const list = Array.from({ length: 20 }, (_, i) => i);
    const blocks = blocksWithPilot(list, 8);
    expect(blocks[0]).toEqual([3, 10, 16]);
    expect(blocks.map((block) => block.length)).toEqual([3, 8, 8, 1]);
    expect(blocks.flat().sort((a, b) => a - b)).toEqual(list);
    expect(blocksWithPilot([1, 2], 8)).toEqual([[1, 2]]);
    expect(blocksWithPilot([], 8)).toEqual([]);
  });
});

describe("an estimate", () => {
  const input = (changes: object = {}) => ({
    ...{
      plan,
      data: studyData(plan, rows),
      concurrency: 2,
      storage: null,
      madeAtMs: 0,
      known: { work: [], trainingMsPerToken: {} },
    },
    pilot: {
      contestants: plan.models.map((base) => ({
        ...{
          base,
          parameters: 65_000,
          preparation: "zero-shot" as const,
          fold: null,
          generates: true,
          promptStyle: "control" as const,
        },
      })),
      adaptations: [],
      work: ["generate", "direct", "generative"].map((kind) => ({
        ...{ base: "a", preparation: "zero-shot" as const, parameters: 65_000, kind: kind as "generate" },
        ...{ rows: 3, tokens: 60, ms: 60, bytes: 300 },
      })),
      tookMs: 1000,
    },
    ...changes,
  });

  it("counts the rows exactly", async () => {
    const { services } = laboratory();
    const run = await runFidelityStudy(plan, rows, services);
    const { written, answered } = estimateStudy(input()).rows;
    expect(written).toBe(run.input.written.reduce((sum, { dataset }) => sum + dataset.instances.length, 0));
    const byModels = run.input.predictions
      .flatMap((way) => way.rows)
      .filter(({ solver }) => plan.models.includes(solver));
    expect(answered).toBe(byModels.length);
  });

  it("is a range that grows with the pilot's times and shrinks with workers", () => {
    const { timeMs, phasesMs } = estimateStudy(input());
    expect(timeMs.low).toBeGreaterThan(0);
    expect(timeMs.high).toBeGreaterThan(timeMs.low);
    const parts = Object.values(phasesMs).reduce((sum, { high }) => sum + high, 0);
    expect(parts).toBeCloseTo(timeMs.high, 6);
    const { pilot } = input();
    const slower = { ...pilot, work: pilot.work.map((work) => ({ ...work, ms: 2 * work.ms })) };
    expect(estimateStudy(input({ pilot: slower })).phasesMs.generate.high).toBeCloseTo(2 * phasesMs.generate.high, 6);
    expect(estimateStudy(input({ concurrency: 4 })).phasesMs.generate.high).toBeCloseTo(phasesMs.generate.high / 2, 6);
  });

  it("rather believes what the same model took earlier", () => {
    const work = plan.models.map((base) => ({
      ...{ base, preparation: "zero-shot" as const, parameters: 65_000, kind: "generate" as const },
      ...{ rows: 100, tokens: 2000, ms: 500, bytes: 10_000 },
    }));
    const { phasesMs, basis } = estimateStudy(input({ known: { work, trainingMsPerToken: {} } }));
    expect(basis).toEqual({ known: 3, piloted: 0, scaled: 0 });
    const expected = (3 * 40 * 5) / 2; // models × rows × 5 ms a row, on two workers
    expect(phasesMs.generate.low).toBeLessThan(expected);
    expect(phasesMs.generate.high).toBeGreaterThan(expected);
    expect(phasesMs.generate.high).toBeLessThan(2.2 * expected);
  });

  it("counts adaptations that are left, and none that are kept", () => {
    const facts = { base: "a", parameters: 65_000, tokens: 100_000, bytes: 1000 };
    const adaptations = [
      { ...facts, kept: false, ms: 10_000 },
      { ...facts, kept: true, ms: null },
      { ...facts, kept: false, ms: null, bytes: null },
    ];
    const { pilot } = input();
    const { phasesMs, adaptations: counted } = estimateStudy(input({ pilot: { ...pilot, adaptations } }));
    expect(counted).toEqual({ left: 1, kept: 2, tokens: 100_000 });
    expect(phasesMs.adapt.low).toBeLessThan(10_000);
    expect(phasesMs.adapt.high).toBeGreaterThan(10_000);
  });

  it("has a phase for a dial, as many trainings as the study will make, at the speed that was seen", () => {
    expect(estimateStudy(input()).phasesMs).not.toHaveProperty("dial");
    const dial = { generator: "a", solvers: ["b"], doses: [0, 0.5, 1], seeds: 2, rows: 12 };
    const dialled = { ...plan, dial };
    const known = (perToken: number) => ({ known: { work: [], trainingMsPerToken: { b: perToken } } });
    const found = estimateStudy(input({ plan: dialled, ...known(0.1) }));
    expect(found.dial!.trained).toBe(2 * (1 + 2 * 2));
    expect(found.dial!.tokens).toBe(10 * 20 * 90 * 12); // 20 tokens a text, 90 sequences a row on so few rows
    const training = (found.dial!.tokens * 0.1) / 2;
    expect(found.phasesMs.dial!.low).toBeLessThan(training);
    expect(found.phasesMs.dial!.high).toBeGreaterThan(training);
    const slow = estimateStudy(input({ plan: dialled, ...known(0.2) })).phasesMs.dial!.low;
    expect(slow).toBeGreaterThan(1.5 * found.phasesMs.dial!.low);
    expect(found.storageBytes.low).toBeGreaterThan(estimateStudy(input()).storageBytes.low);
  });
});
