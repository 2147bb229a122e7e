/** @file The lab as the screen sees it: a plan, its data, the study that runs, the results that are open. */
import { InputError } from "#core/words.ts";
import { readRows } from "#storage/import.ts";
import type { StudyRecord } from "#storage/schema.ts";
import { deleteStudy, keepDataset, listStudies } from "#storage/studies.ts";
import { bundledDatasets, bundledPlan, bundledPlans } from "#study/bundled.ts";
import { attemptsFile, predictionsFile, studyFile } from "#study/export.ts";
import type { Progress } from "#study/journal.ts";
import { namedDatasets, parsePlan, type Plan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import { beginStudy, continueStudy, type Laboratory, readFinishedStudy } from "#study/studies.ts";

export type { Progress } from "#study/journal.ts";
export type { Result, SolverFacts, StudyDocument, SyntheticFacts } from "#study/results.ts";
export type { StudyRecord } from "#storage/schema.ts";

export type DataNeed = { name: string; state: "bundled" | "imported" | "missing" };

const message = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));

export class Lab {
  readonly plans = bundledPlans;
  planFile = $state("");
  planText = $state("");
  studies = $state.raw<readonly StudyRecord[]>([]);
  imported = $state.raw<readonly string[]>([]);
  /** The study whose results are shown. */
  open = $state.raw<{ id: string; document: StudyDocument } | null>(null);
  running = $state.raw<{ id: string; progress: Progress | null } | null>(null);
  problem = $state<string | null>(null);

  #stop: AbortController | null = null;

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
      if (this.imported.includes(name)) return { name, state: "imported" };
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

  /** Reads what the browser kept, and opens the first bundled plan. */
  async start(): Promise<void> {
    await this.#guard(async () => {
      await this.#refresh();
      await this.choosePlan(this.plans[0]!.file);
      const finished = this.studies.find((study) => study.status === "finished");
      if (finished) await this.show(finished.id);
    });
  }

  async choosePlan(file: string): Promise<void> {
    await this.#guard(async () => {
      this.planText = await bundledPlan(file);
      this.planFile = file;
    });
  }

  async importFile(name: string, filename: string, text: string): Promise<void> {
    await this.#guard(async () => {
      const { rows, columns } = readRows(text, filename);
      const source = { filename, sizeBytes: text.length, importedAtMs: Date.now() };
      await keepDataset(this.laboratory.database, { name, rows, columns, source });
      await this.#refresh();
    });
  }

  async run(): Promise<void> {
    await this.#guard(async () => {
      const id = await beginStudy(JSON.parse(this.planText), this.laboratory);
      await this.resume(id);
    });
  }

  async resume(id: string): Promise<void> {
    await this.#guard(async () => {
      this.#stop = new AbortController();
      this.running = { id, progress: null };
      const document = await continueStudy(id, this.laboratory, {
        signal: this.#stop.signal,
        onProgress: (progress) => {
          this.running = { id, progress };
        },
      });
      this.open = { id, document };
    });
    this.running = null;
    this.#stop = null;
    await this.#refresh();
  }

  stop(): void {
    this.#stop?.abort();
  }

  async show(id: string): Promise<void> {
    await this.#guard(async () => {
      this.open = { id, document: await readFinishedStudy(id, this.laboratory.database) };
    });
  }

  async remove(id: string): Promise<void> {
    await this.#guard(async () => {
      await deleteStudy(this.laboratory.database, id);
      if (this.open?.id === id) this.open = null;
      await this.#refresh();
    });
  }

  /** The text of a file of the open study. */
  async exported(file: "study.json" | "predictions.jsonl" | "attempts.jsonl"): Promise<string> {
    const write = { "study.json": studyFile, "predictions.jsonl": predictionsFile, "attempts.jsonl": attemptsFile };
    if (!this.open) throw new InputError("No study is open. Run one or open an earlier one first.");
    return write[file](this.open.id, this.laboratory.database);
  }

  async #refresh(): Promise<void> {
    const { database } = this.laboratory;
    this.studies = await listStudies(database);
    this.imported = await database.datasets.toCollection().primaryKeys();
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await action();
    } catch (reason) {
      if (!this.#stop?.signal.aborted) this.problem = message(reason);
    }
  }
}
