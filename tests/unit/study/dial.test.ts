import { describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "#core/hash.ts";
import type { LanguageModel } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { resolveDial } from "#study/dial-plan.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { dialTable } from "#study/fidelity/dial-table.ts";
import { report } from "#study/fidelity/report.ts";
import { runFidelityStudy } from "#study/fidelity/runner.ts";
import { manifestOf } from "#study/manifest.ts";
import { parsePlan, type Plan } from "#study/plan.ts";
import type { AdaptationRequest, Services } from "#study/services.ts";
import { readStudyFile, studyFileBytes } from "#study/study-file.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import { type Script, scriptedModel } from "#support/scripted-model.ts";
import { scriptedRows, scriptedSurroundings } from "#support/study-document.ts";

const document = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 3,
  data: { test: { name: "real", rows: 30 } },
  models: ["g", "h", "p", "small", "other"],
  generate: { perGenerator: 60 },
  metric: "accuracy",
  panel: { classifiers: false },
  blockRows: 16,
  dial: { generator: "g", doses: [0, 0.5, 1], seeds: 2 },
};
const data = new Map([["real", scriptedRows(40, 1)]]);
const plan = (changes: object = {}): Plan => parsePlan({ ...document, ...changes });

const scripts: Record<string, Script & { parameters: number }> = {
  g: { id: "g", noise: 0.5, accent: "mate", family: "one", parameters: 100 },
  h: { id: "h", noise: 0.5, accent: "indeed", family: "one", parameters: 90 },
  p: { id: "p", noise: 0.5, accent: "kindly", family: "one", parameters: 30 },
  small: { id: "small", noise: 0.5, family: "two", parameters: 10 },
  other: { id: "other", noise: 0.5, family: "two", parameters: 200 },
};

function opened(id: string, script: Script = scripts[id]!): LanguageModel {
  const model = scriptedModel(script);
  return { ...model, info: { ...model.info, parameters: scripts[id]!.parameters } };
}

/** Reads an accent without noise in as great a share of texts as it stood in its training rows. */
function adapted({ base, demonstrations }: AdaptationRequest, onBlock: () => void): LanguageModel {
  const shareOf = (accent: string) =>
    demonstrations.filter(({ input }) => input.includes(accent)).length / demonstrations.length;
  const plain = opened(base, { id: base, noise: 0.5 });
  const readers = ["mate", "indeed", "kindly"].map((accent) => ({
    ...{ accent, share: shareOf(accent), reader: scriptedModel({ id: base, noise: 0.5, accent }) },
  }));
  return {
    ...plain,
    score: async (rows) => {
      onBlock();
      const answers = rows.map(async (row) => {
        const text = JSON.stringify(row.prompt);
        const reader = readers.find(({ accent, share }) => text.includes(accent) && seedOf(text) % 100 < 100 * share);
        return (await (reader?.reader ?? plain).score([row]))[0]!;
      });
      return Promise.all(answers);
    },
  };
}

function laboratory(journal = new MemoryJournal(), onBlock: () => void = () => undefined) {
  const requests: AdaptationRequest[] = [];
  const services: Services = {
    ...{ journal, concurrency: 2 },
    open: (id) => Promise.resolve(opened(id)),
    adapt: (request) => {
      requests.push(request);
      return Promise.resolve(adapted(request, onBlock));
    },
    adaptationCost: ({ demonstrations }) =>
      Promise.resolve({ tokens: 10 * demonstrations.length, kept: false, bytes: null }),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  };
  return { services, requests, journal };
}

