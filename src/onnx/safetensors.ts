/** @file Hugging Face's weight files: a JSON header, then raw numbers. */
import { fromBfloat16, fromFloat16 } from "./float16.ts";
import { sizeOf, type Weight, type Weights } from "./weights.ts";

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [begin: number, end: number];
}

function readEntry(name: string, { dtype, shape, data_offsets: [begin, end] }: Entry, body: Uint8Array): Weight {
  if (end > body.length)
    throw new Error(`The safetensors file ends before the numbers of "${name}": it is not complete.`);
  const bytes = new Uint8Array(body.subarray(begin, end)).buffer; // a copy: the numbers must be aligned
  const halves = () => new Uint16Array(bytes);
  const read: Record<string, () => Float32Array> = {
    F32: () => new Float32Array(bytes),
    F16: () => fromFloat16(halves()),
    BF16: () => fromBfloat16(halves()),
  };
  const data = read[dtype]?.();
  if (!data) throw new Error(`The weight "${name}" has the type ${dtype}; F32, F16 and BF16 can be read.`);
  if (data.length !== sizeOf(shape))
    throw new Error(`The weight "${name}" does not fill its shape [${shape.join(", ")}].`);
  return { dims: shape, data };
}

/** Reads float32, float16 and bfloat16 weights, all as float32. */
export function readSafetensors(file: Uint8Array): Map<string, Weight> {
  const length = file.length < 8 ? Infinity : Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - 8) throw new Error("This is not a safetensors file: its header is longer than the file.");
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<string, Entry>;
  const body = file.subarray(8 + length);
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  return new Map(names.map((name) => [name, readEntry(name, header[name]!, body)]));
}

/** Writes float32. */
export function writeSafetensors(weights: Weights): Uint8Array {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { dims, data }] of weights)
    header[name] = { dtype: "F32", shape: dims, data_offsets: [end, (end += data.byteLength)] };
  let json = JSON.stringify(header);
  json += " ".repeat(-json.length & 7); // the numbers begin at a multiple of 8
  const head = new TextEncoder().encode(json);
  const file = new Uint8Array(8 + head.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of weights.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
