/** @file Answers of systems that ran elsewhere: read from a file, joined to a study's rows, taken away again. */
import { InputError, type Prediction } from "#core/words.ts";
import { readRows } from "#storage/import.ts";
import type { ImportedRow } from "#storage/schema.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { grouped } from "#study/grouped.ts";
import { nearest, sameSpelling } from "#study/nearest.ts";
import { taskOfPlan } from "#study/plan.ts";
import { outsideEntry } from "#study/rows.ts";
import { datasetsOf } from "#study/study-file-rows.ts";
import { predictionOf } from "#tasks/scoring.ts";

/** An answer that is no label, how often it was given, and the label that is spelled alike. */
export interface StrayAnswer {
  said: string;
  count: number;
  meant: string | null;
}

/** What a file says for one system. An answer that is missing or no label counts as unparsed: it is never guessed. */
export interface SystemAnswers {
  name: string;
  rows: readonly Prediction[];
  expected: number;
  missing: number;
  /** Answers that are empty. */
  empty: number;
  /** The most frequent first. */
  stray: readonly StrayAnswer[];
}

const aliases = {
  instance: ["instance", "id"],
  prediction: ["prediction", "predicted", "answer"],
  dataset: ["dataset"],
  solver: ["solver", "system", "model"],
} as const;

type Role = keyof typeof aliases;

/** A cell as text; empty where it is absent. */
function cell(row: ImportedRow, column: string | undefined): string {
  const value = column === undefined ? null : row[column];
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}

function columnsOf(columns: readonly string[], filename: string): Record<Role, string | undefined> {
  const named = (name: string) => columns.find((column) => column.toLowerCase() === name);
  const find = (role: Role) => aliases[role].map(named).find((column) => column !== undefined);
  const found = {
    instance: find("instance"),
    prediction: find("prediction"),
    dataset: find("dataset"),
    solver: find("solver"),
  };
  const missing = (["instance", "prediction"] as const).find((role) => found[role] === undefined);
  if (missing) {
    throw new InputError(
      `${filename} has no column "${missing}"; its columns are ${columns.join(", ")}. Expected "instance" (the id from ` +
        `the downloaded rows) and "prediction" (a label), and if you like "dataset" and "solver".`,
    );
  }
  return found;
}

interface Answer {
  solver: string;
  dataset: string;
  instance: string;
  said: string;
  /** Counted from 1, below the header. */
  row: number;
}

/** What is wrong with rows, by kind, as "row 17: what". */
class Faults {
  readonly unknown: string[] = [];
  readonly ambiguous: string[] = [];
  readonly nameless: string[] = [];
  readonly repeated: string[] = [];

  constructor(private readonly filename: string) {}

  /** Throws for the first kind that was found. */
  refuse(): void {
    const rows = (found: readonly string[]) => (found.length === 1 ? "1 row names" : `${found.length} rows name`);
    const { unknown, ambiguous, nameless, repeated } = this;
    this.#refuse(unknown, `${rows(unknown)} what this study does not have`, "Keep the ids of the downloaded rows.");
    this.#refuse(ambiguous, `${rows(ambiguous)} an id that several sets have`, 'Add the column "dataset".');
    this.#refuse(nameless, "the system has no name", "Name it in every row, or leave the column out.");
    this.#refuse(repeated, "an instance is answered twice", "Leave one answer for each.");
  }

  #refuse(found: readonly string[], problem: string, cure: string): void {
    if (found.length === 0) return;
    const rest = found.length > 3 ? `; and ${found.length - 3} more` : "";
    throw new InputError(`${this.filename}: ${problem}. ${found.slice(0, 3).join("; ")}${rest}. ${cure}`);
  }
}

/** Only the first few are looked for: comparing with every id takes time. */
function didYouMean(said: string, known: () => readonly string[], earlier: readonly string[]): string {
  const near = earlier.length < 3 ? nearest(said, known()) : null;
  return near === null ? "" : `, did you mean "${near}"?`;
}

