import { describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "#onnx/safetensors.ts";

function file(header: unknown, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const whole = new Uint8Array(8 + head.length + body.length);
  new DataView(whole.buffer).setBigUint64(0, BigInt(head.length), true);
  whole.set(head, 8);
  whole.set(body, 8 + head.length);
  return whole;
}

const bytes = (data: Float32Array | Uint16Array) => new Uint8Array(data.buffer);
const entry = (dtype: string, shape: number[], end: number) => ({ dtype, shape, data_offsets: [0, end] });

describe("safetensors", () => {
  it("reads back what it writes, also from an odd place in a buffer", () => {
    const weights = new Map([
      ["a.weight", { dims: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ["ü", { dims: [], data: Float32Array.of(-0.5) }],
    ]);
    const written = writeSafetensors(weights);
    const moved = new Uint8Array(written.length + 3);
    moved.set(written, 3);
    expect(readSafetensors(moved.subarray(3))).toEqual(weights);
  });

  it("widens float16 and bfloat16, and leaves metadata out", () => {
    const half = file(
      { __metadata__: { format: "pt" }, h: entry("F16", [2], 4) },
      bytes(Uint16Array.of(0x3c00, 0xc000)),
    );
    expect(readSafetensors(half)).toEqual(new Map([["h", { dims: [2], data: Float32Array.of(1, -2) }]]));
    const brain = file({ b: entry("BF16", [1, 2], 4) }, bytes(Uint16Array.of(0x3f80, 0x4000)));
    expect(readSafetensors(brain).get("b")!.data).toEqual(Float32Array.of(1, 2));
  });

  it.each([
    ["a file that is something else", new Uint8Array(5), "not a safetensors file"],
    ["a header that is longer than the file", file({}, new Uint8Array()).fill(9, 0, 8), "not a safetensors file"],
    ["a file that was cut off", file({ w: entry("F32", [2], 8) }, new Uint8Array(4)), 'ends before the numbers of "w"'],
    ["another type", file({ w: entry("I64", [1], 8) }, new Uint8Array(8)), "type I64"],
    ["a shape that is not filled", file({ w: entry("F32", [3], 8) }, new Uint8Array(8)), "does not fill its shape [3]"],
  ])("refuses %s", (_, damaged, reason) => expect(() => readSafetensors(damaged)).toThrow(reason));
});
