/** @file The data desk in a worker of its own: files of any size are read without the page standing still. */
import { type Client, connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import workerUrl from "./data-desk.worker.ts?worker&url";
import type { DataDeskJobs } from "./protocol.ts";

/** Starts a data desk; `close` ends its worker and fails what it was doing. */
export function openDataDesk(): Client<DataDeskJobs> & { close(): void } {
  const worker = spawnWorker(workerUrl, "data desk");
  const client = connect<DataDeskJobs>(worker);
  return {
    ...client,
    close: () => {
      worker.terminate();
      client.failAll(new DOMException("The file was closed.", "AbortError"));
    },
  };
}
