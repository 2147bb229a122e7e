/** @file Models on disposable workers: blocks are dealt out, a fault ends the worker, the unfinished block runs again. */
import type { LanguageModel, ModelInfo, RunOptions } from "#core/language-model.ts";
import type { Device } from "#core/runtime.ts";
import type { ModelFiles } from "./onnx-model.ts";
import type { RuntimeFacts } from "./protocol.ts";
import { ModelWorker } from "./worker-handle.ts";

export interface ModelSource {
  id: string;
  /** Called once; the pool keeps the files, because a fresh worker needs them again. */
  files(signal?: AbortSignal): Promise<ModelFiles>;
}

export interface PoolOptions {
  /** With one thread each: on tiny models several workers beat several threads. */
  workers?: number;
  threads?: number;
  /** WebGPU falls back to wasm where there is no adapter or a block fails. */
  device?: Device;
}

interface Entry {
  id: string;
  files: ModelFiles;
  info: ModelInfo;
  users: number;
}

interface Block {
  id: string;
  files: ModelFiles;
  signal: AbortSignal | undefined;
  work(worker: ModelWorker): Promise<unknown>;
  resolve(output: unknown): void;
  reject(reason: unknown): void;
  worker: ModelWorker | null;
  faults: number;
}

/** Tells how long a run took once it has come to its end. */
async function timed<Output>(onComputed: RunOptions["onComputed"], run: Promise<Output>): Promise<Output> {
  const startedMs = performance.now();
  const output = await run;
  onComputed?.(performance.now() - startedMs);
  return output;
}

export class ModelPool {
  readonly #options: Required<PoolOptions>;
  #facts: RuntimeFacts | null = null;
  readonly #workers = new Set<ModelWorker>();
  readonly #queue: Block[] = [];
  readonly #entries = new Map<string, Promise<Entry>>();

  constructor({
    workers = Math.min(4, navigator.hardwareConcurrency),
    threads = 1,
    device = "wasm",
  }: PoolOptions = {}) {
    this.#options = { workers, threads, device };
  }

  /** What the models run on; null before the first was opened. */
  get facts(): RuntimeFacts | null {
    return this.#facts;
  }

  /** How many blocks are computed at once. A GPU is one device: one worker. */
  get size(): number {
    return this.#options.device === "webgpu" ? 1 : this.#options.workers;
  }

  /** Loads a model on one worker; the others follow when a block needs it there. */
  async open(source: ModelSource, signal?: AbortSignal): Promise<LanguageModel> {
    let opening = this.#entries.get(source.id);
    const first = !opening;
    if (!opening) {
      opening = this.#load(source, signal);
      this.#entries.set(source.id, opening);
      opening.catch(() => this.#entries.delete(source.id));
    }
    let entry: Entry;
    try {
      entry = await opening;
    } catch (reason) {
      // Whoever asked first may have been stopped; that is no reason for others.
      if ((reason as Error).name !== "AbortError" || signal?.aborted || first) throw reason;
      return this.open(source, signal);
    }
    entry.users++;
    return this.#proxy(entry);
  }

  /** Ends all workers; what is under way fails. */
  close(): void {
    const reason = new DOMException("The models were closed.", "AbortError");
    for (const block of this.#queue.splice(0)) block.reject(reason);
    for (const worker of this.#workers) this.#end(worker, reason);
    this.#entries.clear();
  }

  async #load(source: ModelSource, signal: AbortSignal | undefined): Promise<Entry> {
    const { id } = source;
    const files = await source.files(signal);
    const info = await this.#submit({ id, files }, signal, (worker) => worker.load(id, files));
    return { id, files, info, users: 0 };
  }

  #proxy(entry: Entry): LanguageModel {
    const { id } = entry;
    let open = true;
    return {
      info: entry.info,
      generate: (rows, sampling, { signal, onTokens, onComputed } = {}) =>
        this.#submit(entry, signal, ({ client }) =>
          timed(onComputed, client.run("generate", { id, rows, sampling }, { onProgress: onTokens })),
        ),
      score: (rows, { signal, onTokens, onComputed } = {}) =>
        this.#submit(entry, signal, ({ client }) =>
          timed(onComputed, client.run("score", { id, rows }, { onProgress: onTokens })),
        ),
      dispose: async () => {
        if (open && --entry.users === 0) {
          this.#entries.delete(id);
          for (const worker of this.#workers) worker.forget(id);
        }
        open = false;
      },
    };
  }

  #submit<Output>(
    { id, files }: Pick<Entry, "id" | "files">,
    signal: AbortSignal | undefined,
    work: (worker: ModelWorker) => Promise<Output>,
  ): Promise<Output> {
    let abort: (() => void) | undefined;
    const computed = new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted();
      const block: Block = { ...{ id, files, signal, work, resolve, reject }, worker: null, faults: 0 };
      abort = () => this.#abort(block);
      signal?.addEventListener("abort", abort);
      this.#queue.push(block);
      this.#deal();
    });
    return computed.finally(() => abort && signal?.removeEventListener("abort", abort)) as Promise<Output>;
  }

  /** A running graph cannot be interrupted, so its worker ends. */
  #abort(block: Block): void {
    const at = this.#queue.indexOf(block);
    if (at >= 0) this.#queue.splice(at, 1);
    block.reject(block.signal?.reason);
    if (block.worker) this.#end(block.worker, block.signal?.reason as Error);
  }

  #deal(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#workers].filter((worker) => !worker.busy);
      const ready = idle.find((worker) => this.#queue.some((block) => worker.has(block.id)));
      const worker = ready ?? idle[0] ?? (this.#workers.size < this.size ? this.#start() : null);
      if (!worker) return;
      const at = Math.max(0, ready ? this.#queue.findIndex((block) => ready.has(block.id)) : 0);
      const [block] = this.#queue.splice(at, 1);
      void this.#compute(worker, block!);
    }
  }

  async #compute(worker: ModelWorker, block: Block): Promise<void> {
    if (!worker.hasRoomFor(block.id, block.files)) {
      this.#end(worker, new Error("The worker is full."));
      worker = this.#start();
    }
    worker.busy = true;
    block.worker = worker;
    try {
      await worker.load(block.id, block.files);
      block.resolve(await block.work(worker));
    } catch (reason) {
      // The user's mistake leaves the worker well; anything else may have broken it.
      if ((reason as Error).name === "InputError") block.reject(reason);
      else this.#fail(worker, block, reason as Error);
    } finally {
      worker.busy = false;
      block.worker = null;
      this.#deal();
    }
  }

  #fail(worker: ModelWorker, block: Block, reason: Error): void {
    this.#end(worker, reason);
    if (block.signal?.aborted || reason.name === "AbortError") return block.reject(reason);
    if (this.#options.device === "webgpu") this.#options.device = "wasm";
    else if (++block.faults === 2) {
      const message = `${block.id} failed twice, the second time in a fresh worker: ${reason.message}`;
      return block.reject(new Error(message, { cause: reason }));
    }
    this.#queue.unshift(block);
  }

  #start(): ModelWorker {
    const { device, threads } = this.#options;
    const worker = new ModelWorker({ device, threads });
    this.#workers.add(worker);
    void worker.started.then(
      (facts) => {
        this.#facts = facts;
        this.#options.device = facts.device;
      },
      () => {}, // the block that waits for it fails
    );
    return worker;
  }

  #end(worker: ModelWorker, reason: Error): void {
    this.#workers.delete(worker);
    worker.end(reason);
  }
}
