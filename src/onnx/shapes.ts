/** @file Shapes whose dimensions may be names. */

export type Dim = number | string;

const show = (dims: readonly Dim[]): string => `[${dims.join(", ")}]`;

/** The shape of an element-wise operation on two shapes. */
export function broadcast(a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1 || typeof x === "string") return y;
    if (typeof y === "string") return x;
    throw new Error(`Shapes ${show(a)} and ${show(b)} do not go together.`);
  });
}

/** The shape that remains when the axes are summed away, or kept with size 1. */
export function reducedDims(dims: readonly Dim[], axes: readonly number[], keep: boolean): Dim[] {
  if (keep) return dims.map((dim, i) => (axes.includes(i) ? 1 : dim));
  return dims.filter((_, i) => !axes.includes(i));
}

/** The shape that ONNX's Reshape gives; `fresh` names a dimension that cannot be known yet. */
export function reshapedDims(dims: readonly Dim[], shape: readonly number[], fresh: () => string): Dim[] {
  const kept: Dim[] = shape.map((size, i) => (size === 0 ? dims[i]! : size));
  const product = (list: readonly Dim[]) => list.reduce<number>((total, dim) => total * (dim as number), 1);
  const open = kept.indexOf(-1);
  const known = [...dims, ...kept].every((dim) => typeof dim === "number");
  if (!known) return open < 0 ? kept : kept.with(open, fresh());
  const size = product(dims);
  if (open >= 0) kept[open] = size / -product(kept);
  if (product(kept) !== size || !Number.isInteger(kept[open] ?? 0))
    throw new Error(`The shape ${show(dims)} cannot be read as ${show(shape)}.`);
  return kept;
}

/** The dimensions as numbers; throws where one is only a name. */
export function staticDims(dims: readonly Dim[]): readonly number[] {
  if (dims.every((dim) => typeof dim === "number")) return dims as readonly number[];
  throw new Error(`Gradients need fixed shapes; this one is ${show(dims)}.`);
}
