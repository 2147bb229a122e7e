/** @file Small finished studies of pairs, entities and questions with scripted answers, computed by the real report. */
import { Random, seedOf } from "#core/random.ts";
import type { Instance, Prediction } from "#core/words.ts";
import { type Span, writeSpans } from "#measures/spans.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { report } from "#study/fidelity/report.ts";
import { parsePlan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import { scriptedSurroundings } from "#support/study-document.ts";
import { taskOf } from "#tasks/tasks.ts";

export type ScriptedTask = "similarity" | "entities" | "answers";

/** How often a solver errs; less on its own data. */
const errs: Readonly<Record<string, number>> = {
  "zoo/anna-xs": 0.7,
  "zoo/ben-s": 0.5,
  "zoo/carla-m": 0.35,
  "zoo/dora-l": 0.2,
  "classical/one": 0.9,
};
const writers = Object.keys(errs).filter((name) => name.startsWith("zoo/"));

const people = ["Ana", "Bob Lee", "Carla", "Deniz"];
const places = ["Rome", "Cairo", "New York", "Lima"];
const verbs = ["sings in", "left", "writes about", "remembers", "flew to"];

interface Script {
  labels: readonly string[];
  instance(id: string, random: Random): Instance;
  /** The answer of a solver that errs so often; null: unparsed. */
  answer(instance: Instance, err: number, random: Random): { raw: string; prediction: string | null };
}

const scripts: Readonly<Record<ScriptedTask, Script>> = {
  similarity: {
    labels: ["0", "1", "2", "3", "4", "5"],
    instance: (id, random) => {
      const one = `${random.pick(people)} ${random.pick(verbs)} ${random.pick(places)} in week ${id}`;
      return {
        id,
        input: `${one}\nIn week ${id} ${random.pick(people)} was there`,
        target: (random.next() * 5).toFixed(1),
      };
    },
    answer: ({ target }, err, random) => {
      if (random.next() < err / 20) return { raw: "no idea", prediction: null };
      const said = Math.min(5, Math.max(0, Number(target) + 4 * err * random.normal()));
      return { raw: `${Math.round(said)}`, prediction: said.toFixed(2) };
    },
  },
  entities: {
    labels: ["LOC", "PER"],
    instance: (id, random) => {
      const [who, where] = [random.pick(people), random.pick(places)];
      const input = `${who} ${random.pick(verbs)} ${where} on day ${id}`;
      const at = input.indexOf(where, who.length);
      const spans: Span[] = [
        { start: 0, end: who.length, label: "PER" },
        { start: at, end: at + where.length, label: "LOC" },
      ];
      return { id, input, target: writeSpans(spans) };
    },
    answer: ({ target, input }, err, random) => {
      const truth = (JSON.parse(target) as [number, number, string][]).map(([start, end, label]) => ({
        start,
        end,
        label,
      }));
      const found = truth.flatMap((span) => {
        const chance = random.next() / err;
        if (chance < 0.4) return [];
        if (chance < 0.7) return [{ ...span, label: span.label === "PER" ? "LOC" : "PER" }];
        return chance < 1 ? [{ ...span, end: span.end - 1 }] : [span];
      });
      const spurious = random.next() < err / 4 ? [{ start: input.length - 2, end: input.length, label: "LOC" }] : [];
      return { raw: "tags", prediction: writeSpans([...found, ...spurious]) };
    },
  },
  answers: {
    labels: ["question"],
    instance: (id, random) => {
      const a = 1 + Math.floor(random.next() * 60);
      const input = `Ana has ${a} pears in basket ${id}.\n\nHow many pears are in basket ${id}?`;
      return { id, input, target: JSON.stringify([`${a}`, `${a} pears`]) };
    },
    answer: ({ target }, err, random) => {
      if (random.next() < err / 10) return { raw: "", prediction: null };
      const right = (JSON.parse(target) as string[])[1]!;
      const said = random.next() < err ? "about <b>two</b> pears" : right;
      return { raw: said, prediction: said };
    },
  },
};

export interface TaskStudy {
  document: StudyDocument;
  input: ReportInput;
}

/** Four writers and a classical solver on `rows` rows a set; `metric` is the task's first unless given. */
export function taskStudy(
  task: ScriptedTask,
  { rows = 80, metric }: { rows?: number; metric?: string } = {},
): TaskStudy {
  const script = scripts[task];
  const inAll = taskOf(task).demonstrations === "in all";
  const plan = parsePlan({
    ...{ version: 1, kind: "fidelity", task, seed: 7, models: writers, generate: { perGenerator: rows } },
    data: {
      test: { name: "own-test" },
      demonstrations: { name: "own-train", ...(inAll ? { rows: 5 } : { perLabel: 1 }) },
    },
    ...(metric && { metric }),
  });
  const way = taskOf(task).ways[0]!;
  const made = (name: string, prefix: string) => {
    const random = new Random(seedOf(7, name));
    return Array.from({ length: rows }, (_, i) => script.instance(`${prefix}${i}`, random));
  };
  const test = made("own-test", "row-");
  const written = writers.map((generator) => ({
    dataset: { name: generator, generator, seed: 0, instances: made(generator, `${generator}/0/x/`) },
    ...{ attempts: rows + 20, rejected: { duplicate: 20 } },
  }));
  const datasets = [{ name: "own-test", generator: null, instances: test }, ...written.map(({ dataset }) => dataset)];
  const predictions = datasets.flatMap(({ name, generator, instances }) =>
    Object.entries(errs).flatMap(([solver, err]) => {
      const random = new Random(seedOf(7, name, solver));
      const own = generator === solver ? err / 2 : err;
      return instances.map((instance): Prediction => {
        const said = script.answer(instance, own, random);
        return { dataset: name, instance: instance.id, solver, target: instance.target, score: null, ...said };
      });
    }),
  );
  const solvers = Object.keys(errs).map((name, i): SolverEntry => {
    const generates = writers.includes(name);
    return {
      ...{
        name,
        generates,
        parameters: generates ? 32_000 * 2 ** i : null,
        family: generates ? name.slice(4, 7) : null,
      },
      ...{ base: generates ? name : null, preparation: generates ? "adapted" : "fitted" },
      ...{ draw: generates ? 0 : null, perLabel: generates ? (inAll ? 5 : 1) : null },
      ...(generates && { promptStyle: "control" as const }),
    };
  });
  const input: ReportInput = {
    ...{ plan, solvers, written, predictions: [{ way, rows: predictions }] },
    data: {
      labels: script.labels,
      metric: plan.metric ?? taskOf(task).metrics[0]!,
      test,
      demonstrations: [[]],
      training: [],
      notes: [],
    },
  };
  const manifest = {
    ...scriptedSurroundings,
    ...{ blockRows: 64, seed: 7, models: {}, datasets: {}, timingsMs: {}, tokens: {} },
    ...{ startedAt: "2026-03-04T14:05:00Z", finishedAt: "2026-03-04T14:06:00Z" },
  };
  return { input, document: { schemaVersion: 1, plan, manifest, results: report(input) } };
}
