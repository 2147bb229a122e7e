import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { Graph, type GraphTensor } from "#onnx/graph.ts";
import { rmsNorm, rotaryConstants, rotate, swiGlu } from "#onnx/llama.ts";
import { gradients } from "#training/autodiff.ts";
import { crossEntropy } from "#training/cross-entropy.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";
import { runInFloat64, toValue, type Value } from "#support/onnx-float64.ts";

interface Case {
  /** Shapes of the inputs that are differentiated. */
  shapes: readonly (readonly number[])[];
  build(graph: Graph, x: GraphTensor[]): GraphTensor;
  /** Inputs above 0 (roots, logarithms). */
  positive?: boolean;
}

const places = (graph: Graph, list: readonly (readonly number[])[]) =>
  graph.reshape(graph.ints(list.flat()), [list.length, list[0]!.length]);

const cases: Record<string, Case> = {
  Add: { shapes: [[2, 3], [3]], build: (g, [a, b]) => g.add(a!, b!) },
  Sub: {
    shapes: [
      [2, 1, 3],
      [4, 1],
    ],
    build: (g, [a, b]) => g.sub(a!, b!),
  },
  Mul: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (g, [a, b]) => g.mul(a!, b!),
  },
  "Mul by itself": { shapes: [[5]], build: (g, [a]) => g.mul(a!, a!) },
  Div: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    positive: true,
    build: (g, [a, b]) => g.div(a!, b!),
  },
  Neg: { shapes: [[4]], build: (g, [a]) => g.neg(a!) },
  Pow: { shapes: [[4]], build: (g, [a]) => g.square(a!) },
  Sqrt: { shapes: [[4]], positive: true, build: (g, [a]) => g.sqrt(a!) },
  Exp: { shapes: [[4]], build: (g, [a]) => g.exp(a!) },
  Log: { shapes: [[4]], positive: true, build: (g, [a]) => g.log(a!) },
  Sigmoid: { shapes: [[4]], build: (g, [a]) => g.sigmoid(a!) },
  Softmax: { shapes: [[3, 4]], build: (g, [a]) => g.softmax(a!) },
  ReduceSum: { shapes: [[2, 3, 4]], build: (g, [a]) => g.reduce("ReduceSum", a!, [0, 2], false) },
  ReduceMean: { shapes: [[2, 3, 4]], build: (g, [a]) => g.reduce("ReduceMean", a!, [1]) },
  MatMul: {
    shapes: [
      [2, 3, 4],
      [2, 4, 5],
    ],
    build: (g, [a, b]) => g.matmul(a!, b!),
  },
  "MatMul, one matrix for all": {
    shapes: [
      [2, 3, 4],
      [4, 5],
    ],
    build: (g, [a, b]) => g.matmul(a!, b!),
  },
  Gemm: { shapes: [[3, 4], [4, 5], [5]], build: (g, [a, b, c]) => g.gemm(a!, b!, { c: c! }) },
  "Gemm, A turned": {
    shapes: [
      [4, 3],
      [4, 5],
    ],
    build: (g, [a, b]) => g.gemm(a!, b!, { transA: 1 }),
  },
  "Gemm, B turned": {
    shapes: [
      [3, 4],
      [5, 4],
    ],
    build: (g, [a, b]) => g.gemm(a!, b!, { transB: 1 }),
  },
  "Gemm, both turned": {
    shapes: [
      [4, 3],
      [5, 4],
    ],
    build: (g, [a, b]) => g.gemm(a!, b!, { transA: 1, transB: 1 }),
  },
  "linear of three dimensions": { shapes: [[2, 3, 4], [5, 4], [5]], build: (g, [x, w, b]) => g.linear(x!, w!, b!) },
  Transpose: { shapes: [[2, 3, 4]], build: (g, [a]) => g.transpose(a!, [1, 2, 0]) },
  Reshape: { shapes: [[2, 6]], build: (g, [a]) => g.reshape(a!, [0, 2, -1]) },
  Expand: { shapes: [[2, 1, 3]], build: (g, [a]) => g.expand(a!, [2, 4, 3]) },
  Concat: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (g, [a, b]) => g.concat([a!, b!, a!], 1),
  },
  Split: {
    shapes: [[2, 5]],
    build: (g, [a]) => {
      const [first, , last] = g.split(a!, [2, 1, 2], 1);
      return g.mul(first!, last!);
    },
  },
  GatherND: { shapes: [[4, 3]], build: (g, [a]) => g.gatherNd(a!, places(g, [[2], [0]])) },
  Gather: { shapes: [[4, 3]], build: (g, [a]) => g.gather(a!, g.ints([2, 0, 2])) },
  RmsNorm: { shapes: [[3, 4], [4]], build: (g, [x, w]) => rmsNorm(g, x!, w!, 1e-3) },
  SwiGlu: {
    shapes: [
      [3, 4],
      [3, 4],
    ],
    build: (g, [gate, up]) => swiGlu(g, gate!, up!),
  },
  Rotary: {
    shapes: [[1, 2, 3, 4]],
    build: (g, [x]) => {
      const { cos, sin } = rotaryConstants(g, smallLlama({ headDim: 4 }), 3);
      return rotate(g, x!, cos, sin);
    },
  },
  CrossEntropy: {
    shapes: [[3, 5]],
    build: (g, [x]) =>
      crossEntropy(
        g,
        x!,
        places(g, [
          [0, 4],
          [1, 0],
          [2, 2],
        ]),
        g.table([3], Float32Array.of(0.5, 0, 2)),
      ),
  },
};

