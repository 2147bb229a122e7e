import { expect, onTestFinished, test, type TestContext } from "vitest";
import { commands } from "vitest/browser";
import { median, ratioOf, type Figure } from "#cli/bench/figure.ts";
import { connect } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import { parameterCount } from "#onnx/weights.ts";
import type { EngineFacts, EngineName } from "./engines.ts";
import { inTurns } from "./in-turns.ts";
import { leaveOut, report } from "./reported.ts";
import { config, optimiser, rows, weights, type Turn, type WrittenCase } from "./training-case.ts";
import workerUrl from "./training.worker.ts?worker&url";
import type { TrainingSteps } from "./training.worker.ts";

declare module "vitest/browser" {
  interface BrowserCommands {
    openEngine(
      name: EngineName,
      written: Omit<WrittenCase, "weightsFile">,
      weightsBase64: string,
    ): Promise<{ facts: EngineFacts } | { absent: string }>;
    runSteps(name: EngineName, steps: number): Promise<Turn>;
    closeEngine(name: EngineName): Promise<void>;
  }
}

const ROUNDS = 7;
/** Of a turn; the first does not count, it finds cold caches. */
const STEPS = 5;
const THREADS = 2;

interface Engine {
  facts: EngineFacts;
  /** Its first steps, from the same weights in every engine. */
  first: Turn;
  run(steps: number): Promise<Turn>;
}

async function engineOf(facts: EngineFacts, run: Engine["run"]): Promise<Engine> {
  return { facts, run, first: await run(STEPS) };
}

async function startInBrowser(): Promise<Engine> {
  const worker = spawnWorker(workerUrl, "bench");
  onTestFinished(() => worker.terminate());
  const client = connect<TrainingSteps>(worker);
  const { version, threads } = await client.run("start", { threads: THREADS });
  expect(threads).toBe(THREADS);
  return engineOf({ version }, (steps) => client.run("run", { steps }));
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Debian's name for it: straightforward Fortran, many times slower than what anyone would train with. */
const isReferenceBlas = (blas = "") => /^libblas\.so\.3(\.\d+)*$/.test(blas);

async function start(name: EngineName): Promise<Engine | { absent: string }> {
  const named = weights();
  const flat = Array.from(named.values(), ({ data }) => data);
  const bytes = new Uint8Array(await new Blob(flat as BlobPart[]).arrayBuffer());
  const shapes = Array.from(named, ([weight, { dims }]) => [weight, dims] as const);
  const written = { config, optimiser, ids: rows().map(({ ids }) => ids), shapes };
  const opened = await commands.openEngine(name, written, base64(bytes));
  if ("absent" in opened) return opened;
  onTestFinished(() => commands.closeEngine(name));
  const { blas } = opened.facts;
  if (isReferenceBlas(blas)) return { absent: `it multiplies with the slow reference BLAS, ${blas}: install OpenBLAS` };
  return engineOf(opened.facts, (steps) => commands.runSteps(name, steps));
}

/** PyTorch with the number of BLAS threads that is faster here: which one that is depends on its OpenMP. */
async function startTorch(context: TestContext): Promise<Engine | null> {
  const found: { name: EngineName; engine: Engine }[] = [];
  for (const name of ["torch, 1 BLAS thread", "torch, 2 BLAS threads"] as const) {
    const engine = await start(name);
    if ("absent" in engine) {
      leaveOut(context, `PyTorch is not at hand (${engine.absent}), so training is not compared with it.`);
      return null;
    }
    found.push({ name, engine });
  }
  const stepMs = ({ engine }: { engine: Engine }) => median(engine.first.durationsMs.slice(1));
  const [best, ...others] = found.sort((a, b) => stepMs(a) - stepMs(b));
  for (const { name } of others) await commands.closeEngine(name);
  return best!.engine;
}

test("training: a step in Chromium and natively against PyTorch", { timeout: 1_200_000 }, async (context) => {
  const wasm = await startInBrowser();
  const native = await start("native");
  if ("absent" in native) throw new Error(native.absent);
  const torch = await startTorch(context);

  for (const engine of [wasm, torch ?? wasm])
    native.first.losses.forEach((loss, step) => expect(engine.first.losses[step]).toBeCloseTo(loss, 3));

  const turn = (engine: Engine) => async () => median((await engine.run(STEPS)).durationsMs.slice(1));
  const durations = await inTurns(ROUNDS, {
    wasm: turn(wasm),
    native: turn(native),
    ...(torch && { torch: turn(torch) }),
  } as Record<"wasm" | "native" | "torch", () => Promise<number>>);

  const model = `${(parameterCount(weights()) / 1e6).toFixed(2)}M parameters, 1024 tokens`;
  const figure = (engine: Engine, side: "wasm" | "native", target: Figure["target"]): Figure => ({
    title: `Training step, ${side === "wasm" ? "Chromium WASM" : "native"}`,
    measured: { value: median(durations[side]), unit: "ms", what: `${engine.facts.version}, ${THREADS} threads` },
    baseline: torch && { value: median(durations.torch), unit: "ms", what: `PyTorch ${torch.facts.version}` },
    ratio: torch && ratioOf(durations[side], durations.torch),
    target,
    notes: [
      `A Llama of ${model}: forward, backward, clipping and AdamW in float32; equal losses in all engines.`,
      ...(torch ? [`PyTorch: ${torch.facts.threads} threads, BLAS ${torch.facts.blas}.`] : []),
    ],
  });
  report(
    context,
    figure(wasm, "wasm", { of: "ratio", kind: "at most", bound: 2 }),
    figure(native, "native", { of: "ratio", kind: "below", bound: 1 }),
  );
});
