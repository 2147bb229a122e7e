/** @file A model's files as a folder in the Hub layout, and the same with its weights beside the graph. */
import type { ModelFiles } from "#models/onnx-model.ts";
import { ProtobufWriter, readFields, readInts } from "#onnx/protobuf.ts";

const json = (value: unknown) => new Blob([JSON.stringify(value)]);

export function modelFolder(files: ModelFiles, name = "my model"): Map<string, Blob> {
  return new Map([
    [`${name}/config.json`, json(files.config)],
    [`${name}/tokenizer.json`, json(files.tokenizer)],
    [`${name}/tokenizer_config.json`, json(files.tokenizerConfig)],
    [`${name}/onnx/model.onnx`, new Blob([files.model as BlobPart])],
    [`${name}/.git/config`, new Blob(["[core]"])],
  ]);
}

/** Copies a message; `change` may write a field in another way and then returns true. */
function copied(message: Uint8Array, change: (field: number, bytes: Uint8Array, to: ProtobufWriter) => boolean) {
  const to = new ProtobufWriter();
  for (const { field, value, bytes } of readFields(message)) {
    if (change(field, bytes, to)) continue;
    if (bytes.length > 0) to.bytes(field, bytes);
    else to.int(field, value);
  }
  return to;
}

/** Moves the numbers of the larger weights out of an ONNX file into `file`, as exporters do with large models. */
export function withExternalWeights(model: Uint8Array, file: string): { model: Uint8Array; weights: Uint8Array } {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const entry = (key: string, value: string) => new ProtobufWriter().string(1, key).string(2, value);
  const moved = (tensor: Uint8Array) => {
    const raw = [...readFields(tensor)].find(({ field }) => field === 9)?.bytes;
    if (!raw || raw.length < 1024) return null;
    const to = new ProtobufWriter();
    for (const dim of readInts([...readFields(tensor)].filter(({ field }) => field === 1))) to.int(1, dim);
    for (const { field, value, bytes } of readFields(tensor)) {
      if (field === 2) to.int(2, value);
      if (field === 8) to.bytes(8, bytes);
    }
    const place = { location: file, offset: String(offset), length: String(raw.length) };
    for (const [key, value] of Object.entries(place)) to.message(13, entry(key, value));
    parts.push(raw);
    offset += raw.length;
    return to.int(14, 1);
  };
  const written = copied(model, (field, graph, to) => {
    if (field !== 7) return false;
    const inner = copied(graph, (inside, tensor, into) => {
      const external = inside === 5 ? moved(tensor) : null;
      if (external) into.message(5, external);
      return external !== null;
    });
    to.message(7, inner);
    return true;
  }).finish();
  const weights = new Uint8Array(offset);
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return { model: written, weights };
}
