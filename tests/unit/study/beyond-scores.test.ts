import "fake-indexeddb/auto";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "#core/hash.ts";
import type { LanguageModel, PromptStyle } from "#core/language-model.ts";
import { openDatabase } from "#storage/schema.ts";
import { likelihoodTable, verdictTable } from "#study/fidelity/beyond-tables.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { pairsOf, runJudges } from "#study/fidelity/judge.ts";
import { report } from "#study/fidelity/report.ts";
import { type FinishedRun, runFidelityStudy } from "#study/fidelity/runner.ts";
import { keepStudy } from "#study/keep.ts";
import { manifestOf } from "#study/manifest.ts";
import { parsePlan, type Plan } from "#study/plan.ts";
import type { Contestant, Progress, Services } from "#study/services.ts";
import { readStudyFile, studyFileBytes } from "#study/study-file.ts";
import { readWholeStudy } from "#study/whole-study.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import { scriptedModel } from "#support/scripted-model.ts";
import { scriptedRows, scriptedSurroundings } from "#support/study-document.ts";

const document = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 3,
  data: { test: { name: "real", rows: 36 } },
  models: ["a", "b", "c"],
  generate: { perGenerator: 36 },
  metric: "accuracy",
  panel: { classifiers: false },
  blockRows: 16,
  likelihood: true,
  judges: { pairs: 12 },
};
const data = new Map([["real", scriptedRows(40, 1)]]);
const plan = (changes: object = {}): Plan => parsePlan({ ...document, ...changes });

const accents: Record<string, string> = { a: "mate", b: "indeed", c: "kindly" };
/** Model b finds no texts more probable than others; a and c find theirs so. */
const bitsPerCharacter = (model: string, text: string, label: string) =>
  (model !== "b" && text.includes(accents[model]!) ? 1 : 2 + 0.2 * (text.length % 3)) + label.length / 20;

const modelOf = (id: string, onBlock: () => void = () => undefined): LanguageModel => {
  const model = scriptedModel({ id, noise: 0.4, accent: accents[id]!, onBlock });
  return {
    ...model,
    score: async (rows) =>
      (await model.score(rows)).map((given, i) => {
        const { prompt, continuations } = rows[i]!;
        const [, label] = /"gen".*"label":"(\w+)"/u.exec(JSON.stringify(prompt)) ?? [];
        if (label === undefined) return given;
        return continuations.map(([part]) => {
          const text = (part as { text: string }).text;
          return -Math.LN2 * text.length * bitsPerCharacter(id, text, label);
        });
      }),
  };
};

const servicesOf = (journal = new MemoryJournal(), onBlock: () => void = () => undefined): Services => ({
  ...{ journal, concurrency: 2 },
  open: (id) => Promise.resolve(modelOf(id, onBlock)),
  adapt: () => Promise.reject(new Error("Nothing is adapted here.")),
  desk: {
    solveClassically: (job) => Promise.resolve(solveClassically(job)),
    report: (input) => Promise.resolve(report(input)),
  },
});

let whole: FinishedRun;
let blocks = 0;
const progress: Progress[] = [];
beforeAll(async () => {
  whole = await runFidelityStudy(
    plan(),
    data,
    servicesOf(undefined, () => void blocks++),
    {
      onProgress: (step) => progress.push(step),
    },
  );
});

