/** @file The models that are measured: bundled ones, and a real one made elsewhere. */
import { commands } from "vitest/browser";
import { connect, type Client } from "#core/rpc.ts";
import { spawnWorker } from "#core/spawn.ts";
import type { Json, ModelFiles } from "#models/onnx-model.ts";
import { openRegistry } from "#models/registry.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import { readSafetensors } from "#onnx/safetensors.ts";
import workerUrl from "./inference.worker.ts?worker&url";
import type { InferenceJobs } from "./inference.worker.ts";

export interface BenchModel {
  id: string;
  files: ModelFiles;
}

/** All bundled models, the one with the fewest parameters first. */
async function bundledModels(): Promise<BenchModel[]> {
  const registry = await openRegistry(new URL("/models/", location.href));
  const read = async ({ id }: { id: string }) => ({ id, files: await registry.source(id).files() });
  const models = await Promise.all(registry.models.map(read));
  const parametersOf = ({ files }: BenchModel) => Number(files.card?.["parameters"] ?? files.model.length);
  return models.sort((a, b) => parametersOf(a) - parametersOf(b));
}

/** The smallest, the middle one and the largest. */
export async function bundledSizes(): Promise<BenchModel[]> {
  const models = await bundledModels();
  return [...new Set([0, models.length >> 1, models.length - 1])].map((at) => models[at]!);
}

const outside = "../shared/models/tinystories-656k";

/** Null where its folder is not beside the repository. */
export async function modelMadeElsewhere(): Promise<BenchModel | null> {
  const read = (name: string, encoding: "utf8" | "base64" = "utf8") =>
    commands.readFile(`${outside}/${name}`, encoding);
  const json = async (name: string) => JSON.parse(await read(name)) as Json;
  let config: Json;
  try {
    config = await json("config.json");
  } catch {
    return null;
  }
  const weights = Uint8Array.from(atob(await read("model.safetensors", "base64")), (byte) => byte.charCodeAt(0));
  const files: ModelFiles = {
    config,
    tokenizer: await json("tokenizer.json"),
    tokenizerConfig: await json("tokenizer_config.json"),
    generationConfig: await json("generation_config.json"),
    model: inferenceModel(parseLlamaConfig(config), readSafetensors(weights)),
  };
  return { id: "tinystories-656k", files };
}

/** A worker with the product's model code and what it is held against; `end` terminates it. */
export async function startInference(threads: number): Promise<{ client: Client<InferenceJobs>; end(): void }> {
  const worker = spawnWorker(workerUrl, "bench");
  const client = connect<InferenceJobs>(worker);
  await client.run("start", { threads });
  return { client, end: () => worker.terminate() };
}
