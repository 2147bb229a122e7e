/** @file Reverse-mode differentiation of a recorded graph: walks its steps backwards and records the gradients' nodes. */
import type { Graph, GraphTensor, Node } from "#onnx/graph.ts";
import { staticDims } from "#onnx/shapes.ts";
import { elementwise } from "./vjp-elementwise.ts";
import { layers } from "./vjp-layers.ts";
import { matrices } from "./vjp-matrices.ts";

/** What the rule of one operator is given. */
export interface VjpContext {
  graph: Graph;
  step: Node;
  /** Gradient of the loss by the step's first output. */
  gradient: GraphTensor;
  /** The same for any output; zeros where nothing depends on it. */
  gradientOf(output: number): GraphTensor;
  /** Whether the gradient by this input is needed. */
  wants(input: number): boolean;
}

/**
 * A vector-Jacobian product: from the loss's gradient by an operator's outputs to that by its inputs, in their order;
 * nothing where none is wanted or exists.
 */
export type Vjp = (context: VjpContext) => readonly (GraphTensor | undefined)[];

const rules: ReadonlyMap<string, Vjp> = new Map(Object.entries({ ...elementwise, ...matrices, ...layers }));

/** Gradient rows of a table that was read by index: `values[i]` belongs to row `indices[i]`; rows may repeat. */
export interface RowGradient {
  indices: GraphTensor;
  values: GraphTensor;
}

export interface Gradient {
  dense: GraphTensor | undefined;
  /** To be added to the dense part outside the graph: ONNX adds rows in parallel, so repeated ones would race. */
  rows: RowGradient[];
}

/** The names of all tensors that depend on `sources`, the sources included. */
function dependents(steps: readonly Node[], sources: readonly GraphTensor[]): Set<string> {
  const names = new Set(sources.map(({ name }) => name));
  for (const { inputs, outputs } of steps)
    if (inputs.some(({ name }) => names.has(name))) for (const { name } of outputs) names.add(name);
  return names;
}

/**
 * Gradients of a scalar loss by each of the sources, as nodes added to the same graph: ∂loss/∂source, of the source's
 * shape. A source that the loss does not depend on has neither a dense gradient nor rows. Shapes must be numbers.
 * Throws on an operator without a rule, and on `Gather` from anything but a source.
 */
export function gradients(graph: Graph, loss: GraphTensor, sources: readonly GraphTensor[]): Map<string, Gradient> {
  const steps = [...graph.steps];
  const active = dependents(steps, sources);
  const results = new Map(sources.map(({ name }): [string, Gradient] => [name, { dense: undefined, rows: [] }]));
  const found = new Map<string, GraphTensor>([[loss.name, graph.full(staticDims(loss.dims), 1)]]);

  for (const step of steps.reverse()) {
    if (!step.outputs.some(({ name }) => found.has(name)) || !step.inputs.some(({ name }) => active.has(name)))
      continue;
    const gradientOf = (output: number): GraphTensor => {
      const { name, dims } = step.outputs[output]!;
      return found.get(name) ?? graph.full(staticDims(dims), 0);
    };
    if (step.op === "Gather") {
      const [table, indices] = step.inputs as [GraphTensor, GraphTensor];
      const result = results.get(table.name);
      if (!result) throw new Error(`Gather is differentiated only by a table that is trained, not by "${table.name}".`);
      result.rows.push({ indices, values: gradientOf(0) });
      continue;
    }
    const rule = rules.get(step.op);
    if (!rule) throw new Error(`There is no gradient rule for the operator ${step.op}.`);
    const wants = (input: number) => active.has(step.inputs[input]?.name ?? "");
    const byInput = rule({ graph, step, gradient: gradientOf(0), gradientOf, wants });
    step.inputs.forEach(({ name }, i) => {
      const gradient = byInput[i];
      if (!gradient || !wants(i)) return;
      const earlier = found.get(name);
      found.set(name, earlier ? graph.add(earlier, gradient) : gradient);
    });
  }
  for (const [name, result] of results) result.dense = found.get(name);
  return results;
}