describe("the likelihood matrix of a study", () => {
  it("is what the texts and the models say, recomputed by hand", () => {
    const { likelihood } = whole.results[0]!;
    expect(likelihood!.source).toBe("scoring pass");
    expect(likelihood!.datasets.map(({ name }) => name)).toEqual(["real", "a", "b", "c"]);
    const texts = whole.input.written.find(({ dataset }) => dataset.name === "c")!.dataset.instances;
    const bytes = texts.reduce((sum, { input }) => sum + input.length, 0);
    for (const [at, model] of ["a", "b", "c"].entries()) {
      const bits = texts.reduce(
        (sum, { input, target }) => sum + input.length * bitsPerCharacter(model, input, target),
        0,
      );
      expect(likelihood!.bitsPerByte["c"]![at]!.estimate).toBeCloseTo(bits / bytes, 3);
    }
  });

  it("finds the self-preference that was planted, and relates it to the bias factor with its caution", () => {
    const { likelihood, measures } = whole.results[0]!;
    for (const model of ["a", "c"]) {
      expect(likelihood!.selfPreference[model]!.low).toBeGreaterThan(0.5);
      expect(likelihood!.againstReal[model]!.low).toBeGreaterThan(0.5);
    }
    expect(likelihood!.selfPreference["b"]!.estimate).toBeLessThan(likelihood!.selfPreference["a"]!.low! / 2);
    expect(likelihood!.relation.points.find(({ model }) => model === "a")!.biasFactor).toBeCloseTo(
      measures.biasFactor["a"]!.estimate!,
      10,
    );
    expect(likelihood!.relation.pearson.reason).toContain("3 models");
  });

  it("needs no pass where the answers hold the same numbers", async () => {
    let again = 0;
    const ways = { solve: ["direct", "generative"] };
    const both = await runFidelityStudy(
      plan(ways),
      data,
      servicesOf(undefined, () => void again++),
    );
    expect(both.input.likelihood).toBeUndefined();
    expect(both.results[1]!.likelihood!.source).toBe("generative answers");
    const { bitsPerByte, selfPreference } = both.results[0]!.likelihood!;
    expect(bitsPerByte).toEqual(whole.results[0]!.likelihood!.bitsPerByte);
    expect(selfPreference).toEqual(whole.results[0]!.likelihood!.selfPreference);
    const unasked = { ...ways, likelihood: undefined, judges: undefined };
    const quiet = await runFidelityStudy(plan(unasked), data, servicesOf());
    expect(quiet.results[0]!.likelihood!.selfPreference).toEqual(selfPreference);
    expect(quiet.results[0]!.judges).toBeUndefined();
  });

  it.each([{ folds: 2 }, { draws: 2 }])("is whole where models are adapted several times: %o", async (changes) => {
    const demonstrations = { name: "more", perLabel: 2, ...changes };
    const name = "folds" in changes ? "more" : "real";
    const adapting = plan({ data: { test: { name, rows: 36 }, demonstrations } });
    const rows = new Map([...data, ["more", scriptedRows(60, 5)]]);
    const services = { ...servicesOf(), adapt: ({ base }: { base: string }) => Promise.resolve(modelOf(base)) };
    let asked = 0;
    const { input, results } = await runFidelityStudy(adapting, rows, services, {
      onProgress: ({ phase, done }) => (asked = phase === "likelihood" ? done : asked),
    });
    const names = "folds" in changes ? ["a", "b", "c"] : ["a", "b", "c"].flatMap((m) => [`${m} draw 1`, `${m} draw 2`]);
    expect(new Set(results[0]!.likelihood!.models)).toEqual(new Set(names));
    const texts =
      input.data.test.length + input.written.reduce((sum, { dataset }) => sum + dataset.instances.length, 0);
    const scores = input.likelihood!.flatMap(({ logProbs }) => logProbs);
    expect(scores).toHaveLength(names.length * texts);
    expect(scores).not.toContain(null);
    expect(asked).toBe(scores.length); // a text of a fold by that fold's model alone
    for (const name of names.filter((own) => !own.startsWith("b"))) {
      expect(results[0]!.likelihood!.selfPreference[name]!.low).toBeGreaterThan(0);
    }
    expect(new Set(results[0]!.judges!.judges.map(({ judge }) => judge))).toEqual(new Set(names));
  });

  it("is refused where no model gives log-probabilities", async () => {
    const served = (id: string): LanguageModel => {
      const model = modelOf(id);
      const capabilities = { ...model.info.capabilities, promptStyle: "chat" as const, score: false };
      return { ...model, info: { ...model.info, capabilities } };
    };
    const services = { ...servicesOf(), open: (id: string) => Promise.resolve(served(id)) };
    const asked = plan({ solve: "answer" });
    await expect(runFidelityStudy(asked, data, services)).rejects.toThrow("none of its models gives log-probabilities");
  });
});

