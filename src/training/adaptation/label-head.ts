/** @file How an adapted model reads a label off a text; the same in training and in the exported graph. */
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import { rmsNorm } from "#onnx/llama.ts";

/**
 * [labels, hidden]: the label head's rows; times `CONDITION_SCALE`, added to the input embeddings of a text that is
 * written for a label.
 */
export const LABEL_EMBEDDINGS = "label_embeddings.weight";

/**
 * A label that is louder than the tokens: with dropout it is also noisier, so that a model learns fewer texts by heart
 * (on an untrained base of 290K parameters and 20 SNIPS rows per label 0% were verbatim copies instead of 6%; the effect
 * on the shipped models was not measured apart).
 */
export const CONDITION_SCALE = 3;

/**
 * One vector per row, [batch, 1, hidden]: the weighted sum of the states plus the weighted sum of the token embeddings,
 * each divided by its root mean square. States and embeddings [batch, length, hidden], weights [batch, length].
 */
export function pool(
  graph: Graph,
  config: LlamaConfig,
  states: GraphTensor,
  embeddings: GraphTensor,
  weights: { states: GraphTensor; embeddings: GraphTensor },
): GraphTensor {
  const unit = rmsNorm(graph, embeddings, graph.full([config.hidden], 1), config.epsilon);
  const sum = (weight: GraphTensor, x: GraphTensor) => {
    const [batch, length] = weight.dims;
    const row = graph.one("Unsqueeze", [weight, graph.ints([1])], [batch!, 1, length!]);
    return graph.matmul(row, x);
  };
  return graph.add(sum(weights.states, states), sum(weights.embeddings, unit));
}

/** Pooled vectors [batch, 1, hidden] times label embeddings [labels, hidden]: [batch, labels]. */
export function labelLogits(graph: Graph, pooled: GraphTensor, table: GraphTensor): GraphTensor {
  const [labels, hidden] = table.dims as readonly [number, number];
  return graph.reshape(graph.linear(graph.reshape(pooled, [-1, hidden]), table), [-1, labels]);
}
