/** @file The rows of a finished study: what its results are computed from, at any time and without a model. */
import { InputError, type Prediction } from "#core/words.ts";
import { StudyJournal } from "#storage/journal.ts";
import type { SelfsameDatabase } from "#storage/schema.ts";
import { readStudy } from "#storage/studies.ts";
import { openDesk } from "#study/desk.ts";
import type { AuditAnswer, ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { parsePlan, solvingWays } from "#study/plan.ts";
import type { Result, StudyDocument } from "#study/results.ts";
import { inTurn } from "#study/study-locks.ts";

/** Where the journal keeps what is no block of a model's work. */
export const steps = {
  input: "input",
  results: "results",
  audit: "audit",
  /** Which generated set the audit is about. */
  auditSet: "audit set",
  outside: "outside/",
} as const;

/** What the end of a run writes down beside the predictions. */
export type KeptInput = Pick<ReportInput, "data" | "solvers" | "written" | "dial" | "likelihood" | "judging">;

/** Of these, what not every plan asks for. */
export function furtherRows({ dial, likelihood, judging }: KeptInput): Partial<KeptInput> {
  return { ...(dial && { dial }), ...(likelihood && { likelihood }), ...(judging && { judging }) };
}

/** A solver that ran elsewhere: its name and its answers, one step each. */
export function outsideEntry(name: string): SolverEntry {
  return {
    name,
    base: null,
    preparation: "outside",
    parameters: null,
    family: null,
    draw: null,
    perLabel: null,
    generates: false,
  };
}

/** A finished study as it was computed. */
export async function readFinishedStudy(id: string, database: SelfsameDatabase): Promise<StudyDocument> {
  const record = await readStudy(database, id);
  const results = (await new StudyJournal(database, id).blocks(steps.results)).get(0) as readonly Result[] | undefined;
  if (!results) throw new InputError("This study is not finished; continue it first.");
  return {
    schemaVersion: 1,
    plan: parsePlan(record.plan),
    manifest: record.manifest as StudyDocument["manifest"],
    results,
  };
}

/** Everything that the results of a study follow from. Throws an InputError where it is not finished. */
export async function readReportInput(id: string, database: SelfsameDatabase): Promise<ReportInput> {
  const plan = parsePlan((await readStudy(database, id)).plan);
  const journal = new StudyJournal(database, id);
  const [kept] = ((await journal.blocks(steps.input)).get(0) ?? []) as readonly KeptInput[];
  if (!kept) throw new InputError("This study is not finished; continue it first.");
  const rowsOf = async (step: string) => [...(await journal.blocks(step)).values()].flat() as Prediction[];
  const names = [...(await journal.finishedBlocks()).keys()];
  const answered = async (prefix: string) =>
    (await Promise.all(names.filter((name) => name.startsWith(prefix)).map(rowsOf))).flat();
  const outside = names.filter((name) => name.startsWith(steps.outside));
  const always = [...(await answered("solve/classical")), ...(await answered(steps.outside))];
  const predictions = await Promise.all(
    solvingWays(plan).map(async (way) => ({ way, rows: [...(await answered(`solve/${way}/`)), ...always] })),
  );
  const solvers = [...kept.solvers, ...outside.map((name) => outsideEntry(name.slice(steps.outside.length)))];
  const audit = ((await journal.blocks(steps.audit)).get(0) ?? []) as readonly AuditAnswer[];
  const { data, written } = kept;
  return { plan, data, written, solvers, predictions, ...furtherRows(kept), audit };
}

/** Computes the results of a finished study anew, after rows were added to it (an audit, answers from outside). */
export async function renewResults(id: string, database: SelfsameDatabase): Promise<void> {
  const desk = openDesk();
  try {
    await inTurn(id, async () => {
      const results = await desk.report(await readReportInput(id, database));
      await new StudyJournal(database, id).replace(steps.results, results);
    });
  } finally {
    desk.close();
  }
}
