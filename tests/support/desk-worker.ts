/** @file A Worker for environments that have none: the desk's jobs on the same thread, over real messages. */
import { serve } from "#core/rpc.ts";
import type { DeskJobs } from "#study/desk.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import { report } from "#study/fidelity/report.ts";

export class DeskWorker {
  readonly #channel = new MessageChannel();

  constructor() {
    serve<DeskJobs>(this.#channel.port2, {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
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
