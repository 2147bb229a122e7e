/** @file Fine-tunes a small model on labelled rows, in both directions, into a model that knows the labels. */
import { Random, seedOf } from "#core/random.ts";
import type { Runtime } from "#core/runtime.ts";
import { EMBEDDING, parseLlamaConfig, type LlamaConfig } from "#onnx/llama-config.ts";
import { llamaWeights } from "#onnx/llama-weights.ts";
import { parameterCount, readOnnxWeights, type Weight, type Weights } from "#onnx/weights.ts";
import { rateAt } from "#training/schedule.ts";
import { trainObjective } from "#training/trainer.ts";
import { batches, type Controls } from "./batches.ts";
import { encodeDemonstrations, type Demonstration, type Encode, type EncodedDemonstrations } from "./demonstrations.ts";
import { classificationGraph, generationGraph } from "./export.ts";
import { LABEL_EMBEDDINGS } from "./label-head.ts";
import { adaptationObjective } from "./objective.ts";
import { adaptationRecipe, type AdaptationRecipe } from "./recipe.ts";

/** The model that is adapted. */
export interface BaseModel {
  /** `config.json`, parsed. */
  config: Readonly<Record<string, unknown>>;
  /** Its ONNX file, or the weights in it. */
  weights: Uint8Array | Weights;
  controls: Controls;
}

/** Everything that determines an adapted model, apart from the runtime's rounding. Can be posted to a worker. */
export interface EncodedAdaptation extends BaseModel {
  demonstrations: EncodedDemonstrations;
  recipe: AdaptationRecipe;
  seed: number;
}

export interface AdaptationInput extends BaseModel {
  labels: readonly string[];
  demonstrations: readonly Demonstration[];
  /** Token ids of a text, without control tokens. */
  encode: Encode;
  seed: number;
  /** What differs from `adaptationRecipe`. */
  recipe?: Partial<AdaptationRecipe>;
}

export interface AdaptationOptions {
  signal?: AbortSignal | undefined;
  /** Called after every step with the share that is done, 0 to 1, and the step's loss. */
  onProgress?: ((done: number, loss: number) => void) | undefined;
}

export interface AdaptedModel {
  /** Two ONNX files, see `generationGraph` and `classificationGraph`; weights in fp32. */
  files: { generate: Uint8Array; classify: Uint8Array };
  /** In the order of the label head; the generation graph's `label_ids` are these places plus one. */
  labels: readonly string[];
  /** Mean loss over a hundredth of the steps each, after so many tokens. */
  lossCurve: readonly { tokens: number; loss: number }[];
  /** Trained on, both directions, without padding. */
  tokens: number;
  seconds: number;
}

/**
 * First label embeddings, [labels, hidden]: mean of the token embeddings of the label's name, plus noise of half the
 * table's root mean square. Labels whose names mean something start closer to what they mean.
 */
function firstLabelEmbeddings(names: EncodedDemonstrations["names"], embeddings: Weight, seed: number): Weight {
  const [, hidden] = embeddings.dims as readonly [number, number];
  const rootMeanSquare = Math.sqrt(embeddings.data.reduce((sum, x) => sum + x * x, 0) / embeddings.data.length);
  const random = new Random(seed);
  const data = Float32Array.from({ length: names.length * hidden }, () => 0.5 * rootMeanSquare * random.normal());
  names.forEach((ids, label) => {
    for (const id of ids)
      for (let i = 0; i < hidden; i++) data[label * hidden + i]! += embeddings.data[id * hidden + i]! / ids.length;
  });
  return { dims: [names.length, hidden], data };
}

function readBase({ config, weights }: BaseModel): { config: LlamaConfig; weights: Map<string, Weight> } {
  const shape = parseLlamaConfig(config);
  return {
    config: shape,
    weights: llamaWeights(shape, weights instanceof Uint8Array ? readOnnxWeights(weights) : weights),
  };
}

/** As `adaptModel`, with demonstrations that are token lists already. */
export async function adaptEncoded(
  input: EncodedAdaptation,
  runtime: Runtime,
  { signal, onProgress }: AdaptationOptions = {},
): Promise<AdaptedModel> {
  const startedMs = performance.now();
  const { recipe, demonstrations, seed, controls } = input;
  const { config, weights } = readBase(input);
  const labels = demonstrations.labels.length;
  const first = firstLabelEmbeddings(demonstrations.names, weights.get(EMBEDDING)!, seedOf(seed, "labels"));
  const trainer = trainObjective({
    runtime,
    weights: new Map([...weights, [LABEL_EMBEDDINGS, first]]),
    objective: adaptationObjective(config, { labels, dropout: recipe.embeddingDropout, seed: seedOf(seed, "dropout") }),
    optimiser: {
      learningRate: recipe.learningRate,
      beta1: recipe.betas[0],
      beta2: recipe.betas[1],
      weightDecay: recipe.weightDecay,
      clipNorm: recipe.clipNorm,
    },
  });

  const steps = Math.ceil(recipe.sequences / recipe.batchRows);
  const schedule = { steps, warmUp: recipe.warmUp, flatUntil: recipe.flatUntil, final: recipe.finalRate };
  const lossCurve: { tokens: number; loss: number }[] = [];
  let tokens = 0;
  let losses: number[] = [];
  try {
    let step = 0;
    for (const batch of batches(demonstrations.rows, controls, recipe, config.maxPositions, seed)) {
      signal?.throwIfAborted();
      const result = await trainer.step(batch, rateAt(step++, schedule));
      tokens += result.tokens;
      losses.push(result.loss);
      if (step === steps || losses.length * 100 >= steps) {
        lossCurve.push({ tokens, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length });
        losses = [];
      }
      onProgress?.(step / steps, result.loss);
    }
    const adapted = trainer.weights();
    return {
      files: { generate: generationGraph(config, adapted), classify: classificationGraph(config, adapted) },
      labels: demonstrations.labels,
      lossCurve,
      tokens,
      seconds: (performance.now() - startedMs) / 1000,
    };
  } finally {
    await trainer.dispose();
  }
}

/** The recipe for these demonstrations, and the demonstrations as token lists. */
export async function encodeAdaptation(input: AdaptationInput): Promise<EncodedAdaptation> {
  const { config, weights, controls, labels, demonstrations, seed } = input;
  const parameters = parameterCount(readBase(input).weights);
  const recipe = { ...adaptationRecipe(parameters, labels.length, demonstrations.length), ...input.recipe };
  const encoded = await encodeDemonstrations(labels, demonstrations, input.encode, recipe, seed);
  return { config, weights, controls, demonstrations: encoded, recipe, seed };
}

/**
 * Fine-tunes a Llama of this project's zoo on demonstrations, label → text and text → label, and returns it as two
 * ONNX files: one that writes texts for a label, one that labels a text.
 *
 * Loss and label head: `adaptationObjective`; length, learning rate and regularisation: `adaptationRecipe`. Texts are
 * taken as they are written; those longer than the model's positions are cut. Equal inputs give equal files on the
 * same runtime, device and thread count.
 * @throws InputError for demonstrations without text or with unknown labels, and for labels without demonstrations;
 * the signal's reason when it is aborted, at most one step later.
 */
export async function adaptModel(
  input: AdaptationInput,
  runtime: Runtime,
  options: AdaptationOptions = {},
): Promise<AdaptedModel> {
  return adaptEncoded(await encodeAdaptation(input), runtime, options);
}
