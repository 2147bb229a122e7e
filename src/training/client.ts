/** @file Training in the browser, off the page's thread: each job in a worker of its own. */
import type { Device } from "#core/runtime.ts";
import { endedSilently, endOfLife } from "#core/life.ts";
import { connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { AdaptedModel, EncodedAdaptation } from "./adaptation/adapt.ts";
import type { FineTuned, FineTuning } from "./fine-tune.ts";
import type { RuntimeFacts, TrainingJobs, TrainingProgress } from "./protocol.ts";
import workerUrl from "./training.worker.ts?worker&url";

export interface TrainOptions {
  /** WebGPU falls back to wasm where there is no adapter or training fails on it. Default wasm. */
  device?: Device;
  /** Default 1: below a million parameters, several jobs at once beat several threads in one. */
  threads?: number;
  /** Ends the worker at once. */
  signal?: AbortSignal;
  onProgress?: (progress: TrainingProgress) => void;
}

type Job = "fineTune" | "adapt";

type Trained<J extends Job> = TrainingJobs[J]["output"] & { runtime: RuntimeFacts };

async function runOnce<J extends Job>(
  job: J,
  input: TrainingJobs[J]["input"],
  device: Device,
  { threads = 1, signal, onProgress }: TrainOptions,
): Promise<Trained<J>> {
  signal?.throwIfAborted();
  const worker = spawnWorker(workerUrl, "training");
  const client = connect<TrainingJobs>(worker);
  const abort = () => client.failAll(signal!.reason as Error);
  signal?.addEventListener("abort", abort);
  try {
    const life = `selfsame training ${crypto.randomUUID()}`;
    const runtime = await client.run("start", { device, threads, life });
    void endOfLife(life).then(() => client.failAll(endedSilently()));
    const output = await client.run(job, input, { ...(onProgress && { onProgress }) });
    return { ...output, runtime };
  } finally {
    signal?.removeEventListener("abort", abort);
    worker.terminate(); // WebAssembly memory comes back only so
  }
}

async function run<J extends Job>(job: J, input: TrainingJobs[J]["input"], options: TrainOptions): Promise<Trained<J>> {
  const { device = "wasm", signal } = options;
  try {
    return await runOnce(job, input, device, options);
  } catch (reason) {
    if (device !== "webgpu" || signal?.aborted) throw reason;
    return runOnce(job, input, "wasm", options);
  }
}

/** `fineTune` in a worker; says what it ran on. */
export const fineTuneInWorker = (
  plan: FineTuning,
  options: TrainOptions = {},
): Promise<FineTuned & { runtime: RuntimeFacts }> => run("fineTune", plan, options);

/** `adaptEncoded` in a worker; says what it ran on. */
export const adaptInWorker = (
  plan: EncodedAdaptation,
  options: TrainOptions = {},
): Promise<AdaptedModel & { runtime: RuntimeFacts }> => run("adapt", plan, options);
