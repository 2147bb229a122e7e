/** @file The desk in a worker of its own, for one study at a time. */
import { connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { Prediction } from "#core/words.ts";
import type { ClassicalJob } from "#study/fidelity/classical.ts";
import type { ReportInput } from "#study/fidelity/report.ts";
import type { Desk } from "#study/services.ts";
import type { Result } from "#study/results.ts";
import workerUrl from "./desk.worker.ts?worker&url";

export interface DeskJobs {
  solveClassically: { input: ClassicalJob; progress: never; output: Prediction[] };
  report: { input: ReportInput; progress: never; output: Result[] };
}

/** Starts a desk; `close` ends its worker and fails what it was doing. */
export function openDesk(): Desk & { close(): void } {
  const worker = spawnWorker(workerUrl, "desk");
  const client = connect<DeskJobs>(worker);
  return {
    solveClassically: (job) => client.run("solveClassically", job),
    report: (input) => client.run("report", input),
    close: () => {
      worker.terminate();
      client.failAll(new DOMException("The study was stopped.", "AbortError"));
    },
  };
}
