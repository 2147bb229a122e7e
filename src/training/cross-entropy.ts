/** @file The loss. */
import type { Graph, GraphTensor } from "#onnx/graph.ts";

/**
 * Weighted cross-entropy, Σ weightᵢ · (log Σ exp logitsᵢ - logitᵢ[targetᵢ]), a scalar in natural logarithms.
 * `logits` `[count, classes]`; `targets` int64 `[count, 2]` of (i, class); `weights` `[count]`, 0 for padding. Made of
 * operators that every device has. Differentiable by the logits only.
 */
export function crossEntropy(
  graph: Graph,
  logits: GraphTensor,
  targets: GraphTensor,
  weights: GraphTensor,
): GraphTensor {
  return graph.composite("CrossEntropy", [logits, targets, weights], () => {
    const shifted = graph.sub(logits, graph.reduce("ReduceMax", logits, [-1]));
    const exponentials = graph.exp(shifted);
    const sums = graph.reduce("ReduceSum", exponentials, [-1]);
    const losses = graph.sub(graph.reshape(graph.log(sums), [-1]), graph.gatherNd(shifted, targets));
    const loss = graph.reduce("ReduceSum", graph.mul(losses, weights), [0], false);
    return [loss, exponentials, sums];
  });
}
