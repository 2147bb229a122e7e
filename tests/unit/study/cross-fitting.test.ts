import { describe, expect, it } from "vitest";
import type { LanguageModel } from "#core/language-model.ts";
import { comparableText } from "#tasks/comparable.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { report } from "#study/fidelity/report.ts";
import { runFidelityStudy } from "#study/fidelity/runner.ts";
import type { AdaptationRequest, Services } from "#study/services.ts";
import { parsePlan } from "#study/plan.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import { scriptedModel } from "#support/scripted-model.ts";
import { scriptedRows } from "#support/study-document.ts";

const folds = 3;
const document = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 3,
  data: { test: { name: "mine", group: "talk" }, demonstrations: { name: "mine", perLabel: 6, folds } },
  models: ["a", "b"],
  generate: { perGenerator: 31 },
  metric: "accuracy",
  blockRows: 8,
  panel: { adaptedOn: [2] },
};
const plan = parsePlan(document);
const rows = scriptedRows(90, 5).map((row, i) => ({ ...row, talk: `talk ${Math.floor(i / 2)}` }));
const talkOf = new Map(rows.map(({ text, talk }) => [comparableText(text), talk]));

/** Models that remember what they were adapted on, and give every text that they know, or its group, the last label. */
function laboratory(journal: MemoryJournal, onBlock: () => void = () => undefined) {
  const cheated: string[] = [];
  const asked: string[] = [];
  const adapted = ({ base, demonstrations }: AdaptationRequest): LanguageModel => {
    const model = scriptedModel({ id: base, noise: 0.2, onBlock });
    const seen = new Set(demonstrations.map(({ input }) => comparableText(input)));
    const talks = new Set([...seen].map((text) => talkOf.get(text)));
    return {
      ...model,
      score: (scored) => {
        for (const { prompt } of scored) {
          const parts = "parts" in prompt ? prompt.parts : [];
          const text = comparableText(parts.map((part) => ("text" in part ? part.text : "")).join(""));
          asked.push(text);
          if (seen.has(text) || (talkOf.has(text) && talks.has(talkOf.get(text)))) cheated.push(text);
        }
        return model.score(scored);
      },
    };
  };
  const services: Services = {
    journal,
    concurrency: 2,
    open: (id) => Promise.resolve(scriptedModel({ id, noise: 0.2 })),
    adapt: (request) => Promise.resolve(adapted(request)),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  };
  return { services, cheated, asked };
}

const run = (services: Services) => runFidelityStudy(plan, new Map([["mine", rows]]), services);

describe("cross-fitting", () => {
  it("lets no row be answered by a model that saw it or its group", async () => {
    const { services, cheated, asked } = laboratory(new MemoryJournal());
    await run(services);
    expect(cheated).toEqual([]);
    expect(asked.filter((text) => talkOf.has(text))).toHaveLength(4 * rows.length); // two models, two of the panel
  });

  it("has every real row and every written row answered once by each solver", async () => {
    const { input } = await run(laboratory(new MemoryJournal()).services);
    const [{ rows: predictions }] = input.predictions as [(typeof input.predictions)[number]];
    const sets = [{ name: "mine", instances: input.data.test }, ...input.written.map(({ dataset }) => dataset)];
    expect(input.solvers.map(({ name }) => name).slice(0, 4)).toEqual(["a", "b", "a on 2", "b on 2"]);
    for (const { name, instances } of sets) {
      for (const solver of input.solvers) {
        const answered = predictions.filter((row) => row.dataset === name && row.solver === solver.name);
        expect(answered.map(({ instance }) => instance).sort()).toEqual(instances.map(({ id }) => id).sort());
      }
    }
    expect(input.written.map(({ dataset }) => dataset.instances.length)).toEqual([31, 31]);
    const sizes = input.written[0]!.foldSizes!;
    expect(sizes).toHaveLength(folds);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(new Set(input.written.flatMap(({ dataset }) => dataset.instances.map(({ id }) => id))).size).toBe(62);
  });

  it("shows the folds as one real set and one set per generator", async () => {
    const { results } = await run(laboratory(new MemoryJournal()).services);
    expect(Object.keys(results[0]!.datasets)).toEqual(["mine", "a", "b"]);
    expect(results[0]!.notes.join(" ")).toContain("Cross-fitting in 3 folds");
    expect(results[0]!.measures.biasFactor["a"]!.estimate).not.toBeNull();
  });

  it.each([3, 12, 25])("broken off at block %i and continued, ends as an unbroken run", async (at) => {
    const unbroken = await run(laboratory(new MemoryJournal()).services);
    const journal = new MemoryJournal();
    let blocks = 0;
    const onBlock = () => {
      if (++blocks === at) throw new Error("The page was killed.");
    };
    await expect(run(laboratory(journal, onBlock).services)).rejects.toThrow("killed");
    expect((await run(laboratory(journal).services)).results).toEqual(unbroken.results);
  });
});

describe("a plan in folds", () => {
  const shown = document.data.demonstrations;
  it.each([
    [{ ...shown, name: "more" }, '"data.demonstrations.name" to be that of "data.test", mine; found more'],
    [{ ...shown, draws: 2 }, '"data.demonstrations.draws" to be 1; found 2'],
    [{ ...shown, label: "intent" }, 'one label column; found "label" in data.test and "intent"'],
  ])("is refused with the field's name", (demonstrations, reason) => {
    expect(() => parsePlan({ ...document, data: { ...document.data, demonstrations } })).toThrow(reason);
  });

  it("names the label that the other folds have too few rows of", async () => {
    const many = parsePlan({
      ...document,
      data: { ...document.data, demonstrations: { ...shown, perLabel: 25 } },
      panel: {},
    });
    const { services } = laboratory(new MemoryJournal());
    await expect(runFidelityStudy(many, new Map([["mine", rows]]), services)).rejects.toThrow(
      /label "lamp" outside fold 1 of 3; the plan needs 25/,
    );
  });
});
