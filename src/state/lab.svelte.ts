/** @file The lab as the screen sees it: a plan, its data, the study that runs, the results that are open. */
import { InputError } from "#core/words.ts";
import { readRows } from "#storage/import.ts";
import type { StudyRecord } from "#storage/schema.ts";
import { deleteDataset, deleteStudy, keepDataset, listStudies } from "#storage/studies.ts";
import { bundledDatasets, bundledPlan, bundledPlans } from "#study/bundled.ts";
import { attemptsFile, predictionsFile, studyFile } from "#study/export.ts";
import { namedDatasets, parsePlan, type Plan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import { beginStudy, continueStudy, type Laboratory, readFinishedStudy } from "#study/studies.ts";
import { type Running, withProgress } from "./running.ts";

export type { Phase } from "#study/services.ts";
export type { Plan, WayToSolve } from "#study/plan.ts";
export type { Result, SolverFacts, StudyDocument, SyntheticFacts } from "#study/results.ts";
export type { StudyRecord } from "#storage/schema.ts";

export type DataNeed = { name: string; state: "bundled" | "imported" | "missing" };

/** What is known of an imported dataset without reading it again. */
export interface ImportedFacts {
  rows: number;
  columns: readonly string[];
  filename: string;
}

/** What went wrong, and with what: a plan by its file, a dataset by its name, a study by its id (empty: not begun). */
export interface Problem {
  about: "plan" | "dataset" | "study";
  name: string;
  text: string;
}

const message = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));

export class Lab {
  readonly plans = bundledPlans;
  planFile = $state("");
  planText = $state("");
  studies = $state.raw<readonly StudyRecord[]>([]);
  imported = $state.raw<Readonly<Record<string, ImportedFacts>>>({});
  /** The study whose results are shown. */
  open = $state.raw<{ id: string; document: StudyDocument } | null>(null);
  running = $state.raw<Running | null>(null);
  /** How the last run ended. */
  ended = $state.raw<{ id: string; how: "finished" | "stopped" } | null>(null);
  problem = $state.raw<Problem | null>(null);

  #stop: AbortController | null = null;
  #chosenText = $state("");

  /** Whether the plan differs from the bundled one that was chosen. */
  readonly edited = $derived(this.planText !== this.#chosenText);

  readonly parsed: { plan: Plan } | { problem: string } | null = $derived.by(() => {
    if (this.planText.trim() === "") return null;
    try {
      return { plan: parsePlan(JSON.parse(this.planText)) };
    } catch (reason) {
      const problem = reason instanceof InputError ? reason.message : `The plan is not JSON: ${message(reason)}.`;
      return { problem };
    }
  });

  readonly needs: readonly DataNeed[] = $derived.by(() => {
    if (!this.parsed || "problem" in this.parsed) return [];
    return namedDatasets(this.parsed.plan).map((name) => {
      if (Object.hasOwn(this.imported, name)) return { name, state: "imported" };
      return { name, state: bundledDatasets.includes(name) ? "bundled" : "missing" };
    });
  });

  readonly ready = $derived(
    this.parsed !== null &&
      "plan" in this.parsed &&
      this.running === null &&
      this.needs.every((need) => need.state !== "missing"),
  );

  constructor(readonly laboratory: Laboratory) {}

  /** Reads what the browser kept, and opens the first bundled plan and the last finished study. */
  async start(): Promise<void> {
    await this.#guard({ about: "study", name: "" }, async () => {
      await this.#readStudies();
      await this.#readDatasets();
    });
    await this.choosePlan(this.plans[0]!.file);
    const finished = this.studies.find((study) => study.status === "finished");
    if (finished) await this.show(finished.id);
  }

  async choosePlan(file: string): Promise<void> {
    await this.#guard({ about: "plan", name: file }, async () => {
      this.#chosenText = await bundledPlan(file);
      this.planText = this.#chosenText;
      this.planFile = file;
    });
  }

  async importFile(name: string, filename: string, text: string): Promise<void> {
    await this.#guard({ about: "dataset", name }, async () => {
      const { rows, columns } = readRows(text, filename);
      const source = { filename, sizeBytes: text.length, importedAtMs: Date.now() };
      await keepDataset(this.laboratory.database, { name, rows, columns, source });
      await this.#readDatasets();
    });
  }

  /** Forgets an imported dataset; a bundled one of the same name stands in again. */
  async forget(name: string): Promise<void> {
    await this.#guard({ about: "dataset", name }, async () => {
      await deleteDataset(this.laboratory.database, name);
      await this.#readDatasets();
    });
  }

  /** Begins a study from the plan as it stands and runs it to its end. */
  async run(): Promise<void> {
    if (!this.ready) return;
    await this.#carryOut(null, () => beginStudy(JSON.parse(this.planText), this.laboratory));
  }

  /** Runs what is left of a study. */
  async resume(id: string): Promise<void> {
    if (this.running) return;
    await this.#carryOut(id, () => Promise.resolve(id));
  }

  stop(): void {
    if (!this.running) return;
    this.running = { ...this.running, stopping: true };
    this.#stop?.abort();
  }

  async show(id: string): Promise<void> {
    await this.#guard({ about: "study", name: id }, async () => {
      this.open = { id, document: await readFinishedStudy(id, this.laboratory.database) };
    });
  }

  async remove(id: string): Promise<void> {
    await this.#guard({ about: "study", name: id }, async () => {
      await deleteStudy(this.laboratory.database, id);
      if (this.open?.id === id) this.open = null;
      if (this.ended?.id === id) this.ended = null;
      await this.#readStudies();
    });
  }

  /** The text of a file of the open study. */
  async exported(file: "study.json" | "predictions.jsonl" | "attempts.jsonl"): Promise<string> {
    const write = { "study.json": studyFile, "predictions.jsonl": predictionsFile, "attempts.jsonl": attemptsFile };
    if (!this.open) throw new InputError("No study is open. Run one or open an earlier one first.");
    return write[file](this.open.id, this.laboratory.database);
  }

  async #carryOut(known: string | null, begin: () => Promise<string>): Promise<void> {
    const stop = new AbortController();
    const { signal } = stop;
    this.#stop = stop;
    this.ended = null;
    this.running = { id: known, startedAtMs: Date.now(), stopping: false, phases: [] };
    let id = known;
    await this.#guard({ about: "study", name: known ?? "" }, async () => {
      try {
        const begun = (id = await begin());
        this.running = { ...this.running!, id };
        await this.#readStudies();
        const document = await continueStudy(begun, this.laboratory, {
          signal,
          onProgress: (progress) => {
            if (this.running) this.running = withProgress(this.running, progress);
          },
        });
        this.open = { id: begun, document };
        this.ended = { id: begun, how: "finished" };
      } catch (reason) {
        if (!signal.aborted) throw reason;
        if (id !== null) this.ended = { id, how: "stopped" };
      }
    });
    this.running = null;
    this.#stop = null;
    await this.#readStudies();
  }

  async #readStudies(): Promise<void> {
    this.studies = await listStudies(this.laboratory.database);
  }

  async #readDatasets(): Promise<void> {
    const records = await this.laboratory.database.datasets.toArray();
    this.imported = Object.fromEntries(
      records.map(({ name, rows, columns, source }) => [
        name,
        { rows: rows.length, columns, filename: source.filename },
      ]),
    );
  }

  async #guard(what: Omit<Problem, "text">, action: () => Promise<void>): Promise<void> {
    if (this.problem?.about === what.about) this.problem = null;
    try {
      await action();
    } catch (reason) {
      this.problem = { ...what, text: message(reason) };
    }
  }
}
