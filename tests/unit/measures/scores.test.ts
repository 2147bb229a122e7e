import { describe, expect, it } from "vitest";
import { accuracy, macroF1, macroF1Refusal, scorerOf } from "#measures/scores.ts";

const targets = ["0", "1", "2", "0", "1", "2"];

describe("accuracy and macro-F1", () => {
  it("matches sklearn.metrics.f1_score([0,1,2,0,1,2], [0,2,1,0,0,1], average='macro') = 0.26666666666666666", () => {
    expect(macroF1(targets, ["0", "2", "1", "0", "0", "1"])).toBeCloseTo(0.26666666666666666, 14);
  });

  it("counts labels that occur only in predictions: f1_score([a,a,b], [a,c,b], average='macro') = (2/3 + 1 + 0) / 3", () => {
    expect(macroF1(["a", "a", "b"], ["a", "c", "b"])).toBeCloseTo((2 / 3 + 1 + 0) / 3, 14);
  });

  it("counts unparsed answers as wrong, but not as a label", () => {
    expect(accuracy(["a", "a", "b"], ["a", null, "b"])).toBeCloseTo(2 / 3, 14);
    expect(macroF1(["a", "a", "b"], ["a", null, "b"])).toBeCloseTo((2 / 3 + 1) / 2, 14);
    expect(macroF1(["a", "b"], [null, null])).toBe(0);
  });

  it("are 1 for perfect answers, blind to the order of rows, and undefined without rows", () => {
    const said = ["0", "2", "1", "0", "0", "1"];
    for (const metric of [accuracy, macroF1]) {
      expect(metric(targets, targets)).toBe(1);
      expect(metric([...targets].reverse(), [...said].reverse())).toBeCloseTo(metric(targets, said), 14);
      expect(metric([], [])).toBeNaN();
      expect(() => metric(["a"], [])).toThrow("one per row");
    }
  });

  it.each(["accuracy", "macroF1"] as const)("%s of weighted rows equals that of repeated rows", (metric) => {
    const said = ["0", "2", null, "0", "0", "1"];
    const weights = [2, 0, 1, 1, 3, 1];
    const repeat = <T>(list: T[]) => list.flatMap((value, i) => new Array<T>(weights[i]!).fill(value));
    const table = { name: "d", generator: null, seed: null, targets, predictions: { a: said } };
    const weighted = scorerOf(table, ["a"], metric)(Float64Array.from(weights), new Float64Array(1))[0];
    const plain = { accuracy, macroF1 }[metric](repeat(targets), repeat(said));
    expect(weighted).toBeCloseTo(plain, 14);
  });

  it("refuses macro-F1 as headline under 5 rows of a label", () => {
    const enough = ["a", "b"].flatMap((label) => new Array<string>(5).fill(label));
    expect(macroF1Refusal("snips", enough)).toBeNull();
    expect(macroF1Refusal("snips", [...enough, "c"])).toContain('"snips" has 1 row of label "c"');
  });
});