describe("the judges of a study", () => {
  it("prefer their own texts where that was planted, see no order, and are reported by every definition", () => {
    const { judges } = whole.results[0]!;
    expect(judges!.pairs).toBe(36);
    expect(judges!.ways).toEqual({ a: "likelihood", b: "likelihood", c: "likelihood" });
    const a = judges!.judges.find(({ judge }) => judge === "a")!;
    expect([a.winRateGenerators.estimate, a.winRateReal.estimate, a.orderFree]).toEqual([1, 1, true]);
    expect(a.flipRate.estimate).toBeNull();
    const real = whole.input.judging!.verdicts.filter(
      ({ judge, first, second }) => judge === "a" && first.author === "a" && second.author === null,
    );
    expect(real).toHaveLength(4); // a third of 12
    const found = (definition: string, against: string | null) =>
      judges!.selfPreference.find(
        (row) => row.definition === definition && row.model === "a" && row.against === against,
      )!.measure;
    expect(found("demographicParity", "generators").estimate).toBe(1);
    expect(found("equalOpportunity", "real").reason).toContain("none was given");
    expect(found("likelihood", null)).toEqual(whole.results[0]!.likelihood!.selfPreference["a"]);
  });

  it("ask models that follow instructions in both orders, by probability or in words", async () => {
    const said: string[] = [];
    const judge = (name: string, promptStyle: PromptStyle, score: boolean): Contestant => {
      const model = modelOf(name);
      const capabilities = { ...model.info.capabilities, promptStyle, score };
      const first = (prompt: unknown) => {
        const text = JSON.stringify(prompt);
        const [one, two] = [text.indexOf(accents[name]!), text.search(/(text_2|Text 2)/u)];
        return one >= 0 && one < two;
      };
      return {
        ...{ name, key: name, base: name, preparation: "zero-shot", fold: null, draw: null, perLabel: null, shown: [] },
        model: {
          ...model,
          info: { ...model.info, capabilities },
          score: (rows) => Promise.resolve(rows.map(({ prompt }) => (first(prompt) ? [-0.1, -3] : [-3, -0.1]))),
          generate: (rows, sampling) => {
            said.push(String(sampling.temperature));
            return Promise.resolve(
              rows.map(({ prompt }) => ({
                ...{ text: first(prompt) ? "Text 1." : "2", tokens: 2, logProb: null, finish: "end" as const },
              })),
            );
          },
        },
      };
    };
    const { written, data: rows } = whole.input;
    const services = servicesOf();
    const source = {
      ...{ plan: plan(), data: rows, written, rows: [] },
      judges: [
        { contestant: judge("a", "chat", false), way: "words" as const },
        { contestant: judge("b", "text", true), way: "probabilities" as const },
      ],
    };
    const options = { onBlock: () => undefined, onProgress: () => undefined };
    const judging = await runJudges(source, services, options);
    expect(judging.verdicts).toHaveLength(2 * 2 * 24);
    expect(new Set(said)).toEqual(new Set(["0"]));
    const own = judging.verdicts.filter(({ judge: name, first, second }) =>
      [first.author, second.author].includes(name),
    );
    for (const { judge: name, first, choice } of own) expect(choice).toBe(first.author === name ? "first" : "second");
    expect(own.some(({ judge: name, raw }) => name === "a" && raw === "Text 1.")).toBe(true);
    expect(own.every(({ judge: name, pFirst }) => (name === "b") === (pFirst !== undefined))).toBe(true);
    expect((await runJudges(source, services, options)).verdicts).toEqual(judging.verdicts);
    expect(said).toHaveLength(3); // what the journal holds is not asked again
  });

  it("meet real texts in about a third of their pairs, however many models there are", () => {
    const [set] = whole.input.written;
    const written = ["a", "b", "c", "d", "e"].map((generator) => ({
      ...set!,
      dataset: {
        ...{ ...set!.dataset, name: generator, generator },
        instances: set!.dataset.instances.map((own) => ({
          ...own,
          input: `${own.input} one two three four five ${generator}`,
        })),
      },
    }));
    const { pairs } = pairsOf(plan({ judges: { pairs: 6 } }), whole.input.data, written, ["a", "b", "c", "d", "e"]);
    expect(pairs).toHaveLength(30);
    expect(pairs.filter(({ other }) => other.author === null)).toHaveLength(10);
    expect(pairs.every(({ own, other }) => own.label === other.label)).toBe(true);
    expect(new Set(pairs.map(({ cluster }) => cluster)).size).toBeLessThan(30); // near-duplicates over all sets
  });

  it("say where texts ran out", async () => {
    const few = await runFidelityStudy(
      plan({ judges: { pairs: 30, models: ["a"] }, data: { test: { name: "real", rows: 6 } }, models: ["a", "b"] }),
      data,
      servicesOf(),
    );
    const { short, judges } = few.results[0]!.judges!;
    expect(short).toEqual([]);
    expect(judges.map(({ judge }) => judge)).toEqual(["a"]);
    const none = await runFidelityStudy(
      plan({ judges: { pairs: 36 }, models: ["a", "b"], data: { test: { name: "real", rows: 6 } } }),
      data,
      servicesOf(),
    );
    expect(none.results[0]!.judges!.short.map(({ judge }) => judge)).toEqual(["a", "b"]);
  });
});

