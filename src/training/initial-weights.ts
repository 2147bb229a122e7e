/** @file Where training from nothing begins. */
import { Random } from "#core/random.ts";
import { llamaShapes, type LlamaConfig } from "#onnx/llama-config.ts";
import { sizeOf, type Weight } from "#onnx/weights.ts";

/**
 * Seeded weights of a new Llama: norms 1, biases 0, matrices normal with standard deviation `deviation`, those that
 * write into the residual stream divided by √(2 · layers). Source: GPT-2 (Radford et al., 2019), §2.3.
 */
export function initialWeights(config: LlamaConfig, seed: number, deviation = 0.02): Map<string, Weight> {
  const random = new Random(seed);
  const residual = deviation / Math.sqrt(2 * config.layers);
  const weights = new Map<string, Weight>();
  for (const [name, dims] of llamaShapes(config)) {
    const data = new Float32Array(sizeOf(dims));
    const scale = /(o_proj|down_proj)\.weight$/.test(name) ? residual : deviation;
    if (name.endsWith("norm.weight")) data.fill(1);
    else if (name.endsWith(".weight")) data.forEach((_, i) => (data[i] = random.normal() * scale));
    weights.set(name, { dims, data });
  }
  return weights;
}
