/** @file Picks the weights of a Llama out of a file's. */
import { EMBEDDING, llamaShapes, type LlamaConfig } from "./llama-config.ts";
import type { Weight, Weights } from "./weights.ts";

/**
 * The weights that a model of this shape has, and no others. A tied table may come under the head's name only. Throws
 * where one is missing or has another shape.
 */
export function llamaWeights(config: LlamaConfig, all: Weights): Map<string, Weight> {
  const picked = new Map<string, Weight>();
  for (const [name, dims] of llamaShapes(config)) {
    const found = all.get(name) ?? (config.tied && name === EMBEDDING ? all.get("lm_head.weight") : undefined);
    if (found?.dims.join() !== dims.join()) {
      const what = found ? `[${found.dims.join(", ")}]` : "none";
      throw new Error(`Weight "${name}": expected the shape [${dims.join(", ")}], found ${what}.`);
    }
    picked.set(name, found);
  }
  return picked;
}
