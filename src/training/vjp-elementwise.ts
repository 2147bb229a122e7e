/** @file Gradients of element-wise operators and reductions. */
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import { staticDims } from "#onnx/shapes.ts";
import type { Vjp } from "./autodiff.ts";

/** Sums a gradient over the axes along which a tensor of this shape was repeated. */
export function unbroadcast(graph: Graph, gradient: GraphTensor, { dims }: GraphTensor): GraphTensor {
  const lead = gradient.dims.length - dims.length;
  const axes = gradient.dims.flatMap((dim, i) => (i < lead || (dims[i - lead] === 1 && dim !== 1) ? [i] : []));
  const summed = axes.length > 0 ? graph.reduce("ReduceSum", gradient, axes) : gradient;
  return graph.reshape(summed, staticDims(dims));
}

const one =
  (rule: (context: Parameters<Vjp>[0] & { x: GraphTensor; y: GraphTensor }) => GraphTensor): Vjp =>
  (context) => [rule({ ...context, x: context.step.inputs[0]!, y: context.step.outputs[0]! })];

/** Rules of a ∘ b: the gradients before they are summed to the inputs' shapes. */
const two =
  (
    left: (graph: Graph, d: GraphTensor, a: GraphTensor, b: GraphTensor, y: GraphTensor) => GraphTensor,
    right: typeof left,
  ): Vjp =>
  ({ graph, step, gradient, wants }) => {
    const [a, b] = step.inputs as [GraphTensor, GraphTensor];
    return [left, right].map((rule, i) => {
      if (!wants(i)) return undefined;
      return unbroadcast(graph, rule(graph, gradient, a, b, step.outputs[0]!), step.inputs[i]!);
    });
  };

/** d(x^k) = k x^(k-1) with a constant exponent; only squares occur. */
const square: Vjp = ({ graph, step, gradient }) => {
  const exponent = graph.initializers.find(({ tensor }) => tensor.name === step.inputs[1]!.name)?.data[0];
  if (exponent !== 2) throw new Error("Pow is differentiated for the exponent 2 only.");
  return [graph.mul(gradient, graph.scale(step.inputs[0]!, 2))];
};

/** The gradient of a sum reaches every summand. */
const spread =
  (factor: (count: number) => number): Vjp =>
  ({ graph, step, gradient }) => {
    const x = step.inputs[0]!;
    const dims = staticDims(x.dims);
    const kept = keptDims(graph, step.inputs[1]!, dims);
    const count = dims.reduce((product, dim, i) => product * (kept[i] === dim ? 1 : dim), 1);
    const scaled = factor(count) === 1 ? gradient : graph.scale(gradient, factor(count));
    return [graph.expand(graph.reshape(scaled, kept), dims)];
  };

function keptDims(graph: Graph, axes: GraphTensor, dims: readonly number[]): number[] {
  const data = graph.initializers.find(({ tensor }) => tensor.name === axes.name)!.data as BigInt64Array;
  return dims.map((dim, i) => (data.includes(BigInt(i)) ? 1 : dim));
}

export const elementwise: Readonly<Record<string, Vjp>> = {
  Add: two(
    (_, d) => d,
    (_, d) => d,
  ),
  Sub: two(
    (_, d) => d,
    (graph, d) => graph.neg(d),
  ),
  Mul: two(
    (graph, d, _a, b) => graph.mul(d, b),
    (graph, d, a) => graph.mul(d, a),
  ),
  Div: two(
    (graph, d, _a, b) => graph.div(d, b),
    (graph, d, _a, b, y) => graph.neg(graph.div(graph.mul(d, y), b)),
  ),
  Neg: one(({ graph, gradient }) => graph.neg(gradient)),
  Sqrt: one(({ graph, gradient, y }) => graph.div(graph.scale(gradient, 0.5), y)),
  Exp: one(({ graph, gradient, y }) => graph.mul(gradient, y)),
  Log: one(({ graph, gradient, x }) => graph.div(gradient, x)),
  Sigmoid: one(({ graph, gradient, y }) => graph.mul(gradient, graph.mul(y, graph.sub(graph.scalar(1), y)))),
  Pow: square,
  ReduceSum: spread(() => 1),
  ReduceMean: spread((count) => 1 / count),
  // Over the last axis: y (d - Σ d y).
  Softmax: one(({ graph, gradient, y }) => {
    const sum = graph.reduce("ReduceSum", graph.mul(gradient, y), [-1]);
    return graph.mul(y, graph.sub(gradient, sum));
  }),
};
