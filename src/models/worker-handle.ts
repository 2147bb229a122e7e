/** @file The page's end of one model worker. */
import { endedSilently, endOfLife } from "#core/life.ts";
import { connect, type Client } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { ModelInfo } from "#core/language-model.ts";
import type { RuntimeRequest } from "#onnx/ort-browser.ts";
import workerUrl from "./model.worker.ts?worker&url";
import type { ModelFiles } from "./onnx-model.ts";
import type { ModelJobs, RuntimeFacts } from "./protocol.ts";

/** WebAssembly memory never shrinks, so a worker takes on only so much. */
const maxBytes = 256 * 2 ** 20;

const sizeOf = ({ model, adaptation }: ModelFiles) => model.length + (adaptation?.classifier.length ?? 0);

export class ModelWorker {
  readonly client: Client<ModelJobs>;
  readonly started: Promise<RuntimeFacts>;
  busy = false;
  readonly #worker: Worker;
  readonly #loaded = new Map<string, { info: ModelInfo; sizeBytes: number }>();
  #stale: string[] = [];

  constructor(request: RuntimeRequest) {
    this.#worker = spawnWorker(workerUrl, "models");
    this.client = connect<ModelJobs>(this.#worker);
    const life = `selfsame worker ${crypto.randomUUID()}`;
    this.started = this.client.run("start", { ...request, life });
    this.started
      .then(() => endOfLife(life))
      .then(() => this.client.failAll(endedSilently()))
      .catch(() => {}); // the first block reports what went wrong at the start
  }

  has(id: string): boolean {
    return this.#loaded.has(id);
  }

  hasRoomFor(id: string, files: ModelFiles): boolean {
    const sizes = Array.from(this.#loaded.values(), ({ sizeBytes }) => sizeBytes);
    return this.has(id) || sizes.length === 0 || sizes.reduce((sum, size) => sum + size, sizeOf(files)) <= maxBytes;
  }

  /** Loads a model unless it is there. */
  async load(id: string, files: ModelFiles): Promise<ModelInfo> {
    await this.started;
    for (const stale of this.#stale.splice(0)) await this.client.run("dispose", { id: stale });
    const loaded = this.#loaded.get(id);
    if (loaded) return loaded.info;
    const info = await this.client.run("load", { id, files });
    this.#loaded.set(id, { info, sizeBytes: sizeOf(files) });
    return info;
  }

  /** Lets go of a model before the next block. */
  forget(id: string): void {
    if (this.#loaded.delete(id)) this.#stale.push(id);
  }

  end(reason: Error): void {
    this.#worker.terminate();
    this.client.failAll(reason);
  }
}
