/** @file Whole studies off the main thread: tens of thousands of rows are read, written and resampled here. */
import { type Port, serve } from "#core/rpc.ts";
import { type FileJobs, fileJobs } from "./file-jobs.ts";

serve<FileJobs>(self as unknown as Port, fileJobs);
