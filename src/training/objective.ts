/** @file What a trainer minimises. */
import type { Tensor } from "#core/runtime.ts";
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import type { WeightLookup } from "#onnx/llama.ts";

/** One run of a graph of fixed shapes. */
export interface Run {
  /** Runs with the same name share a graph: everything that `build` depends on. */
  shape: string;
  /** Declares the inputs that `feeds` has, and gives the loss: a scalar that is summed over a step's runs. */
  build(graph: Graph, weights: WeightLookup): GraphTensor;
  feeds: Readonly<Record<string, Tensor>>;
  /** Tokens of the rows, without padding. */
  tokens: number;
}

/** Lays out a step's rows as runs. */
export type Objective<Row> = (rows: readonly Row[]) => readonly Run[];
