/** @file A Worker for environments that have none: the jobs of desk and file desk on the same thread, over real messages. */
import { serve } from "#core/rpc.ts";
import type { DeskJobs } from "#study/desk.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { compareStudies } from "#study/fidelity/compare.ts";
import { report } from "#study/fidelity/report.ts";
import { type FileJobs, fileJobs } from "#study/file-jobs.ts";

export class DeskWorker {
  readonly #channel = new MessageChannel();

  constructor() {
    serve<DeskJobs & FileJobs>(this.#channel.port2, {
      ...fileJobs,
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
      compare: ({ first, second, way }) => Promise.resolve(compareStudies(first, second, way)),
    });
  }

  set onmessage(listen: (event: MessageEvent) => void) {
    this.#channel.port1.onmessage = listen;
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.#channel.port1.close();
  }
}
