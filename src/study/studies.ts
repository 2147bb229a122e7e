/** @file The life of a study in the browser: begun, stopped or broken off, continued, finished, exported. */
import { canonicalJson, sha256 } from "#core/hash.ts";
import { InputError } from "#core/words.ts";
import { StudyJournal } from "#storage/journal.ts";
import type { SelfsameDatabase } from "#storage/schema.ts";
import { changeStudy, createStudy, findDataset, readDataset, readStudy } from "#storage/studies.ts";
import { bundledDatasets, bundledRows } from "#study/bundled.ts";
import { openDesk } from "#study/desk.ts";
import { type Row, studyData } from "#study/fidelity/data.ts";
import { runFidelityStudy, type RunnerOptions } from "#study/fidelity/runner.ts";
import type { Services } from "#study/services.ts";
import { manifestOf } from "#study/manifest.ts";
import { type KeptInput, steps } from "#study/rows.ts";
import { namedDatasets, parsePlan, type Plan } from "#study/plan.ts";
import type { Result, StudyDocument, Surroundings } from "#study/results.ts";

/** What a study runs in: models and their adaptation, and where rows are kept. */
export interface Laboratory extends Pick<Services, "open" | "adapt" | "concurrency"> {
  database: SelfsameDatabase;
  surroundings(): Surroundings;
}

/** The rows of every dataset that the plan names: imported ones first, then the bundled. */
async function planDatasets(plan: Plan, database: SelfsameDatabase): Promise<Map<string, readonly Row[]>> {
  const rows = await Promise.all(
    namedDatasets(plan).map(async (name): Promise<[string, readonly Row[]]> => {
      const bundled = bundledDatasets.includes(name) && !(await findDataset(database, name));
      return [name, bundled ? await bundledRows(name) : (await readDataset(database, name)).rows];
    }),
  );
  return new Map(rows);
}

async function datasetHashes(datasets: ReadonlyMap<string, readonly Row[]>) {
  const entries = [...datasets].map(async ([name, rows]) => [
    name,
    { hash: await sha256(canonicalJson(rows)), rows: rows.length },
  ]);
  return Object.fromEntries(await Promise.all(entries)) as StudyDocument["manifest"]["datasets"];
}

/** Begins a study: its plan is checked and its data are found and fingerprinted before anything is stored. */
export async function beginStudy(document: unknown, { database }: Laboratory, name?: string): Promise<string> {
  const plan = parsePlan(document);
  const rows = await planDatasets(plan, database);
  studyData(plan, rows);
  const datasets = await datasetHashes(rows);
  const id = crypto.randomUUID();
  const planHash = await sha256(canonicalJson(plan));
  const createdAtMs = Date.now();
  const manifest = { datasets };
  await createStudy(database, { id, plan, planHash, status: "queued", createdAtMs, manifest, ...(name && { name }) });
  return id;
}

/**
 * Runs what is left of a study. Rows that were journalled are taken as they are, so a study that was broken off ends
 * with the measures of an unbroken one. Throws an InputError when a dataset has changed in between.
 */
export function continueStudy(id: string, laboratory: Laboratory, options: RunnerOptions = {}): Promise<StudyDocument> {
  return alone(id, () => finishStudy(id, laboratory, options));
}

const lockOf = (id: string) => `selfsame study ${id}`;

/** Whether a study is running now, in this tab or in another. */
export async function isRunning(id: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | null | undefined;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(id));
}

/** One study runs in one tab at a time; a lock falls with its tab, however that ends. */
async function alone<Output>(id: string, work: () => Promise<Output>): Promise<Output> {
  const locks = navigator.locks as LockManager | null | undefined;
  if (!locks) return work(); // a page that is not secure has none
  return locks.request(lockOf(id), { ifAvailable: true }, (lock) => {
    if (lock) return work();
    throw new InputError("This study is running in another tab. Stop it there, or close that tab, then continue.");
  });
}

async function finishStudy(id: string, laboratory: Laboratory, options: RunnerOptions): Promise<StudyDocument> {
  const { database } = laboratory;
  const record = await readStudy(database, id);
  const plan = parsePlan(record.plan);
  const before = record.manifest as Partial<StudyDocument["manifest"]>;
  const desk = openDesk();
  const close = () => desk.close();
  options.signal?.addEventListener("abort", close);
  try {
    await changeStudy(database, id, { status: "running" });
    const datasets = await planDatasets(plan, database);
    const hashes = await datasetHashes(datasets);
    const changed = Object.keys(hashes).find((name) => before.datasets?.[name]?.hash !== hashes[name]!.hash);
    if (changed) {
      throw new InputError(
        `Dataset "${changed}" is not the one that this study began with. Import the old file again, or begin anew.`,
      );
    }
    const journal = new StudyJournal(database, id);
    const run = await runFidelityStudy(plan, datasets, { ...laboratory, journal, desk }, options);
    const manifest = manifestOf({ plan, run, before, datasets: hashes, ...laboratory.surroundings() });
    const { data, solvers, written } = run.input;
    await journal.replace(steps.input, [{ data, solvers, written } satisfies KeptInput]);
    await journal.replace(steps.results, run.results);
    await changeStudy(database, id, { status: "finished", manifest });
    return { schemaVersion: 1, plan, manifest, results: run.results };
  } catch (reason) {
    const stopped = options.signal?.aborted ?? false;
    const error = reason instanceof Error ? reason.message : String(reason);
    await changeStudy(database, id, stopped ? { status: "stopped" } : { status: "failed", error });
    throw reason;
  } finally {
    options.signal?.removeEventListener("abort", close);
    desk.close();
  }
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
