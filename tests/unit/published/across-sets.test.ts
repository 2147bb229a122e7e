import { describe, expect, it } from "vitest";
import { analyse } from "#measures/analyse.ts";
import { biasOverSets, fidelityOf, slopePerTenfold } from "#published/across-sets.ts";
import { publishedSets } from "#published/fidelity.ts";

const measured = publishedSets.map((set) => ({ set, measures: analyse(set.matrix) }));
const rows = biasOverSets(measured);
const row = (model: string) => rows.find((each) => each.model === model)!;

describe("the published sets together", () => {
  it.each([
    ["gpt-4o", [0.062, 0.057, 0.04, -0.009, -0.006, -0.019], 3],
    ["gpt-4o-mini", [-0.055, -0.072, -0.043, 0.07, 0.078, -0.014], 2],
    ["Mixtral-8x22B", [0.002, -0.001, 0.029, -0.012, -0.017, 0.016], 3],
    ["Mixtral-8x7B", [0.04, 0.064, 0.02, 0.224, 0.244, 0.004], 6],
    ["Llama-3-70B", [-0.023, -0.004, -0.008, -0.074, -0.076, 0.001], 1],
    ["Llama-3-8B", [-0.023, -0.075, -0.055, -0.102, -0.074, 0.01], 1],
  ])("%s: bias factors of A to F", (model, expected, above) => {
    const found = row(model);
    Object.values(found.bySet).forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(6e-4));
    expect(found.above).toBe(above);
  });

  it("orders by parameters, what is unknown last", () => {
    expect(rows.map(({ model }) => model)).toEqual([
      "Llama-3-8B",
      "Mixtral-8x7B",
      "Llama-3-70B",
      "Mixtral-8x22B",
      "gpt-4o",
      "gpt-4o-mini",
    ]);
  });

  it("weighs each real dataset once in the mean over datasets", () => {
    const { A, B, C, D, E, F } = row("Mixtral-8x7B").bySet;
    expect(row("Mixtral-8x7B").meanOverDatasets).toBeCloseTo(((A! + B! + C!) / 3 + (D! + E!) / 2 + F!) / 3, 12);
  });

  it("fits the slope on log parameters over the known sizes alone", () => {
    // numpy.polyfit(numpy.log10([8.03, 46.7, 70.6, 141]), [1, 2, 3, 5], 1)[0]
    const values: Record<string, number> = { "Llama-3-8B": 1, "Mixtral-8x7B": 2, "Llama-3-70B": 3, "Mixtral-8x22B": 5 };
    const value = ({ model }: { model: string }) => values[model] ?? 1e6;
    expect(slopePerTenfold(rows, "parameters", value)).toBeCloseTo(2.9166179145161215, 10);
    // numpy.polyfit(numpy.log10([8.03, 12.9, 70.6, 39]), [1, 2, 3, 5], 1)[0]
    expect(slopePerTenfold(rows, "active", value)).toBeCloseTo(2.8943375130724887, 10);
  });

  it("counts where the average of generators is nearer to the real data than a single set", () => {
    const counts = measured.map((each) => fidelityOf(each).average);
    expect(counts.map(({ lowerMspd }) => lowerMspd)).toEqual([4, 4, 4, 4, 3, 5]);
    expect(counts.map(({ higherSpearman, equalSpearman }) => [higherSpearman, equalSpearman])).toEqual([
      [3, 2],
      [2, 1],
      [4, 1],
      [2, 2],
      [3, 2],
      [2, 4],
    ]);
    // numpy.mean(mspd) / numpy.var(original) of set F
    expect(fidelityOf(measured[5]!).relative).toBeCloseTo(0.05661978733144192, 10);
  });
});
