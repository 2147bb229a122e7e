/** @file The desk in a worker of its own, for one study at a time. */
import { connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { Prediction } from "#core/words.ts";
import type { RunComparison } from "#measures/paired-runs.ts";
import type { ClassicalJob } from "#study/fidelity/classical.ts";
import type { ComparisonJob } from "#study/fidelity/compare.ts";
import type { ReportInput } from "#study/fidelity/report.ts";
import type { Desk } from "#study/services.ts";
import type { Result } from "#study/results.ts";
import workerUrl from "./desk.worker.ts?worker&url";

export interface DeskJobs {
  solveClassically: { input: ClassicalJob; progress: never; output: Prediction[] };
  report: { input: ReportInput; progress: never; output: Result[] };
  compare: { input: ComparisonJob; progress: never; output: RunComparison };
}

/** A desk that also lays two finished studies side by side. */
export interface OpenDesk extends Desk {
  compare(job: ComparisonJob): Promise<RunComparison>;
  close(): void;
}

/** Starts a desk; `close` ends its worker and fails what it was doing. */
export function openDesk(): OpenDesk {
  const worker = spawnWorker(workerUrl, "desk");
  const client = connect<DeskJobs>(worker);
  return {
    solveClassically: (job) => client.run("solveClassically", job),
    report: (input) => client.run("report", input),
    compare: (job) => client.run("compare", job),
    close: () => {
      worker.terminate();
      client.failAll(new DOMException("The study was stopped.", "AbortError"));
    },
  };
}
