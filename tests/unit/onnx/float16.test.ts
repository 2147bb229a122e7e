import { expect, it } from "vitest";
import { fromBfloat16, fromFloat16, toFloat16 } from "#onnx/float16.ts";

it("reads every half-precision number and writes it back", () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((half) => (half & 0x7fff) <= 0x7c00);
  expect(toFloat16(fromFloat16(halves))).toEqual(halves);
});

it("knows the format's landmarks", () => {
  const landmarks = [1, -2, 65504, 2 ** -14, 2 ** -24, 1 / 3, Infinity, -0];
  expect([...toFloat16(Float32Array.from(landmarks))]).toEqual([
    0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555, 0x7c00, 0x8000,
  ]);
  expect(fromFloat16(toFloat16(Float32Array.of(NaN)))[0]).toBeNaN();
});

it("rounds to the nearest, ties to even, and to infinity beyond the largest", () => {
  const step = 2 ** -10;
  const values = [
    1 + step / 2,
    1 + 1.5 * step,
    1 + 0.51 * step,
    65519,
    65520,
    2 ** -25,
    1.5 * 2 ** -24,
    2047.9 * 2 ** -25,
  ];
  expect([...fromFloat16(toFloat16(Float32Array.from(values)))]).toEqual([
    1,
    1 + 2 * step,
    1 + step,
    65504,
    Infinity,
    0,
    2 ** -23,
    2 ** -14,
  ]);
});

it("reads bfloat16 as the upper half of a float32", () => {
  expect([...fromBfloat16(Uint16Array.of(0x3f80, 0xc049, 0))]).toEqual([1, -3.140625, 0]);
});
