/** @file The study whose results are on screen: one of the browser's own, or a recorded one. */
import type { ReportInput } from "#study/fidelity/report.ts";
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

  constructor(private readonly laboratory: Laboratory) {}

  /** Opens a finished study, again where its results were renewed. */
  async show(id: string): Promise<void> {
    this.problem = null;
    try {
      const document = await readDocument(id, this.laboratory.database);
      this.#rows = null;
      this.study = { id, recorded: isRecorded(id), document };
    } catch (reason) {
      this.study = null;
      this.problem = { name: id, text: messageOf(reason) };
    }
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