/** Σ c · f(x) with fixed numbers c, so that every output has a different weight. */
function lossOf(graph: Graph, y: GraphTensor): GraphTensor {
  const dims = y.dims as readonly number[];
  const count = dims.reduce((product, dim) => product * dim, 1);
  const numbers = graph.table(
    dims,
    Float32Array.from({ length: count }, (_, i) => Math.sin(i + 1)),
  );
  const axes = dims.map((_, i) => i);
  return graph.reduce("ReduceSum", graph.mul(y, numbers), axes, false);
}

describe("the gradient of an operator equals float64 finite differences", () => {
  it.each(Object.entries(cases))("%s", async (_, { shapes, build, positive }) => {
    const random = new Random(3);
    const draw = () => (positive ? 0.5 + random.next() : random.normal());
    const inputs: Value[] = shapes.map((dims) =>
      toValue(dims, Float32Array.from({ length: dims.reduce((p, d) => p * d, 1) }, draw)),
    );
    const graph = new Graph();
    const tensors = shapes.map((dims, i) => graph.input(`x${i}`, "float32", dims));
    const loss = lossOf(graph, build(graph, tensors));
    graph.output(loss, "loss");
    for (const [name, { dense, rows }] of gradients(graph, loss, tensors)) {
      if (dense) graph.output(dense, `gradient ${name}`);
      rows.forEach(({ indices, values }, i) => {
        graph.output(indices, `indices ${name} ${i}`);
        graph.output(values, `rows ${name} ${i}`);
      });
    }

    const session = await nodeRuntime().createSession(graph.encode());
    const feeds = Object.fromEntries(
      inputs.map(({ dims, data }, i) => [`x${i}`, { type: "float32" as const, dims, data: Float32Array.from(data) }]),
    );
    const outputs = await session.run(feeds);
    await session.release();

    const lossAt = (values: readonly Value[]): number =>
      runInFloat64(graph, Object.fromEntries(values.map((x, i) => [`x${i}`, x])))["loss"]!.data[0]!;
    expect(outputs["loss"]!.data[0]).toBeCloseTo(lossAt(inputs), 4);
    const h = 1e-5;
    inputs.forEach((x, k) => {
      const gradient = Float64Array.from(
        (outputs[`gradient x${k}`]?.data as Float32Array) ?? new Float32Array(x.data.length),
      );
      const rows = outputs[`rows x${k} 0`]?.data as Float32Array | undefined;
      const width = x.dims.at(-1)!;
      rows?.forEach((r, i) => {
        const row = Number(outputs[`indices x${k} 0`]!.data[Math.floor(i / width)]);
        gradient[row * width + (i % width)]! += r;
      });
      gradient.forEach((found, i) => {
        const moved = (by: number) => lossAt(inputs.with(k, { ...x, data: x.data.with(i, x.data[i]! + by) }));
        const expected = (moved(h) - moved(-h)) / (2 * h);
        expect(Math.abs(found - expected)).toBeLessThan(1e-4 * Math.max(0.1, Math.abs(expected)));
      });
    });
  });

  it("refuses what has no rule", () => {
    const graph = new Graph();
    const x = graph.input("x", "float32", [2]);
    const loss = graph.reduce("ReduceMax", x, [0], false);
    expect(() => gradients(graph, loss, [x])).toThrow("no gradient rule for the operator ReduceMax");
  });
});
