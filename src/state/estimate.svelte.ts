/** @file An estimate before the start: the pilot of the plan that is being written, and what came of it. */
import { deleteStudy } from "#storage/studies.ts";
import type { StudyEstimate } from "#study/work.ts";
import { beginStudy, estimateKeptStudy, type Laboratory } from "#study/studies.ts";
import type { Library } from "./library.svelte.ts";
import { messageOf } from "./problem.ts";
import { noProgress, type Running, withProgress } from "./running.ts";

export class Estimating {
  /** The pilot that is under way. */
  running = $state.raw<Running | null>(null);
  /** The last estimate, for the plan as its text was then. */
  made = $state.raw<{ id: string; planText: string; estimate: StudyEstimate } | null>(null);
  problem = $state.raw<string | null>(null);
  #stop: AbortController | null = null;

  constructor(
    private readonly laboratory: Laboratory,
    private readonly library: Library,
  ) {}

  /** Writes the study down and runs its pilot, one at a time. Its rows stay, as those of a study that is stopped. */
  async make(planText: string): Promise<void> {
    if (this.running) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.problem = null;
    this.made = null;
    this.running = noProgress("", null);
    let id: string | null = null;
    try {
      id = await beginStudy(JSON.parse(planText), this.laboratory);
      const estimate = await estimateKeptStudy(id, this.laboratory, {
        signal: stop.signal,
        onProgress: (progress) => {
          if (this.running) this.running = withProgress(this.running, progress);
        },
      });
      this.made = { id, planText, estimate };
    } catch (reason) {
      if (!stop.signal.aborted) this.problem = messageOf(reason);
      if (id !== null) await this.#drop(id); // a pilot that was broken off tells nothing
    }
    this.running = null;
    this.#stop = null;
    await this.library.readStudies();
  }

  /** Deletes a pilot's study; where the browser does not, the study stays among the kept ones and the reason is told. */
  async #drop(id: string): Promise<void> {
    try {
      await deleteStudy(this.laboratory.database, id);
    } catch (reason) {
      this.problem = messageOf(reason);
    }
  }

  cancel(): void {
    if (!this.running) return;
    this.running = { ...this.running, stopping: true };
    this.#stop?.abort();
  }

  /** Takes the estimated study: its id, to be started. */
  take(): string | null {
    const id = this.made?.id ?? null;
    this.made = null;
    return id;
  }

  /** Deletes the estimated study with the rows of its pilot. */
  async discard(): Promise<void> {
    const id = this.take();
    if (id === null) return;
    this.problem = null;
    await this.#drop(id);
    await this.library.readStudies();
  }
}