describe("a study with a contamination dial", () => {
  it("finds what training on the generator's rows planted, and none of it from the placebo's", async () => {
    const { services } = laboratory();
    const { results } = await runFidelityStudy(plan(), data, services);
    const dial = results[0]!.dial!;
    expect(dial).toMatchObject({ generator: "g", other: "h", placebo: "p", solvers: ["small", "other"] });
    expect(dial.against).toEqual(["small", "other"]);
    expect(dial.slope[0]!.generator.low).toBeGreaterThan(0.01);
    expect(dial.slope[0]!.difference.low).toBeGreaterThan(0.01);
    expect(dial.slope[0]!.placebo.low).toBeLessThanOrEqual(0);
    const sets = Object.fromEntries(dial.sets.map((set) => [set.set, set]));
    expect(sets["p"]!.placebo.low).toBeGreaterThan(0.1); // the placebo does what its rows do
    expect(dial.real).toHaveLength(2);
  });

  it("trains on equal numbers of rows and labels, on nested mixtures, and on nothing that is tested", async () => {
    const { services, requests } = laboratory();
    const { input } = await runFidelityStudy(plan(), data, services);
    expect(requests).toHaveLength(2 * 2 * (1 + 2 * 2));
    const counts = (request: AdaptationRequest) =>
      request.labels.map((label) => request.demonstrations.filter(({ target }) => target === label).length).join();
    expect(new Set(requests.map(counts))).toEqual(new Set([counts(requests[0]!)]));
    for (const { sources, tokens } of input.dial!.runs) {
      expect(Object.values(sources).reduce((sum, n) => sum + n, 0)).toBe(input.dial!.rows);
      expect(tokens).toBe(10 * input.dial!.rows);
    }
    const own = requests.filter(({ base, seed }) => base === "small" && seed === requests[0]!.seed);
    expect(own).toHaveLength(5); // one seed of the adaptation at all doses of both arms
    const accented = (word: string) => (request: AdaptationRequest) =>
      request.demonstrations.flatMap(({ input: text }) => (text.includes(word) ? [text] : []));
    const doses = own.map(accented("mate")).sort((a, b) => a.length - b.length);
    const [none, , , half, all] = doses;
    expect([none!.length, all!.length]).toEqual([0, input.dial!.rows]);
    expect(all!.slice(0, half!.length)).toEqual(half);
    const texts = new Map(input.written.flatMap(({ dataset }) => dataset.instances.map(({ id, input: t }) => [id, t])));
    const tested = new Set(input.dial!.sets.flatMap(({ instances }) => instances.map((id) => texts.get(id))));
    for (const { demonstrations } of requests)
      for (const row of demonstrations) expect(tested).not.toContain(row.input);
  });

  it("broken off among the trained solvers and continued, ends as an unbroken run", async () => {
    const whole = laboratory();
    let needed = 0;
    const counting = (request: AdaptationRequest) => Promise.resolve(adapted(request, () => void needed++));
    const unbroken = await runFidelityStudy(plan(), data, { ...whole.services, adapt: counting });
    const journal = new MemoryJournal();
    let blocks = 0;
    const breaking = laboratory(journal, () => {
      if (++blocks === 90) throw new Error("The page was killed.");
    });
    await expect(runFidelityStudy(plan(), data, breaking.services)).rejects.toThrow("killed");
    let again = 0;
    const continued = await runFidelityStudy(plan(), data, laboratory(journal, () => void again++).services);
    expect(continued.results).toEqual(unbroken.results);
    expect(again).toBeLessThanOrEqual(needed - 88);
  });

  it("goes into a study file and comes back to the same results; what is damaged is refused", async () => {
    const { results, input, ...run } = await runFidelityStudy(plan(), data, laboratory().services);
    const manifest = manifestOf({
      plan: plan(),
      run: { results, input, ...run },
      before: {},
      datasets: {},
      ...scriptedSurroundings,
    });
    const whole = {
      ...{ name: "dialled", plan: input.plan, planHash: await sha256(canonicalJson(input.plan)) },
      ...{
        document: { schemaVersion: 1 as const, plan: input.plan, manifest, results },
        input,
        attempts: [],
        auditSet: [],
      },
    };
    const read = await readStudyFile(await studyFileBytes(whole), "dialled.gz");
    expect(report(read.input)[0]!.dial).toEqual(results[0]!.dial);
    const dial = input.dial!;
    const answers = dialTable(read.input).rows;
    expect(answers).toHaveLength(
      dial.runs.length * dial.sets.reduce((sum, { instances }) => sum + instances.length, 0),
    );
    const right = (dose: number, set: string) => {
      const own = answers.filter((row) => row["arm"] === "generator" && row["dose"] === dose && row["dataset"] === set);
      return own.filter(({ target, prediction }) => target === prediction).length / own.length;
    };
    const neutral = (dose: number) => (right(dose, "small") + right(dose, "other")) / 2;
    expect(results[0]!.dial!.curve[1]!.generator.estimate).toBeCloseTo(
      right(1, "g") - neutral(1) - right(0, "g") + neutral(0),
      10,
    );
    const damaged = (changes: object) =>
      studyFileBytes({ ...whole, input: { ...input, dial: { ...dial, ...changes } } });
    for (const [changes, reason] of [
      [{ runs: dial.runs.slice(1) }, "runs of its dial"],
      [{ sets: dial.sets.map((set) => ({ ...set, instances: set.instances.slice(1) })) }, "answers to"],
      [
        { runs: dial.runs.map((own) => ({ ...own, answers: own.answers.map((said) => said.map(() => "tea")) })) },
        "tea",
      ],
    ] as const) {
      await expect(readStudyFile(await damaged(changes), "dialled.gz")).rejects.toThrow(reason);
    }
  });
});

describe("a plan's dial", () => {
  const dialled =
    (changes: object, others: object = {}) =>
    () =>
      plan({ dial: { ...document.dial, ...changes }, ...others });

  it.each([
    [dialled({ generator: "x" }), '"dial.generator" names x'],
    [dialled({ solvers: ["small", "y"] }), '"dial.solvers" names y'],
    [dialled({ solvers: ["small", "small"] }), "small twice"],
    [dialled({ other: "h", placebo: "h" }), "h twice"],
    [dialled({ doses: [0.1, 1] }), '"dial.doses" lacks 0'],
    [dialled({ doses: [0, 2] }), '"dial.doses.1"'],
    [dialled({ rows: 31 }), "31 training rows"],
    [dialled({}, { solve: "generative" }), '"direct"'],
    [dialled({}, { models: ["g", "h"] }), "three models"],
    [
      dialled({}, { data: { test: { name: "real" }, demonstrations: { name: "real", perLabel: 1, draws: 2 } } }),
      "draws",
    ],
  ])("is refused by name when it is wrong: %#", (wrong, reason) => {
    expect(wrong).toThrow(reason);
  });

  it("takes the family and the nearest sizes, and small solvers apart from the three", () => {
    const models = Object.values(scripts).map(({ id, parameters, family }) => ({
      ...{ id, parameters, family: family! },
      adaptable: true,
    }));
    const dial = { generator: "g", doses: [1, 0], seeds: 1 };
    const open = { generate: plan().generate };
    expect(resolveDial(dial, open, models)).toEqual({
      ...{ generator: "g", other: "h", placebo: "p", solvers: ["small", "other"], doses: [0, 1], seeds: 1, rows: 30 },
    });
    const strangers = models.map((model) => (model.id === "h" ? model : { ...model, family: model.id }));
    expect(() => resolveDial(dial, open, strangers)).toThrow("dial.other");
    const served = models.map((model) => ({ ...model, adaptable: model.id === "g" }));
    expect(resolveDial(dial, open, served).solvers).toEqual(["g"]);
    expect(() => resolveDial({ ...dial, solvers: ["small"] }, open, served)).toThrow("not adapted on this device");
  });
});
