/** @file The study whose results are on screen: one of the browser's own, or a recorded one. */
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { StudyDocument } from "#study/results.ts";
import type { Laboratory } from "#study/studies.ts";
import { messageOf, type Problem } from "./problem.ts";
import { isRecorded, readDocument, readRows } from "./sources.ts";

export { isRecorded } from "./sources.ts";

export interface OpenStudy {
  /** The id of a kept study; for a recorded one `recorded:` and its name. */
  id: string;
  recorded: boolean;
  document: StudyDocument;
}

export class Opened {
  study = $state.raw<OpenStudy | null>(null);
  problem = $state.raw<Problem | null>(null);
  #rows: { id: string; rows: Promise<ReportInput> } | null = null;
  /** What was asked for last: a study that is read slower than a later one comes too late. */
  #wish: { id: string } | null = null;

  constructor(private readonly laboratory: Laboratory) {}

  /** Opens a finished study, again where its results were renewed. */
  async show(id: string): Promise<void> {
    const wish = { id };
    this.#wish = wish;
    this.problem = null;
    try {
      const document = await readDocument(id, this.laboratory.database);
      if (wish !== this.#wish) return;
      this.#rows = null;
      this.study = { id, recorded: isRecorded(id), document };
    } catch (reason) {
      if (wish !== this.#wish) return;
      this.study = null;
      this.problem = { name: id, text: messageOf(reason) };
    }
  }

  /** Shows a study's renewed results, unless another one was asked for in the meantime. */
  async refresh(id: string): Promise<void> {
    if (this.#wish?.id === id) await this.show(id);
  }

  /** The rows behind the open study's results; read once. */
  rows(): Promise<ReportInput> {
    const { study } = this;
    if (!study) return Promise.reject(new Error("No study is open."));
    if (this.#rows?.id !== study.id) {
      const rows = readRows(study.id, this.laboratory.database);
      this.#rows = { id: study.id, rows };
      rows.catch(() => (this.#rows = null)); // the next mark tries again
    }
    return this.#rows!.rows;
  }
}
