/** @file Named weights in main memory, and how they are read out of an ONNX file. */
import { fromFloat16 } from "./float16.ts";
import { readFields, readInts, type ProtobufField } from "./protobuf.ts";

export interface Weight {
  dims: readonly number[];
  data: Float32Array;
}

/** Names and orientation as in Hugging Face files: a linear layer's weight is `[out, in]`. */
export type Weights = ReadonlyMap<string, Weight>;

export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

export const parameterCount = (weights: Weights): number =>
  [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);

/** Initialisers with this prefix are tables of the graph, not weights of the model. */
export const CONSTANT_PREFIX = "constant.";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A copy, so that the numbers are aligned. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function readTensor(message: Uint8Array): [name: string, weight: Weight] | null {
  const fields = [...readFields(message)];
  const find = (number: number): ProtobufField | undefined => fields.find(({ field }) => field === number);
  const name = text(find(8)?.bytes ?? new Uint8Array());
  const type = Number(find(2)?.value ?? 0n);
  const raw = find(9)?.bytes ?? find(4)?.bytes;
  if (name.startsWith(CONSTANT_PREFIX) || (type !== 1 && type !== 10)) return null;
  if (!raw) throw new Error(`The weight "${name}" is not stored inside the ONNX file.`);
  const dims = readInts(fields.filter(({ field }) => field === 1));
  const data = type === 1 ? new Float32Array(buffer(raw)) : fromFloat16(new Uint16Array(buffer(raw)));
  if (data.length !== sizeOf(dims))
    throw new Error(`The weight "${name}" has ${data.length} numbers; its shape [${dims.join(", ")}] asks for others.`);
  return [name, { dims, data }];
}

/** The float32 and float16 weights of an ONNX file, as float32: a trainer reads the same file that inference runs. */
export function readOnnxWeights(model: Uint8Array): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const { field, bytes } of readFields(model)) {
    if (field !== 7) continue; // ModelProto.graph
    for (const inner of readFields(bytes)) {
      const tensor = inner.field === 5 ? readTensor(inner.bytes) : null; // GraphProto.initializer
      if (tensor) weights.set(...tensor);
    }
  }
  if (weights.size === 0) throw new Error("No weights were found: is this an ONNX file?");
  return weights;
}
