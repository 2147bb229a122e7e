/** @file Whether an ONNX file takes and gives what a causal language model does here; asked before it is run. */
import { InputError } from "#core/words.ts";
import { graphFacts, type GraphFacts } from "./graph-facts.ts";

const past = /^past_key_values\.\d+\.(key|value)$/;
const whole = ["input_ids", "attention_mask", "position_ids", "num_logits_to_keep"];

function factsOf(path: string, model: Uint8Array): GraphFacts {
  try {
    const facts = graphFacts(model);
    if (facts.inputs.size > 0 && facts.outputs.size > 0) return facts;
  } catch {
    // told below
  }
  throw new InputError(`${path} is not an ONNX file, or not all of it arrived. Download it again.`);
}

/**
 * Checks inputs and outputs of an ONNX file; returns the files beside it that hold its weights.
 * @throws InputError naming what was found, what was expected and what to do.
 */
export function checkInterface(path: string, model: Uint8Array): string[] {
  const { inputs, outputs, external } = factsOf(path, model);
  const names = [...inputs.keys()];
  const missing = ["input_ids", "attention_mask"].find((name) => !inputs.has(name));
  if (missing !== undefined || !outputs.has("logits")) {
    const lacks = missing === undefined ? 'gives no "logits"' : `has no input "${missing}"`;
    throw new InputError(
      `${path} ${lacks} (inputs: ${names.join(", ")}): it is no language model that continues a text.`,
    );
  }
  const unknown = names.filter((name) => !whole.includes(name) && !past.test(name));
  if (unknown.length > 0) {
    throw new InputError(
      `${path} asks for ${unknown.slice(0, 3).join(", ")}${unknown.length > 3 ? ", …" : ""}, which this lab cannot give. ` +
        "Known are input_ids, attention_mask, position_ids, num_logits_to_keep and past_key_values.N.key and .value. " +
        "Export the model anew for the task text-generation-with-past.",
    );
  }
  const caches = names.filter((name) => past.test(name));
  if (caches.length === 0) {
    throw new InputError(
      `${path} has no key-value cache, so every token would cost as much as the whole text. Export the model for the ` +
        "task text-generation-with-past.",
    );
  }
  const lost = caches.find((name) => !outputs.has(name.replace("past_key_values", "present")));
  if (lost !== undefined)
    throw new InputError(`${path} takes ${lost} but does not give it back. Export the model anew.`);
  const typed = [...caches.map((name) => [name, inputs.get(name)!]), ["logits", outputs.get("logits")!]];
  const other = typed.find(([, type]) => type !== "float32");
  if (other) {
    throw new InputError(
      `${path} exchanges ${other[0]} as ${other[1]}; float32 was expected. Choose another file of this model: ` +
        "model.onnx, model_quantized.onnx and model_q4.onnx usually exchange float32.",
    );
  }
  return [...external];
}
