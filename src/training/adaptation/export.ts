/** @file The two graphs of an adapted model: one writes a text for a label, one labels a text. */
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import { inferenceInputs, keepLast } from "#onnx/inference.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import { embed, head, llamaBody } from "#onnx/llama.ts";
import type { Weights } from "#onnx/weights.ts";
import { CONDITION_SCALE, LABEL_EMBEDDINGS, labelLogits, pool } from "./label-head.ts";

/** Log-softmax over the last dimension. */
function logSoftmax(graph: Graph, logits: GraphTensor): GraphTensor {
  const shifted = graph.sub(logits, graph.reduce("ReduceMax", logits, [-1]));
  return graph.sub(shifted, graph.log(graph.reduce("ReduceSum", graph.exp(shifted), [-1])));
}

function labelTable(weights: Weights): { dims: readonly number[]; data: Float32Array } {
  const table = weights.get(LABEL_EMBEDDINGS);
  if (!table) throw new Error(`The weights hold no "${LABEL_EMBEDDINGS}": is this an adapted model?`);
  return table;
}

/**
 * The ONNX file that writes: a Llama with key-value cache and, beside its usual inputs, `label_ids` int64 [batch_size].
 * Row i of the table [K+1, hidden] is added to every input embedding; row 0 is zero (no label), row i is label i − 1.
 */
export function generationGraph(config: LlamaConfig, all: Weights): Uint8Array {
  const { graph, ids, weights, surroundings, present } = inferenceInputs(config, all, "float32");
  const { dims, data } = labelTable(all);
  const [labels, hidden] = dims as readonly [number, number];
  const withNone = new Float32Array((labels + 1) * hidden);
  data.forEach((x, i) => (withNone[hidden + i] = CONDITION_SCALE * x));
  const table = graph.weight("label_conditions.weight", [labels + 1, hidden], withNone, "float32");
  const labelIds = graph.input("label_ids", "int64", ["batch_size"]);
  const condition = graph.one("Unsqueeze", [graph.gather(table, labelIds), graph.ints([1])], ["batch_size", 1, hidden]);
  const embedded = graph.add(embed(graph, weights, ids), condition);
  const { hidden: states, present: caches } = llamaBody(graph, config, weights, embedded, surroundings);
  graph.output(head(graph, config, weights, keepLast(graph, states)), "logits");
  present(caches);
  return graph.encode();
}

/**
 * Weights of the states and of the token embeddings in the pooled vector, [batch, length] each, from the mask: states
 * count 1 at the last token and 1/n at each of the n tokens between the first and the last; embeddings 1/n there.
 */
function poolingWeights(graph: Graph, mask: GraphTensor): { states: GraphTensor; embeddings: GraphTensor } {
  const { dims } = mask;
  const real = graph.cast(mask, "float32");
  const place = graph.one("CumSum", [real, graph.int(1)], dims); // 1 at the first token
  const count = graph.reduce("ReduceSum", real, [1]);
  const bool = (op: string, a: GraphTensor, b: GraphTensor) => graph.emit(op, [a, b], [{ dims, type: "bool" }])[0]!;
  const last = graph.mul(graph.cast(bool("Equal", place, count), "float32"), real);
  const inside = graph.mul(graph.cast(bool("Greater", place, graph.scalar(1)), "float32"), graph.sub(real, last));
  const texts = graph.one("Max", [graph.sub(count, graph.scalar(2)), graph.scalar(1)], count.dims);
  const embeddings = graph.div(inside, texts);
  return { states: graph.add(last, embeddings), embeddings };
}

/**
 * The ONNX file that labels: `input_ids`, `attention_mask`, `position_ids`, int64 [batch_size, sequence_length], each
 * row `[cls] text [lab]` and padding on the right; gives `label_log_probs` float32 [batch_size, K], natural
 * logarithms of probabilities over the K labels.
 */
export function classificationGraph(config: LlamaConfig, all: Weights): Uint8Array {
  const { graph, ids, weights, surroundings } = inferenceInputs(config, all, "float32", false);
  const { dims, data } = labelTable(all);
  const table = graph.weight(LABEL_EMBEDDINGS, dims, data, "float32");
  const mask = graph.inputs.find(({ name }) => name === "attention_mask")!;
  const embedded = embed(graph, weights, ids);
  const { hidden: states } = llamaBody(graph, config, weights, embedded, surroundings);
  const pooled = pool(graph, config, states, embedded, poolingWeights(graph, mask));
  graph.output(logSoftmax(graph, labelLogits(graph, pooled, table)), "label_log_probs");
  return graph.encode();
}