/** The file's rows, each with its place in the study. Refuses rows that have none, or that answer something twice. */
function readSheet(text: string, filename: string, input: ReportInput): Answer[] {
  const { rows, columns } = readRows(text, filename);
  const column = columnsOf(columns, filename);
  const sets = new Map(datasetsOf(input).map(({ name, instances }) => [name, new Set(instances.map(({ id }) => id))]));
  const proposed = filename.replace(/\.[^.]*$/, "").trim() || "my system";
  const faults = new Faults(filename);
  const first = new Map<string, number>();
  const answers = rows.map((row, i): Answer => {
    const place = `row ${i + 1}`;
    const instance = cell(row, column.instance);
    const named = cell(row, column.dataset);
    const solver = column.solver === undefined ? proposed : cell(row, column.solver);
    const searched = named === "" ? [...sets.keys()] : [named];
    const [dataset, another] = searched.filter((name) => sets.get(name)?.has(instance));
    if (named !== "" && !sets.has(named)) {
      faults.unknown.push(`${place}: dataset "${named}"${didYouMean(named, () => [...sets.keys()], faults.unknown)}`);
    } else if (dataset === undefined) {
      const ids = () => searched.flatMap((name) => [...sets.get(name)!]);
      faults.unknown.push(`${place}: instance "${instance}"${didYouMean(instance, ids, faults.unknown)}`);
    } else if (another !== undefined) {
      faults.ambiguous.push(`${place}: "${instance}" is in ${dataset} and in ${another}`);
    }
    if (solver === "") faults.nameless.push(place);
    const key = JSON.stringify([solver, dataset, instance]);
    const before = first.get(key);
    if (before === undefined) first.set(key, i + 1);
    else faults.repeated.push(`rows ${before} and ${i + 1}: "${instance}"`);
    return { solver, dataset: dataset ?? "", instance, said: cell(row, column.prediction), row: i + 1 };
  });
  faults.refuse();
  return answers;
}

/**
 * Reads the answers of one or more systems: columns `instance` and `prediction`, and if there `dataset` (needed only where
 * two sets share an id) and `solver`; without it the system is called by the file.
 * @throws InputError with rows where an instance is unknown, ambiguous or answered twice, or a whole set has no answer.
 */
export function readAnswers(text: string, filename: string, input: ReportInput): SystemAnswers[] {
  const answers = readSheet(text, filename, input);
  return [...grouped(answers, ({ solver }) => solver)].map(([name, own]) => systemAnswers(name, own, filename, input));
}

function systemAnswers(name: string, own: readonly Answer[], filename: string, input: ReportInput): SystemAnswers {
  const { labels, metric } = input.data;
  const task = taskOfPlan(input.plan);
  const said = new Map(own.map((answer) => [JSON.stringify([answer.dataset, answer.instance]), answer.said]));
  const strays = new Map<string, number>();
  let missing = 0;
  let empty = 0;
  const rows = datasetsOf(input).flatMap(({ name: dataset, instances }): Prediction[] => {
    const answered = instances.map(({ id }) => said.get(JSON.stringify([dataset, id])));
    if (instances.length > 0 && answered.every((answer) => answer === undefined)) {
      throw new InputError(
        `${filename}: "${name}" answers none of the ${instances.length} rows of "${dataset}". A system that is compared ` +
          `answers every set, the real one and the generated ones.`,
      );
    }
    return instances.map((instance, i) => {
      const raw = answered[i] ?? "";
      const prediction = raw !== "" && task.faultOf(raw, instance, labels) === null ? raw : null;
      if (answered[i] === undefined) missing++;
      else if (raw === "") empty++;
      else if (prediction === null) strays.set(raw, (strays.get(raw) ?? 0) + 1);
      return predictionOf({ task, dataset, solver: name, metric }, instance, { raw, prediction });
    });
  });
  const stray = [...strays]
    .sort(([, a], [, b]) => b - a)
    .map(([answer, count]) => ({ said: answer, count, meant: sameSpelling(answer, labels) }));
  return { name, rows, expected: rows.length, missing, empty, stray };
}

/** Longest name that a table still shows. */
const longestName = 60;

/** The study's rows with those of further systems. @throws InputError where a system's name will not do. */
export function withSystems(input: ReportInput, systems: readonly SystemAnswers[]): ReportInput {
  const taken = new Set(input.solvers.map(({ name }) => name));
  for (const { name } of systems) {
    if (name === "") throw new InputError("The system has no name. Give it one.");
    if (name.length > longestName) {
      throw new InputError(`The name "${name.slice(0, 20)}…" has ${name.length} letters; ${longestName} are the most.`);
    }
    if (taken.has(name)) {
      throw new InputError(
        `There is a solver called "${name}" already. Choose another name, or remove that one first.`,
      );
    }
    taken.add(name);
  }
  const rows = systems.flatMap((system) => system.rows.map((row) => ({ ...row, solver: system.name })));
  const outside = input.solvers.filter(({ preparation }) => preparation === "outside");
  const names = [...outside, ...systems].map(({ name }) => name).sort(); // as the journal lists them
  return {
    ...input,
    solvers: [...input.solvers.filter((solver) => !outside.includes(solver)), ...names.map(outsideEntry)],
    predictions: input.predictions.map((answered) => ({ ...answered, rows: [...answered.rows, ...rows] })),
  };
}

/** The study's rows without those of one solver. */
export function withoutSystem(input: ReportInput, name: string): ReportInput {
  return {
    ...input,
    solvers: input.solvers.filter((solver) => solver.name !== name),
    predictions: input.predictions.map((answered) => ({
      ...answered,
      rows: answered.rows.filter(({ solver }) => solver !== name),
    })),
  };
}
