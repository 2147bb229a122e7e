/** @file Runs an emitted Llama graph the plain way, for tests. */
import type { Session, Tensor } from "#core/runtime.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";

export const int64 = (values: readonly number[], dims: readonly number[]): Tensor => ({
  type: "int64",
  dims,
  data: BigInt64Array.from(values, BigInt),
});

export interface Step {
  /** `[rows][columns]`, padded on the right. */
  ids: readonly (readonly number[])[];
  positions: readonly (readonly number[])[];
  /** `[rows][past + columns]`; 0 marks padding. */
  mask: readonly (readonly number[])[];
  /** Outputs of an earlier step. */
  past?: Record<string, Tensor>;
  keep?: number;
}

export async function runStep(session: Session, config: LlamaConfig, step: Step): Promise<Record<string, Tensor>> {
  const rows = step.ids.length;
  const columns = step.ids[0]!.length;
  const feeds: Record<string, Tensor> = {
    input_ids: int64(step.ids.flat(), [rows, columns]),
    position_ids: int64(step.positions.flat(), [rows, columns]),
    attention_mask: int64(step.mask.flat(), [rows, step.mask[0]!.length]),
    num_logits_to_keep: int64([step.keep ?? 0], []),
  };
  for (const name of session.inputNames.filter((input) => input.startsWith("past_key_values.")))
    feeds[name] = step.past?.[name.replace("past_key_values", "present")] ?? {
      type: "float32",
      dims: [rows, config.keyValueHeads, 0, config.headDim],
      data: new Float32Array(0),
    };
  return session.run(feeds);
}

/** Logits of one column, as plain numbers. */
export function logitsAt({ logits }: Record<string, Tensor>, row: number, column: number): number[] {
  const [, columns = 0, vocabulary = 0] = logits!.dims;
  const begin = (row * columns + column) * vocabulary;
  return Array.from((logits!.data as Float32Array).subarray(begin, begin + vocabulary));
}

export const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

export const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((max, x, i) => Math.max(max, Math.abs(x - b[i]!)), 0);
