/** @file Gradients of matrix products and of operators that move numbers without changing them. */
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import { staticDims } from "#onnx/shapes.ts";
import type { Vjp } from "./autodiff.ts";
import { unbroadcast } from "./vjp-elementwise.ts";

function swapLast(graph: Graph, x: GraphTensor): GraphTensor {
  const rank = x.dims.length;
  return graph.transpose(
    x,
    x.dims.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)),
  );
}

/** Y = A B over leading dimensions: dA = dY Bᵀ, dB = Aᵀ dY. */
const matmul: Vjp = ({ graph, step, gradient, wants }) => {
  const [a, b] = step.inputs as [GraphTensor, GraphTensor];
  return [
    wants(0) ? unbroadcast(graph, graph.matmul(gradient, swapLast(graph, b)), a) : undefined,
    wants(1) ? unbroadcast(graph, graph.matmul(swapLast(graph, a), gradient), b) : undefined,
  ];
};

/** Y = A' B' + C, with ' a transposition where asked. */
const gemm: Vjp = ({ graph, step, gradient: d, wants }) => {
  const [a, b, c] = step.inputs as [GraphTensor, GraphTensor, GraphTensor?];
  const transA = step.attributes["transA"] as number;
  const transB = step.attributes["transB"] as number;
  const byA = () =>
    transA ? graph.gemm(b, d, { transA: transB, transB: 1 }) : graph.gemm(d, b, { transB: 1 - transB });
  const byB = () =>
    transB ? graph.gemm(d, a, { transA: 1, transB: transA }) : graph.gemm(a, d, { transA: 1 - transA });
  return [
    wants(0) ? byA() : undefined,
    wants(1) ? byB() : undefined,
    c && wants(2) ? unbroadcast(graph, d, c) : undefined,
  ];
};

const axisOf = (attributes: Readonly<Record<string, unknown>>): number => attributes["axis"] as number;

export const matrices: Readonly<Record<string, Vjp>> = {
  MatMul: matmul,
  Gemm: gemm,
  Identity: ({ gradient }) => [gradient],
  Transpose: ({ graph, step, gradient }) => {
    const perm = step.attributes["perm"] as readonly number[];
    return [
      graph.transpose(
        gradient,
        perm.map((_, i) => perm.indexOf(i)),
      ),
    ];
  },
  Reshape: ({ graph, step, gradient }) => [graph.reshape(gradient, staticDims(step.inputs[0]!.dims))],
  Expand: ({ graph, step, gradient }) => [unbroadcast(graph, gradient, step.inputs[0]!)],
  Concat: ({ graph, step, gradient }) => {
    const axis = axisOf(step.attributes);
    return graph.split(
      gradient,
      step.inputs.map(({ dims }) => staticDims(dims)[axis]!),
      axis,
    );
  },
  Split: ({ graph, step, gradientOf }) => [
    graph.concat(
      step.outputs.map((_, i) => gradientOf(i)),
      axisOf(step.attributes),
    ),
  ],
  // The places must be different from one another.
  GatherND: ({ graph, step, gradient }) => {
    const [x, places] = step.inputs as [GraphTensor, GraphTensor];
    return [graph.scatterAdd(graph.full(staticDims(x.dims), 0), places, gradient)];
  },
};
