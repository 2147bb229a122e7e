/** @file What the terminal drives: the same studies, without the screen. */
import { readRows } from "#storage/import.ts";
import { keepDataset } from "#storage/studies.ts";
import { predictionsFile, studyFile } from "#study/export.ts";
import type { Progress } from "#study/services.ts";
import { readReportInput } from "#study/rows.ts";
import { beginStudy, continueStudy, type Laboratory } from "#study/studies.ts";

interface DataFile {
  name: string;
  filename: string;
  text: string;
}

export interface Automation {
  runPlan(
    plan: unknown,
    files: readonly DataFile[],
    onProgress: (line: string) => void,
  ): Promise<{ id: string; study: string; predictions: string }>;
  /** The rows behind a finished study's results, as JSON. */
  rows(id: string): Promise<string>;
}

declare global {
  /** For headless runs; resolves when the page is ready. */
  var selfsame: Promise<Automation>;
}

/** At most a line in this time, and one for each phase. */
const quietMs = 2000;

/** Tells progress in lines, as a terminal wants it. */
function progressLines(tell: (line: string) => void): (progress: Progress) => void {
  let phase = "";
  let lastMs = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - lastMs < quietMs) return;
    phase = progress.phase;
    lastMs = now;
    const { done, total, tokens, elapsedMs } = progress;
    const seconds = (elapsedMs / 1000).toFixed(0);
    const share = total > 0 ? ` ${+done.toFixed(1)} of ${total}` : "";
    tell(`${phase}${share}${tokens > 0 ? `, ${tokens} tokens` : ""}, ${seconds} s`);
  };
}

export function automationOf(laboratory: Laboratory): Automation {
  const { database } = laboratory;
  return {
    async runPlan(plan, files, onProgress) {
      for (const { name, filename, text } of files) {
        const { rows, columns } = readRows(text, filename);
        const source = { filename, sizeBytes: text.length, importedAtMs: Date.now() };
        await keepDataset(database, { name, rows, columns, source });
      }
      const id = await beginStudy(plan, laboratory);
      await continueStudy(id, laboratory, { onProgress: progressLines(onProgress) });
      return { id, study: await studyFile(id, database), predictions: await predictionsFile(id, database) };
    },
    rows: async (id) => JSON.stringify(await readReportInput(id, database)),
  };
}
