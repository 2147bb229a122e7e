import { afterEach, expect, onTestFinished, test } from "vitest";
import type { ModelFiles } from "#models/onnx-model.ts";
import { ModelPool, type PoolOptions } from "#models/pool.ts";
import { observe, recorded } from "#support/recorded-runs.ts";
import { tinyModel } from "#support/tiny-models.ts";

const started: Worker[] = [];
const PlainWorker = globalThis.Worker;
globalThis.Worker = class extends PlainWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    started.push(this);
  }
};

afterEach(() => void started.splice(0));

function poolOf(options: PoolOptions): ModelPool {
  const pool = new ModelPool(options);
  onTestFinished(() => pool.close());
  return pool;
}

const source = (id: string, files: ModelFiles) => ({ id, files: async () => files });
const tiny = source("tiny", tinyModel());
const long = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 100 };
const prompt = { parts: [{ control: "gen" }] };
/** Takes some seconds. */
const heavy = Array.from({ length: 400 }, (_, seed) => ({ prompt, seed }));

async function expectRecorded(pool: ModelPool, maxNewTokens: 4 | 24 = 4): Promise<void> {
  const { texts, scores } = await observe(await pool.open(tiny), maxNewTokens);
  expect(texts).toBe(recorded.texts[maxNewTokens]);
  scores.forEach((score, i) => expect(score).toBeCloseTo(recorded.scores[i]!, 3));
}

test("the worker writes and scores in wasm what Node does natively, with one thread and with two", async () => {
  for (const threads of [1, 2]) {
    const pool = poolOf({ workers: 1, threads });
    await expectRecorded(pool, 24);
    expect(pool.facts).toMatchObject({ device: "wasm", threads });
    expect(pool.facts!.version).toMatch(/^onnxruntime-web \d/);
  }
});

test("WebGPU writes the same where there is an adapter", async ({ skip }) => {
  if (!(await navigator.gpu?.requestAdapter())) skip("no WebGPU adapter in this browser");
  const shallow = source("shallow", tinyModel(1, { layers: 1 })); // software GPUs compile shaders for seconds
  const [gpu, cpu] = [poolOf({ device: "webgpu" }), poolOf({ workers: 1 })];
  const onGpu = await observe(await gpu.open(shallow), 4);
  const onCpu = await observe(await cpu.open(shallow), 4);
  expect(gpu.facts!.device).toBe("webgpu");
  expect(onGpu.texts).toBe(onCpu.texts);
  onGpu.scores.forEach((score, i) => expect(score).toBeCloseTo(onCpu.scores[i]!, 3));
});

test("a fault on WebGPU moves the pool to wasm, where the block runs again", async ({ skip }) => {
  if (!(await navigator.gpu?.requestAdapter())) skip("no WebGPU adapter in this browser");
  const pool = poolOf({ device: "webgpu" });
  const opened = expectRecorded(pool);
  await new Promise((resolve) => setTimeout(resolve, 50));
  started[0]!.dispatchEvent(new ErrorEvent("error", { message: "the device was lost" }));
  await opened;
  expect(started.length).toBe(2);
  expect(pool.facts!.device).toBe("wasm");
});

test("blocks are dealt to several workers, each with its own results", async () => {
  const pool = poolOf({ workers: 2 });
  const model = await pool.open(tiny);
  const other = await pool.open(source("other", tinyModel(2)));
  const [first, second, third] = await Promise.all([observe(model, 8), observe(other, 8), observe(model, 8)]);
  expect(started.length).toBe(2);
  expect(first).toEqual(third);
  expect(second.texts).not.toBe(first.texts);
  expect(other.info.hash).not.toBe(model.info.hash);
});

test("a damaged model fails with the reason after a second try; the pool goes on", async () => {
  const pool = poolOf({ workers: 1 });
  const files = { ...tinyModel(), model: tinyModel().model.slice(0, 2000) };
  await expect(pool.open(source("damaged", files))).rejects.toThrow(/damaged failed twice/);
  expect(started.length).toBe(2);
  await expectRecorded(pool);
});

test("a worker that dies is replaced and its block runs again", async () => {
  const pool = poolOf({ workers: 1 });
  const model = await pool.open(tiny);
  const expected = await model.generate(heavy.slice(0, 24), long);
  setTimeout(() => started[0]!.dispatchEvent(new ErrorEvent("error", { message: "out of memory" })), 30);
  const again = await model.generate(heavy.slice(0, 24), long);
  expect(started.length).toBe(2);
  expect(again).toEqual(expected);
});

test("a row that is too long fails alone and leaves the worker well", async () => {
  const pool = poolOf({ workers: 1 });
  const model = await pool.open(tiny);
  await expect(model.generate(heavy.slice(0, 2), { ...long, maxNewTokens: 500 })).rejects.toMatchObject({
    name: "InputError",
    message: expect.stringContaining("Row 1") as string,
  });
  await expectRecorded(pool);
  expect(started.length).toBe(1);
});

test("abort ends a running block within a second; what waits goes on in a fresh worker", async () => {
  const pool = poolOf({ workers: 1 });
  const model = await pool.open(tiny);
  const controller = new AbortController();
  const running = model.generate(heavy, long, { signal: controller.signal });
  const waiting = model.generate(heavy.slice(0, 3), long);
  const queued = model.generate(heavy, long, { signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const abortedMs = performance.now();
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  await expect(queued).rejects.toMatchObject({ name: "AbortError" });
  expect(performance.now() - abortedMs).toBeLessThan(1000);
  expect((await waiting).length).toBe(3);
  expect(started.length).toBe(2);
});

test("disposed models leave; opening one again loads it", async () => {
  const pool = poolOf({ workers: 1 });
  const [first, second] = await Promise.all([pool.open(tiny), pool.open(tiny)]);
  await first.dispose();
  expect((await second.generate(heavy.slice(0, 1), long)).length).toBe(1);
  await second.dispose();
  await expectRecorded(pool);
  expect(started.length).toBe(1);
});

test("a worker that ends without a word is noticed, and its block runs again", async () => {
  const pool = poolOf({ workers: 1 });
  const model = await pool.open(tiny);
  const [worker] = started;
  const expected = await model.generate(heavy.slice(0, 8), long);
  const writing = model.generate(heavy.slice(0, 8), long);
  worker!.terminate(); // not by the pool, as the browser does when memory is short
  expect(await writing).toEqual(expected);
  expect(started).toHaveLength(2);
});
