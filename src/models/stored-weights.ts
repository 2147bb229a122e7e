/** @file How many weights an ONNX file holds and in what type, without reading them. */
import { readFields, readInts } from "#onnx/protobuf.ts";
import { CONSTANT_PREFIX, sizeOf } from "#onnx/weights.ts";

/** Numbers of `TensorProto.DataType`. */
const names: Readonly<Record<number, string>> = {
  1: "fp32",
  2: "uint8",
  3: "int8",
  10: "fp16",
  16: "bf16",
  21: "uint4",
  22: "int4",
};

export interface StoredWeights {
  parameters: number;
  /** The type that holds the most bytes. */
  type: string;
}

export function storedWeights(model: Uint8Array): StoredWeights {
  const sizes = new Map<string, number>();
  let parameters = 0;
  for (const { field, bytes } of readFields(model)) {
    if (field !== 7) continue; // ModelProto.graph
    for (const inner of readFields(bytes)) {
      if (inner.field !== 5) continue; // GraphProto.initializer
      const fields = [...readFields(inner.bytes)];
      const name = new TextDecoder().decode(fields.find((part) => part.field === 8)?.bytes);
      const type = names[Number(fields.find((part) => part.field === 2)?.value ?? 0n)];
      if (type === undefined || name.startsWith(CONSTANT_PREFIX)) continue;
      const count = sizeOf(readInts(fields.filter((part) => part.field === 1)));
      parameters += count;
      sizes.set(type, (sizes.get(type) ?? 0) + inner.bytes.length);
    }
  }
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1]);
  return { parameters, type: largest?.[0] ?? "unknown" };
}
