/** @file Gradients of the composite steps of a Llama, shorter than those of their parts. */
import type { GraphTensor } from "#onnx/graph.ts";
import type { Vjp } from "./autodiff.ts";
import { unbroadcast } from "./vjp-elementwise.ts";

/** With u = x / r, r = √(mean x² + ε), y = u w: dx = (v - u mean(u v)) / r where v = dy w; dw = Σ dy u. */
const rmsNorm: Vjp = ({ graph, step, gradient, wants }) => {
  const weight = step.inputs[1]!;
  const [, unit, root] = step.outputs as [GraphTensor, GraphTensor, GraphTensor];
  const byUnit = graph.mul(gradient, weight);
  const mean = graph.reduce("ReduceMean", graph.mul(byUnit, unit), [-1]);
  return [
    wants(0) ? graph.div(graph.sub(byUnit, graph.mul(unit, mean)), root) : undefined,
    wants(1) ? unbroadcast(graph, graph.mul(gradient, unit), weight) : undefined,
  ];
};

/** y = silu(g) up with s = sigmoid(g), h = g s: dg = dy up s (1 + g - h), dup = dy h. */
const swiGlu: Vjp = ({ graph, step, gradient, wants }) => {
  const [gate, up] = step.inputs as [GraphTensor, GraphTensor];
  const [, sigmoid, activated] = step.outputs as [GraphTensor, GraphTensor, GraphTensor];
  const slope = () => graph.mul(sigmoid, graph.add(graph.sub(gate, activated), graph.scalar(1)));
  return [
    wants(0) ? graph.mul(graph.mul(gradient, up), slope()) : undefined,
    wants(1) ? graph.mul(gradient, activated) : undefined,
  ];
};

/** A rotation's gradient is rotated back: dx = dy cos + swap(dy sin). */
const rotary: Vjp = ({ graph, step, gradient }) => {
  const [x, cos, sin] = step.inputs as [GraphTensor, GraphTensor, GraphTensor];
  const axis = x.dims.length - 1;
  const half = (x.dims[axis] as number) / 2;
  const [first, second] = graph.split(graph.mul(gradient, sin), [half, half], axis);
  return [graph.add(graph.mul(gradient, cos), graph.concat([second!, first!], axis))];
};

/** dlogits = (softmax - onehot(target)) weight, by the exponentials and their sums that the loss kept. */
const crossEntropy: Vjp = ({ graph, step, gradient }) => {
  const [, targets, weights] = step.inputs as [GraphTensor, GraphTensor, GraphTensor];
  const [, exponentials, sums] = step.outputs as [GraphTensor, GraphTensor, GraphTensor];
  const weighted = graph.mul(weights, gradient);
  const column = graph.reshape(weighted, [-1, 1]);
  const shares = graph.mul(exponentials, graph.div(column, sums));
  return [graph.scatterAdd(shares, targets, graph.neg(weighted))];
};

export const layers: Readonly<Record<string, Vjp>> = {
  RmsNorm: rmsNorm,
  SwiGlu: swiGlu,
  Rotary: rotary,
  CrossEntropy: crossEntropy,
};
