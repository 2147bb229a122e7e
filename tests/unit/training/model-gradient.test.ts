import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import { Graph, type GraphTensor } from "#onnx/graph.ts";
import { initialWeights } from "#training/initial-weights.ts";
import { GradientRuns } from "#training/gradient-runs.ts";
import { languageModelling } from "#training/language-modelling.ts";
import { Parameters } from "#training/parameters.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { runInFloat64, toValue, type Value } from "#support/onnx-float64.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";

const shape = { layers: 1, hidden: 8, headDim: 4, heads: 2, keyValueHeads: 1, intermediate: 8, vocabulary: 7 };

const variants: Record<string, LlamaConfig> = {
  "two layers, grouped queries, tied head": smallLlama({ ...shape, layers: 2, heads: 4, keyValueHeads: 2 }),
  "as many key-value heads as heads, untied head": smallLlama({ ...shape, keyValueHeads: 2, tied: false }),
  "query, key and value biases (Qwen2)": smallLlama({ ...shape, queryKeyValueBias: true }),
  "all attention biases": smallLlama({ ...shape, tied: false, queryKeyValueBias: true, outputBias: true }),
};

const rows = [
  { ids: [1, 4, 2, 6, 1], weights: [0, 0, 1, 0.5, 2] },
  { ids: [3, 3, 5], weights: [1, 1, 0] },
];

describe("the gradient of the whole model equals float64 finite differences", () => {
  it.each(Object.entries(variants))("%s", async (_, config) => {
    const weights = initialWeights(config, 5, 0.4);
    const random = new Random(7);
    for (const { dims, data } of weights.values())
      if (dims.length === 1) data.forEach((value, i) => (data[i] = value + 0.3 * random.normal()));
    const parameters = new Parameters(weights);
    const [run] = languageModelling(config)(rows);
    const runs = new GradientRuns(nodeRuntime(), parameters);
    const gradient = new Float32Array(parameters.values.length);
    const loss = await runs.addGradient(run!, gradient);
    await runs.release();

    const graph = new Graph();
    const inputs = new Map<string, GraphTensor>();
    const lookup = (name: string): GraphTensor => {
      const tensor = inputs.get(name) ?? graph.input(name, "float32", weights.get(name)!.dims);
      inputs.set(name, tensor);
      return tensor;
    };
    graph.output(run!.build(graph, lookup), "loss");
    const fixed = Object.fromEntries(
      [...Object.entries(run!.feeds), ...weights].map(([name, { dims, data }]) => [name, toValue(dims, data)]),
    );
    const lossWith = (changed: Record<string, Value>): number =>
      runInFloat64(graph, { ...fixed, ...changed })["loss"]!.data[0]!;
    expect(Math.abs(loss - lossWith({}))).toBeLessThan(1e-5);

    const h = 1e-5;
    for (const [name, { offset, dims, data }] of parameters.byName) {
      const own = gradient.subarray(offset, offset + data.length);
      const norm = Math.hypot(...own);
      expect(norm).toBeGreaterThan(1e-4); // each weight matters, so that a missing gradient is seen
      const along = (direction: (i: number) => number): void => {
        const moved = (by: number) =>
          lossWith({ [name]: { dims, data: Float64Array.from(data, (x, i) => x + by * direction(i)) } });
        const expected = (moved(h) - moved(-h)) / (2 * h);
        const found = own.reduce((sum, g, i) => sum + g * direction(i), 0);
        expect(Math.abs(found - expected)).toBeLessThan(1e-4 * Math.max(Math.abs(expected), 0.2 * norm));
      };
      along((i) => own[i]! / norm);
      const noise = Float64Array.from(data, () => random.normal() / Math.sqrt(data.length));
      along((i) => noise[i]!);
    }
  });
});
