/** @file A language model in a few lines of arithmetic that stands in at the `Session` interface. */
import type { FloatTensor, IntTensor, Session, Tensor } from "#core/runtime.ts";

export const scriptedConfig = {
  num_hidden_layers: 1,
  num_attention_heads: 1,
  num_key_value_heads: 1,
  head_dim: 1,
  hidden_size: 1,
  vocab_size: 12,
  max_position_embeddings: 64,
  eos_token_id: 11,
  pad_token_id: 10,
};

interface Options {
  vocabulary?: number;
  /** Adds to a token's logit; `seen` is the sum over the visible tokens. */
  bias?: (token: number, seen: number) => number;
}

/**
 * Logits follow from which tokens are visible and at which positions: keys hold ids, values hold positions. Any fault
 * in mask, positions, padding or cache changes them. Feeds of the wrong shape are refused.
 */
export function scriptedSession({ vocabulary = 12, bias = () => 0 }: Options = {}) {
  const runs: { rows: number; columns: number }[] = [];
  const session: Session = {
    inputNames: [
      ...["input_ids", "attention_mask", "position_ids"],
      ...["past_key_values.0.key", "past_key_values.0.value"],
    ],
    outputNames: ["logits", "present.0.key", "present.0.value"],
    async run(feeds): Promise<Record<string, Tensor>> {
      const ids = feeds["input_ids"] as IntTensor;
      const positions = feeds["position_ids"] as IntTensor;
      const mask = feeds["attention_mask"] as IntTensor;
      const pastKeys = feeds["past_key_values.0.key"] as FloatTensor;
      const pastValues = feeds["past_key_values.0.value"] as FloatTensor;
      const [rows, columns] = ids.dims as [number, number];
      const past = pastKeys.dims[2]!;
      const length = past + columns;
      expectSize(ids, [rows, columns]);
      expectSize(positions, [rows, columns]);
      expectSize(mask, [rows, length]);
      expectSize(pastKeys, [rows, 1, past, 1]);
      expectSize(pastValues, [rows, 1, past, 1]);
      runs.push({ rows, columns });

      const keys = new Float32Array(rows * length);
      const values = new Float32Array(rows * length);
      const logits = new Float32Array(rows * columns * vocabulary);
      for (let row = 0; row < rows; row++) {
        keys.set(pastKeys.data.subarray(row * past, (row + 1) * past), row * length);
        values.set(pastValues.data.subarray(row * past, (row + 1) * past), row * length);
        for (let column = 0; column < columns; column++) {
          keys[row * length + past + column] = Number(ids.data[row * columns + column]);
          values[row * length + past + column] = Number(positions.data[row * columns + column]);
        }
        for (let column = 0; column < columns; column++) {
          let seen = 0;
          for (let at = row * length; at <= row * length + past + column; at++)
            if (mask.data[at] === 1n) seen += Math.sin(0.5 + keys[at]! * 1.7 + values[at]! * 0.9);
          for (let token = 0; token < vocabulary; token++)
            logits[(row * columns + column) * vocabulary + token] =
              2 * Math.sin(seen * (token + 1) + token) + bias(token, seen);
        }
      }
      const float = (data: Float32Array, dims: number[]): FloatTensor => ({ type: "float32", dims, data });
      return {
        logits: float(logits, [rows, columns, vocabulary]),
        "present.0.key": float(keys, [rows, 1, length, 1]),
        "present.0.value": float(values, [rows, 1, length, 1]),
      };
    },
    async release() {},
  };
  return { session, runs };
}

function expectSize(tensor: Tensor, dims: number[]): void {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (tensor.dims.join() !== dims.join() || tensor.data.length !== size)
    throw new Error(`Expected [${dims.join()}], found [${tensor.dims.join()}] with ${tensor.data.length} numbers.`);
}
