/** @file Studies of every task whose models are scripted instruction models, run by the real runner. */
import { Random } from "#core/random.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { report } from "#study/fidelity/report.ts";
import { runFidelityStudy } from "#study/fidelity/runner.ts";
import { manifestOf } from "#study/manifest.ts";
import { parsePlan, type Plan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import type { Journal, Services } from "#study/services.ts";
import type { Row } from "#tasks/task.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import {
  instructedModel,
  instructedScripts,
  scriptedLikeness,
  scriptedName,
  scriptedPair,
} from "#support/scripted-instructed.ts";
import { scriptedSurroundings } from "#support/study-document.ts";

/** What the scripted models take as given: rows of each task in the columns that the task expects. */
export const instructedRows: Readonly<Record<"similarity" | "entities" | "answers", (count: number) => Row[]>> = {
  similarity: (count) =>
    rowsOf(count, (random, i) => {
      const [sentence1, sentence2] = scriptedPair((i % 6) / 5, random);
      return { sentence1, sentence2, score: (5 * scriptedLikeness(sentence1, sentence2)).toFixed(1) };
    }),
  entities: (count) =>
    rowsOf(count, (random, i) => {
      const types = ["place", "person", "thing"];
      const named = Array.from({ length: i % 4 }, (_, k) => types[(i + k) % types.length]!);
      const tokens = ["Yesterday", ...named.flatMap((type) => [scriptedName(type, types, random), "met"]), `x${i}`];
      const tags = tokens.map((_, at) => (at % 2 === 1 && at <= 2 * named.length ? `B-${named[(at - 1) / 2]!}` : "O"));
      return { tokens, tags };
    }),
  answers: (count) =>
    rowsOf(count, (random, i) => {
      const answer = random.pick(["the river", "a stone", "four", "winter"]);
      return { question: `Which of these, number ${i}, is it: ${answer}`, answer: [answer, `${answer} ${i}`] };
    }),
};

function rowsOf(count: number, make: (random: Random, i: number) => Row): Row[] {
  const random = new Random(count);
  return Array.from({ length: count }, (_, i) => make(random, i));
}

export const instructedPlan = {
  version: 1,
  kind: "fidelity",
  seed: 5,
  models: instructedScripts.map(({ id }) => id),
  generate: { perGenerator: 24 },
  blockRows: 8,
};

/** Small plans on "real" with demonstrations and further rows from "more". */
export const instructedPlans = {
  similarity: {
    ...instructedPlan,
    task: "similarity",
    data: { test: { name: "real", rows: 36 }, demonstrations: { name: "more", perLabel: 1 } },
    solve: ["direct", "answer"],
  },
  entities: {
    ...instructedPlan,
    task: "entities",
    data: {
      test: { name: "real", text: "tokens", label: "tags", rows: 36 },
      demonstrations: { name: "more", rows: 4 },
    },
    solve: ["direct", "answer"],
  },
  answers: {
    ...instructedPlan,
    task: "answers",
    data: { test: { name: "real", rows: 36 }, demonstrations: { name: "more", rows: 4 } },
  },
} as const;

export function instructedServices(journal: Journal, onBlock: () => void = () => undefined): Services {
  return {
    journal,
    concurrency: 2,
    open: (id) => Promise.resolve(instructedModel({ ...instructedScripts.find((one) => one.id === id)!, onBlock })),
    adapt: () => Promise.reject(new Error("Instruction models are not adapted.")),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  };
}

/** The datasets that `instructedPlans` name. */
export function instructedData(task: keyof typeof instructedRows): Map<string, Row[]> {
  return new Map([
    ["real", instructedRows[task](60)],
    ["more", instructedRows[task](90)],
  ]);
}

export async function instructedStudy(
  document: unknown,
  rows: ReadonlyMap<string, readonly Row[]>,
): Promise<{ document: StudyDocument; input: ReportInput }> {
  const plan: Plan = parsePlan(document);
  const run = await runFidelityStudy(plan, rows, instructedServices(new MemoryJournal()));
  const datasets = Object.fromEntries(
    [...rows].map(([name, { length }]) => [name, { hash: `of ${name}`, rows: length }]),
  );
  const manifest = manifestOf({ plan, run, before: {}, datasets, ...scriptedSurroundings });
  return { document: { schemaVersion: 1, plan, manifest, results: run.results }, input: run.input };
}