describe("a study that scores and judges", () => {
  it("tells its phases and how far they have come", () => {
    const phases = [...new Set(progress.map(({ phase }) => phase))];
    expect(phases).toEqual(["adapt", "generate", "solve", "likelihood", "judge", "measure"]);
    const last = (phase: string) => progress.findLast((step) => step.phase === phase)!;
    expect([last("likelihood").done, last("likelihood").total]).toEqual([3 * 4 * 36, 3 * 4 * 36]);
    expect([last("judge").done, last("judge").total]).toEqual([108, 108]);
    expect(whole.work.filter(({ kind }) => kind === "likelihood").map(({ rows }) => rows)).toEqual([144, 144, 144]);
  });

  it("broken off while texts are scored and continued, ends as an unbroken run", async () => {
    const journal = new MemoryJournal();
    let made = 0;
    const breaking = servicesOf(journal, () => {
      if (++made === blocks - 7) throw new Error("The page was killed.");
    });
    await expect(runFidelityStudy(plan(), data, breaking)).rejects.toThrow("killed");
    expect([...journal.steps.keys()].some((step) => step.startsWith("likelihood/"))).toBe(true);
    let again = 0;
    const continued = await runFidelityStudy(
      plan(),
      data,
      servicesOf(journal, () => void again++),
    );
    expect(continued.results).toEqual(whole.results);
    expect(again).toBeLessThanOrEqual(9);
  });

  it("goes into a study file and its tables and comes back; what is damaged is refused", async () => {
    const { results, input } = whole;
    const manifest = manifestOf({ plan: plan(), run: whole, before: {}, datasets: {}, ...scriptedSurroundings });
    const study = {
      ...{ name: "judged", plan: input.plan, planHash: await sha256(canonicalJson(input.plan)), input },
      ...{ document: { schemaVersion: 1 as const, plan: input.plan, manifest, results }, attempts: [], auditSet: [] },
    };
    const read = await readStudyFile(await studyFileBytes(study), "judged.gz");
    expect(report(read.input)).toEqual(results);
    const database = await openDatabase(`judged ${Math.random()}`);
    const { id, differences } = await keepStudy(read, database);
    expect(differences).toEqual([]);
    const { likelihood, judging } = (await readWholeStudy(id, database)).input;
    expect([likelihood, judging]).toEqual([input.likelihood, input.judging]);
    expect(likelihoodTable(read.input).rows).toHaveLength(3 * 4 * 36);
    expect(verdictTable(read.input).rows).toHaveLength(108);
    const kept = JSON.stringify(input.likelihood).length / (3 * 4 * 36);
    expect(kept).toBeLessThan(12); // bytes a text and model

    const [first, ...others] = input.likelihood!;
    const [verdict, ...rest] = input.judging!.verdicts;
    const judged = (changes: object) => ({ judging: { short: [], verdicts: [{ ...verdict!, ...changes }, ...rest] } });
    for (const [changes, reason] of [
      [{ likelihood: others }, "not at all"],
      [{ likelihood: [{ ...first!, logProbs: [-1] }, ...others] }, "1 of 36 texts"],
      [{ likelihood: [{ ...first!, logProbs: first!.logProbs.map(() => 2) }, ...others] }, "log-probability 2"],
      [{ likelihood: [{ ...first!, model: "d" }, ...others] }, '"d", which is no generator'],
      [{ likelihood: undefined }, "asks for likelihoods"],
      [{ judging: undefined }, "asks for judges"],
      [judged({ first: { author: "a", instance: "x", length: 3 } }), 'row "x", which is not there'],
      [judged({ label: "tea" }), 'about "tea"'],
      [{ judging: { short: [], verdicts: [verdict!, verdict!, ...rest] } }, "answered one order 2 times"],
    ] as const) {
      const damaged = { ...study, input: { ...input, ...changes } as typeof input };
      await expect(readStudyFile(await studyFileBytes(damaged), "judged.gz"), reason).rejects.toThrow(reason);
    }
  });
});

describe("a plan's judges", () => {
  it.each([
    [{ judges: { models: ["x"] } }, '"judges.models" names x'],
    [{ judges: { models: ["a", "a"] } }, "a twice"],
    [{ judges: { pairs: 37 } }, "37 pairs per judge, but a model writes 36"],
    [{ judges: { pairs: 0 } }, '"judges.pairs"'],
    [{ judges: { pair: 3 } }, '"judges.pair" is not a field'],
    [{ likelihood: "yes" }, '"likelihood"'],
  ])("are refused by name where they are wrong: %#", (changes, reason) => {
    expect(() => plan(changes)).toThrow(reason);
  });

  it("default to 40 pairs of texts of any length, by all models", () => {
    expect(plan({ judges: {}, generate: { perGenerator: 40 } }).judges).toEqual({ pairs: 40, matchLength: false });
  });
});
