import { afterEach, expect, test } from "vitest";
import { fineTuneInWorker } from "#training/client.ts";
import { recordedLosses, shortTraining } from "#support/onnx-recorded-training.ts";

const started: Worker[] = [];
const ended = new Set<Worker>();
const PlainWorker = globalThis.Worker;
globalThis.Worker = class extends PlainWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    started.push(this);
  }

  override terminate(): void {
    super.terminate();
    ended.add(this);
  }
};

afterEach(() => {
  expect(started.every((worker) => ended.has(worker))).toBe(true);
  started.length = 0;
});

function expectRecorded(losses: readonly number[], tolerance: number): void {
  expect(losses.length).toBe(recordedLosses.length);
  losses.forEach((loss, step) => expect(Math.abs(loss - recordedLosses[step]!)).toBeLessThan(tolerance));
}

test("training in wasm gives the losses of Node, with one thread and with two", async () => {
  for (const threads of [1, 2]) {
    const seen: number[] = [];
    const { losses, weights, runtime } = await fineTuneInWorker(shortTraining, {
      threads,
      onProgress: ({ done }) => seen.push(done),
    });
    expectRecorded(losses, 1e-4);
    expect(runtime).toMatchObject({ device: "wasm", threads });
    expect(weights.size).toBe(shortTraining.weights.size);
    expect(seen.at(-1)).toBe(1);
  }
});

test("training on WebGPU gives the same losses where there is an adapter", async ({ skip }) => {
  if (!(await navigator.gpu?.requestAdapter())) skip("no WebGPU adapter in this browser");
  const { losses, runtime } = await fineTuneInWorker({ ...shortTraining }, { device: "webgpu" });
  expectRecorded(losses, 1e-3);
  expect(runtime.device).toBe("webgpu");
});

test("a cancelled training fails with the reason, at once", async () => {
  const controller = new AbortController();
  const long = { ...shortTraining, steps: 100_000 };
  const training = fineTuneInWorker(long, {
    signal: controller.signal,
    onProgress: () => controller.abort(new DOMException("stopped by the user", "AbortError")),
  });
  await expect(training).rejects.toThrow("stopped by the user");
});

test("a mistake in the plan comes back as it was said", async () => {
  await expect(fineTuneInWorker({ ...shortTraining, rows: [] })).rejects.toThrow("no rows to train on");
});
