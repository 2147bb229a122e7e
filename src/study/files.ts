/** @file The file desk in a worker of its own, for one job. */
import { connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { FileJobs } from "./file-jobs.ts";
import workerUrl from "./files.worker.ts?worker&url";

/** Does one job with whole studies and ends its worker. */
export async function fileJob<Name extends keyof FileJobs>(
  job: Name,
  input: FileJobs[Name]["input"],
  transfer: Transferable[] = [],
): Promise<FileJobs[Name]["output"]> {
  const worker = spawnWorker(workerUrl, "files");
  try {
    return await connect<FileJobs>(worker).run(job, input, { transfer });
  } finally {
    worker.terminate();
  }
}
