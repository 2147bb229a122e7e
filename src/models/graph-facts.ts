/** @file What an ONNX file asks for and gives, read without running it. */
import { readFields, type ProtobufField } from "#onnx/protobuf.ts";

export interface GraphFacts {
  /** Name → element type, such as `float32`. Weights are not among them. */
  inputs: ReadonlyMap<string, string>;
  outputs: ReadonlyMap<string, string>;
  operators: ReadonlySet<string>;
  /** Files beside this one that hold weights, as the graph names them. */
  external: ReadonlySet<string>;
}

/** Numbers of `TensorProto.DataType`. */
const types: Readonly<Record<number, string>> = {
  ...{ 1: "float32", 2: "uint8", 3: "int8", 6: "int32", 7: "int64", 9: "bool", 10: "float16", 11: "float64" },
  16: "bfloat16",
};

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const none = new Uint8Array();

function find(message: Uint8Array, field: number): ProtobufField | undefined {
  for (const found of readFields(message)) if (found.field === field) return found;
  return undefined;
}

/** `ValueInfoProto`: name, and `TypeProto.tensor_type.elem_type`. */
function readValue(message: Uint8Array): [name: string, type: string] {
  const tensor = find(find(message, 2)?.bytes ?? none, 1)?.bytes ?? none;
  const type = Number(find(tensor, 1)?.value ?? 0n);
  return [text(find(message, 1)?.bytes ?? none), types[type] ?? `type ${type}`];
}

/** The file that `TensorProto.external_data` names under "location"; null for a weight inside the graph. */
function externalFile(tensor: Uint8Array): string | null {
  for (const { field, bytes } of readFields(tensor)) {
    if (field === 13 && text(find(bytes, 1)?.bytes ?? none) === "location") return text(find(bytes, 2)?.bytes ?? none);
  }
  return null;
}

/** Reads `ModelProto.graph`. Throws where the bytes are no protocol buffer; other files give empty facts. */
export function graphFacts(model: Uint8Array): GraphFacts {
  const inputs = new Map<string, string>();
  const outputs = new Map<string, string>();
  const operators = new Set<string>();
  const external = new Set<string>();
  const initialised = new Set<string>();
  for (const { bytes: graph } of [...readFields(model)].filter(({ field }) => field === 7)) {
    for (const { field, bytes } of readFields(graph)) {
      if (field === 1) operators.add(text(find(bytes, 4)?.bytes ?? none));
      else if (field === 5) {
        initialised.add(text(find(bytes, 8)?.bytes ?? none));
        const file = externalFile(bytes);
        if (file !== null) external.add(file);
      } else if (field === 11) inputs.set(...readValue(bytes));
      else if (field === 12) outputs.set(...readValue(bytes));
    }
  }
  for (const name of initialised) inputs.delete(name); // old exports list their weights as inputs too
  return { inputs, outputs, operators, external };
}
