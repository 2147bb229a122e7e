/** @file Evaluates a recorded graph in float64, slowly and plainly: the oracle of gradient tests. */
import type { Graph, Node } from "#onnx/graph.ts";

export interface Value {
  dims: readonly number[];
  data: Float64Array;
}

const size = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

const strides = (dims: readonly number[]): number[] => dims.map((_, i) => size(dims.slice(i + 1)));

const value = (dims: readonly number[], at: (i: number, index: number[]) => number): Value => {
  const steps = strides(dims);
  const place = (i: number) => steps.map((step, k) => Math.floor(i / step) % dims[k]!);
  return { dims, data: Float64Array.from({ length: size(dims) }, (_, i) => at(i, place(i))) };
};

/** The element of `x` at an index of a shape that it is broadcast to. */
const read = ({ dims, data }: Value, index: readonly number[]): number => {
  const steps = strides(dims);
  const lead = index.length - dims.length;
  return data[steps.reduce((sum, step, k) => sum + (dims[k] === 1 ? 0 : index[k + lead]! * step), 0)]!;
};

function broadcast(a: Value, b: Value, f: (x: number, y: number) => number): Value {
  const rank = Math.max(a.dims.length, b.dims.length);
  const dims = Array.from({ length: rank }, (_, i) =>
    Math.max(a.dims[i - rank + a.dims.length] ?? 1, b.dims[i - rank + b.dims.length] ?? 1),
  );
  const whole = (x: Value) => x.dims.join() === dims.join();
  const [direct, other] = [whole(a), whole(b)];
  return value(dims, (i, index) => f(direct ? a.data[i]! : read(a, index), other ? b.data[i]! : read(b, index)));
}

const map = ({ dims, data }: Value, f: (x: number) => number): Value => ({ dims, data: data.map(f) });

function reduce(x: Value, axes: Value, keep: boolean, f: (values: number[]) => number): Value {
  const gone = [...axes.data];
  const kept = x.dims.map((dim, i) => (gone.includes(i) ? 1 : dim));
  const groups = Array.from({ length: size(kept) }, (): number[] => []);
  const steps = strides(kept);
  value(x.dims, (i, index) => {
    groups[index.reduce((sum, at, k) => sum + (kept[k] === 1 ? 0 : at * steps[k]!), 0)]!.push(x.data[i]!);
    return 0;
  });
  return { dims: keep ? kept : x.dims.filter((_, i) => !gone.includes(i)), data: Float64Array.from(groups, f) };
}

function transpose(x: Value, perm: readonly number[]): Value {
  const dims = perm.map((axis) => x.dims[axis]!);
  return value(dims, (_, index) =>
    read(
      x,
      perm.map((_, axis) => index[perm.indexOf(axis)]!),
    ),
  );
}

function matmul(a: Value, b: Value): Value {
  const [rows, inner] = [a.dims.at(-2)!, a.dims.at(-1)!];
  const leading = broadcast(
    { dims: a.dims.slice(0, -2), data: new Float64Array(size(a.dims.slice(0, -2))) },
    { dims: b.dims.slice(0, -2), data: new Float64Array(size(b.dims.slice(0, -2))) },
    () => 0,
  ).dims;
  return value([...leading, rows, b.dims.at(-1)!], (_, index) => {
    const [lead, row, column] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += read(a, [...lead, row, k]) * read(b, [...lead, k, column]);
    return sum;
  });
}

function split(x: Value, sizes: readonly number[], axis: number): Value[] {
  let from = 0;
  return sizes.map((width) => {
    const begin = from;
    from += width;
    return value(x.dims.with(axis, width), (_, index) => read(x, index.with(axis, index[axis]! + begin)));
  });
}

function concat(parts: readonly Value[], axis: number): Value {
  const dims = parts[0]!.dims.with(
    axis,
    parts.reduce((sum, part) => sum + part.dims[axis]!, 0),
  );
  return value(dims, (_, index) => {
    let at = index[axis]!;
    const part = parts.find((candidate) =>
      at < candidate.dims[axis]! ? true : ((at -= candidate.dims[axis]!), false),
    )!;
    return read(part, index.with(axis, at));
  });
}

/** Offsets of the blocks of `x` that are named by places `[..., depth]`, and the shape of one block. */
function blocks(x: Value, places: Value): { offsets: number[]; block: readonly number[] } {
  const depth = places.dims.at(-1)!;
  const steps = strides(x.dims);
  const offsets = Array.from({ length: places.data.length / depth }, (_, i) =>
    Array.from({ length: depth }, (_, k) => places.data[i * depth + k]! * steps[k]!).reduce((sum, part) => sum + part),
  );
  return { offsets, block: x.dims.slice(depth) };
}

