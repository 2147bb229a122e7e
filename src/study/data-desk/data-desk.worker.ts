/** @file Reads, checks and parts the user's rows off the main thread. */
import { type Port, serve } from "#core/rpc.ts";
import type { DataDeskJobs } from "./protocol.ts";
import { dataDeskJobs } from "./jobs.ts";

serve<DataDeskJobs>(self as unknown as Port, dataDeskJobs());
