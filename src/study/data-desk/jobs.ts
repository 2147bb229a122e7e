/** @file The jobs of the data desk: one file and one kept dataset at a time. */
import type { Handlers } from "#core/rpc.ts";
import type { DataDeskJobs } from "./protocol.ts";
import { FileReading } from "./reading.ts";
import { Splitting } from "./splitting.ts";

export function dataDeskJobs(): Handlers<DataDeskJobs> {
  const reading = new FileReading();
  const splitting = new Splitting();
  return {
    read: async (input) => reading.read(input),
    review: async (input) => reading.review(input),
    keep: (input) => reading.keep(input),
    open: (input) => splitting.open(input),
    describe: (input) => splitting.describe(input),
    propose: (input) => splitting.propose(input),
    keepSplit: (input) => splitting.keepSplit(input),
  };
}
