import { describe, expect, it } from "vitest";
import { languageModelling } from "#training/language-modelling.ts";
import { groupRows, inputIds } from "#training/layout.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";

const row = (length: number) => ({
  ids: Array.from({ length }, (_, i) => i + 1),
  weights: Array.from({ length }, () => 1),
});

describe("rows laid out in few shapes", () => {
  it("pads lengths and counts, and cuts a step that is too large, longest rows first", () => {
    const groups = groupRows([row(5), row(14), row(9), row(1), row(13)], { maxTokens: 32 });
    expect(groups.map(({ rows, shape }) => [rows.map(({ ids }) => ids.length), shape])).toEqual([
      [[14, 13], { batch: 2, length: 16 }],
      [[9, 5], { batch: 2, length: 8 }],
    ]);
    expect(groupRows(Array.from({ length: 11 }, () => row(3)))[0]!.shape).toEqual({ batch: 16, length: 4 });
  });

  it("says which row is too long", () => {
    expect(() => groupRows([row(40)], { lengths: [8, 16] })).toThrow("39 tokens is longer than 16");
  });

  it("reads all tokens of a row but its last", () => {
    const { data } = inputIds([row(3), row(2)], { batch: 2, length: 4 });
    expect([...data]).toEqual([1n, 2n, 0n, 0n, 1n, 0n, 0n, 0n]);
  });

  it("predicts at chosen places only, and never names a place twice", () => {
    const chosen = { ids: [5, 6, 7, 8], weights: [0, 0, 2, 2] };
    const [run] = languageModelling(smallLlama())([chosen, { ...chosen, weights: [1, 0, 0, 4] }]);
    const places = [...(run!.feeds["places"]!.data as BigInt64Array)].map(Number);
    expect(places.slice(0, 3)).toEqual([1, 2, 6]);
    expect(new Set(places).size).toBe(places.length);
    expect([...run!.feeds["lossWeights"]!.data]).toEqual([0.25, 0.25, 0.5]);
    expect([...run!.feeds["targets"]!.data]).toEqual([0n, 7n, 1n, 8n, 2n, 8n]);
  });
});