function gatherNd(x: Value, places: Value): Value {
  const { offsets, block } = blocks(x, places);
  const data = offsets.flatMap((offset) => [...x.data.subarray(offset, offset + size(block))]);
  return { dims: [...places.dims.slice(0, -1), ...block], data: Float64Array.from(data) };
}

function scatterAdd(x: Value, places: Value, updates: Value): Value {
  const { offsets, block } = blocks(x, places);
  const data = x.data.slice();
  offsets.forEach((offset, i) => {
    for (let k = 0; k < size(block); k++) data[offset + k]! += updates.data[i * size(block) + k]!;
  });
  return { dims: x.dims, data };
}

function softmax(x: Value): Value {
  const last: Value = { dims: [1], data: Float64Array.of(x.dims.length - 1) };
  const shifted = broadcast(
    x,
    reduce(x, last, true, (values) => Math.max(...values)),
    (a, b) => Math.exp(a - b),
  );
  return broadcast(shifted, reduce(shifted, last, true, sumOf), (a, b) => a / b);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0);

function reshape(x: Value, shape: Value): Value {
  const dims = [...shape.data].map((dim, i) => (dim === 0 ? x.dims[i]! : dim));
  const open = dims.indexOf(-1);
  return { data: x.data, dims: open < 0 ? dims : dims.with(open, -x.data.length / size(dims)) };
}

function evaluate({ op, attributes }: Node, x: readonly Value[]): Value[] {
  const [a, b, c] = x as [Value, Value, Value];
  const axis = attributes["axis"] as number;
  const keep = attributes["keepdims"] === 1;
  const turned = (matrix: Value, flag: string) => (attributes[flag] ? transpose(matrix, [1, 0]) : matrix);
  const operators: Record<string, () => Value | Value[]> = {
    Identity: () => a,
    Add: () => broadcast(a, b, (p, q) => p + q),
    Sub: () => broadcast(a, b, (p, q) => p - q),
    Mul: () => broadcast(a, b, (p, q) => p * q),
    Div: () => broadcast(a, b, (p, q) => p / q),
    Pow: () => broadcast(a, b, (p, q) => p ** q),
    Neg: () => map(a, (p) => -p),
    Sqrt: () => map(a, Math.sqrt),
    Exp: () => map(a, Math.exp),
    Log: () => map(a, Math.log),
    Sigmoid: () => map(a, (p) => 1 / (1 + Math.exp(-p))),
    Softmax: () => softmax(a),
    ReduceSum: () => reduce(a, b, keep, sumOf),
    ReduceMean: () => reduce(a, b, keep, (values) => sumOf(values) / values.length),
    ReduceMax: () => reduce(a, b, keep, (values) => Math.max(...values)),
    MatMul: () => matmul(a, b),
    Gemm: () => {
      const product = matmul(turned(a, "transA"), turned(b, "transB"));
      return c ? broadcast(product, c, (p, q) => p + q) : product;
    },
    Transpose: () => transpose(a, attributes["perm"] as readonly number[]),
    Reshape: () => reshape(a, b),
    Expand: () => value([...b.data], (_, index) => read(a, index)),
    Concat: () => concat(x, axis),
    Split: () => split(a, [...b.data], axis),
    Gather: () => gatherNd(a, { dims: [...b.dims, 1], data: b.data }),
    GatherND: () => gatherNd(a, b),
    ScatterND: () => scatterAdd(a, b, c),
  };
  const operator = operators[op];
  if (!operator) throw new Error(`The float64 oracle does not know ${op}.`);
  return [operator()].flat();
}

export const toValue = (dims: readonly number[], data: ArrayLike<number | bigint>): Value => ({
  dims,
  data: Float64Array.from(data as ArrayLike<number>, Number),
});

/** All outputs of a graph of fixed shapes. */
export function runInFloat64(graph: Graph, feeds: Readonly<Record<string, Value>>): Record<string, Value> {
  const values = new Map(Object.entries(feeds));
  for (const { tensor, data } of graph.initializers) values.set(tensor.name, toValue(tensor.dims as number[], data));
  for (const node of graph.nodes) {
    const outputs = evaluate(
      node,
      node.inputs.map(({ name }) => values.get(name)!),
    );
    node.outputs.forEach(({ name }, i) => values.set(name, outputs[i]!));
  }
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, values.get(name)!]));
}
