/** @file Training engines in processes of their own, as commands that a test in the browser can call. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { BrowserCommand } from "vitest/node";
import type { Turn, WrittenCase } from "./training-case.ts";

export type EngineName = "native" | "torch, 1 BLAS thread" | "torch, 2 BLAS threads";

export interface EngineFacts {
  version: string;
  /** Of PyTorch: the library that multiplies its matrices. */
  blas?: string;
  threads?: number;
}

const THREADS = 2;

/** Debian's PyTorch stands beside its own Python, which need not be the first on the path. */
const pythons = process.env.PYTHON ? [process.env.PYTHON] : ["/usr/bin/python3", "python3"];

class Engine {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #replies: AsyncIterator<string>;
  #errors = "";

  constructor(command: string, words: readonly string[], env: Record<string, string> = {}) {
    this.#process = spawn(command, words, { env: { ...process.env, ...env } });
    this.#process.on("error", (reason) => (this.#errors += reason.message));
    this.#process.stdin.on("error", () => undefined); // it ended; what it said is reported
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
    this.#replies = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async reply(): Promise<unknown> {
    const { value, done } = await this.#replies.next();
    if (done) throw new Error(this.#errors.trim().split("\n").at(-1) || "it ended without a word");
    return JSON.parse(value as string);
  }

  ask(question: string): Promise<unknown> {
    this.#process.stdin.write(`${question}\n`);
    return this.reply();
  }

  end(): void {
    this.#process.kill();
  }
}

const engines = new Map<EngineName, Engine>();
let folder: string | null = null;

async function start(name: EngineName, caseFile: string): Promise<EngineFacts> {
  if (name === "native") {
    const engine = new Engine(process.execPath, [
      "--import",
      "tsx",
      "tests/bench/native-steps.ts",
      caseFile,
      `${THREADS}`,
    ]);
    engines.set(name, engine);
    return (await engine.reply()) as EngineFacts;
  }
  const env = { OMP_NUM_THREADS: `${THREADS}`, OPENBLAS_NUM_THREADS: name === "torch, 1 BLAS thread" ? "1" : "2" };
  const refusals: string[] = [];
  for (const python of pythons) {
    const engine = new Engine(python, [resolve("src/cli/bench/torch-step.py"), caseFile], env);
    try {
      const facts = (await engine.reply()) as EngineFacts;
      engines.set(name, engine);
      return facts;
    } catch (reason) {
      refusals.push(`${python}: ${(reason as Error).message}`);
    }
  }
  throw new Error(refusals.join("; "));
}

/** Starts an engine on a case; gives null and the reason where it cannot run here. */
const openEngine: BrowserCommand<
  [name: EngineName, written: Omit<WrittenCase, "weightsFile">, weightsBase64: string]
> = async (_, name, written, weightsBase64): Promise<{ facts: EngineFacts } | { absent: string }> => {
  folder ??= mkdtempSync(join(tmpdir(), "selfsame-bench-"));
  const weightsFile = join(folder, "weights.bin");
  const caseFile = join(folder, "case.json");
  writeFileSync(weightsFile, Buffer.from(weightsBase64, "base64"));
  writeFileSync(caseFile, JSON.stringify({ ...written, weightsFile } satisfies WrittenCase));
  try {
    return { facts: await start(name, caseFile) };
  } catch (reason) {
    return { absent: (reason as Error).message };
  }
};

const runSteps: BrowserCommand<[name: EngineName, steps: number]> = async (_, name, steps): Promise<Turn> => {
  const engine = engines.get(name);
  if (!engine) throw new Error(`The engine "${name}" was not opened.`);
  return (await engine.ask(String(steps))) as Turn;
};

const closeEngine: BrowserCommand<[name: EngineName]> = (_, name) => {
  engines.get(name)?.end();
  engines.delete(name);
  if (engines.size === 0 && folder) rmSync(folder, { recursive: true, force: true });
  if (engines.size === 0) folder = null;
};

export const commands = { openEngine, runSteps, closeEngine };
