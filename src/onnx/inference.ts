/** @file The graph that runs a Llama: key-value cache, right padding, the names that transformers.js expects. */
import { Graph, type GraphTensor } from "./graph.ts";
import type { LlamaConfig } from "./llama-config.ts";
import { llamaWeights } from "./llama-weights.ts";
import {
  HIDDEN_SCORE,
  embed,
  head,
  llamaBody,
  rotaryConstants,
  type KeyValue,
  type Surroundings,
  type WeightLookup,
} from "./llama.ts";
import type { Weights } from "./weights.ts";

const BATCH = "batch_size"; // transformers.js looks for exactly this name
const LENGTH = "sequence_length";
const PAST = "past_sequence_length";
const TOTAL = "total_sequence_length";

/** A graph with its inputs declared, ready for the layers. */
export interface InferenceInputs {
  graph: Graph;
  /** `[batch, length]` */
  ids: GraphTensor;
  weights: WeightLookup;
  surroundings: Surroundings;
  /** Declares the outputs `present.N.key|value`. */
  present(caches: readonly KeyValue[]): void;
}

/** Weights as initialisers of a graph, each made when it is first asked for. */
export function initialiserLookup(graph: Graph, weights: Weights, stored: "float16" | "float32"): WeightLookup {
  const made = new Map<string, GraphTensor>();
  return (name) => {
    let tensor = made.get(name);
    if (tensor) return tensor;
    const weight = weights.get(name);
    if (!weight)
      throw new Error(`The model has no weight "${name}". It has: ${[...weights.keys()].slice(0, 8).join(", ")}, …`);
    made.set(name, (tensor = graph.weight(name, weight.dims, weight.data, stored)));
    return tensor;
  };
}

/** 0 where a query may see a key, else `HIDDEN_SCORE`: not a later one, not padding. `[batch, 1, length, total]` */
function attentionBias(graph: Graph, ids: GraphTensor, mask: GraphTensor): GraphTensor {
  const sizeOf = (x: GraphTensor) =>
    graph.one("Gather", [graph.emit("Shape", [x], [{ dims: [2], type: "int64" }])[0]!, graph.int(1)], []);
  const [total, length] = [sizeOf(mask), sizeOf(ids)];
  const range = (from: GraphTensor, dim: string) => graph.one("Range", [from, total, graph.int(1)], [dim]);
  const keys = graph.one("Unsqueeze", [range(graph.int(0), TOTAL), graph.ints([0])], [1, TOTAL]);
  const queries = graph.one("Unsqueeze", [range(graph.sub(total, length), LENGTH), graph.ints([1])], [LENGTH, 1]);
  const dims = [BATCH, 1, LENGTH, TOTAL];
  const earlier = graph.emit("LessOrEqual", [keys, queries], [{ dims: [LENGTH, TOTAL], type: "bool" }])[0]!;
  const real = graph.one("Unsqueeze", [graph.cast(mask, "bool"), graph.ints([1, 2])], [BATCH, 1, 1, TOTAL]);
  const seen = graph.one("And", [earlier, real], dims);
  return graph.emit("Where", [seen, graph.scalar(0), graph.scalar(HIDDEN_SCORE)], [{ dims, type: "float32" }])[0]!;
}

/**
 * Declares `input_ids`, `attention_mask` (over past and new tokens; 0 marks padding), `position_ids` and the cache.
 * Padding stands on the right; what it computes is never seen. Without `cached` there is no cache: all tokens are new.
 */
export function inferenceInputs(
  config: LlamaConfig,
  all: Weights,
  stored: "float16" | "float32",
  cached = true,
): InferenceInputs {
  const graph = new Graph();
  const ids = graph.input("input_ids", "int64", [BATCH, LENGTH]);
  const mask = graph.input("attention_mask", "int64", [BATCH, TOTAL]);
  const positions = graph.input("position_ids", "int64", [BATCH, LENGTH]);
  const cache = (length: string) => [BATCH, config.keyValueHeads, length, config.headDim];
  const past = Array.from({ length: cached ? config.layers : 0 }, (_, layer): KeyValue => {
    const declare = (kind: string) => graph.input(`past_key_values.${layer}.${kind}`, "float32", cache(PAST));
    return { key: declare("key"), value: declare("value") };
  });
  const tables = rotaryConstants(graph, config, config.maxPositions);
  const atPositions = (table: GraphTensor) =>
    graph.one("Unsqueeze", [graph.gather(table, positions), graph.ints([1])], [BATCH, 1, LENGTH, config.headDim]);
  return {
    graph,
    ids,
    weights: initialiserLookup(graph, all, stored),
    surroundings: {
      leading: [0, 0],
      cos: atPositions(tables.cos),
      sin: atPositions(tables.sin),
      bias: attentionBias(graph, ids, mask),
      ...(cached && { past }),
    },
    present(caches) {
      caches.forEach(({ key, value }, layer) => {
        graph.output({ ...key, dims: cache(TOTAL) }, `present.${layer}.key`);
        graph.output({ ...value, dims: cache(TOTAL) }, `present.${layer}.value`);
      });
    },
  };
}

/** The last `num_logits_to_keep` columns of the hidden states, all of them where it is 0; declares that input. */
export function keepLast(graph: Graph, hidden: GraphTensor): GraphTensor {
  const count = graph.input("num_logits_to_keep", "int64", []);
  const start = graph.one("Reshape", [graph.neg(count), graph.ints([1])], [1]);
  const end = graph.ints([Number.MAX_SAFE_INTEGER]);
  return graph.one("Slice", [hidden, start, end, graph.ints([1])], [BATCH, "num_logits", hidden.dims[2]!]);
}

/** An ONNX file of the model. Inputs also hold `num_logits_to_keep`; outputs are `logits` and `present.N.key|value`. */
export function inferenceModel(
  config: LlamaConfig,
  all: Weights,
  stored: "float16" | "float32" = "float16",
): Uint8Array {
  const { graph, ids, weights, surroundings, present } = inferenceInputs(config, llamaWeights(config, all), stored);
  const { hidden, present: caches } = llamaBody(graph, config, weights, embed(graph, weights, ids), surroundings);
  graph.output(head(graph, config, weights, keepLast(graph, hidden)), "logits");
  present(caches);
  return graph.encode();
}
