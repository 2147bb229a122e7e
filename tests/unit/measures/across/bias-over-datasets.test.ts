import { describe, expect, it } from "vitest";
import { sampleOf } from "#measures/across/arm.ts";
import { biasOf, biasOverDatasets, type ModelBias } from "#measures/across/bias-over-datasets.ts";
import { trendOf } from "#measures/across/trend.ts";
import { simulateArm } from "./simulated-arms.ts";

const ability = { a: 0.8, b: 0.7, c: 0.65, d: 0.6 };
const models = Object.keys(ability);
const sizes: Record<string, number> = { a: 1e8, b: 1e7, c: 1e6, d: 1e5 };
const facts = Object.fromEntries(
  models.map((model) => [model, { parameters: sizes[model]!, family: "f", base: null }]),
);

function study(seed: number, bias: Record<string, number>, rows = 50, resamples = 300) {
  const arms = ["x", "y", "z"].map((key) => simulateArm({ key, rows, ability, bias }, seed));
  return arms.map((arm) => biasOf(sampleOf(arm, { seed, resamples })));
}

/** Everybody gains `by`, so that every bias factor is `by`. */
const everybody = (by: number) => Object.fromEntries(models.map((model) => [model, by]));

describe("bias factors over datasets", () => {
  it("stand in the order of parameters, unknown sizes last", () => {
    const unknown = { ...facts, b: { parameters: null, family: null, base: null } };
    expect(biasOverDatasets(study(1, {}), unknown).map(({ model }) => model)).toEqual(["d", "c", "a", "b"]);
  });

  it("are the plain means of the datasets' bias factors", () => {
    for (const { dots, mean, newDatasets, byTask } of biasOverDatasets(study(2, {}), facts)) {
      const expected = dots.reduce((sum, dot) => sum + dot.estimate! / 3, 0);
      expect(mean.estimate).toBeCloseTo(expected, 12);
      expect(newDatasets.estimate).toBeCloseTo(expected, 12);
      expect(byTask["classification"]!.estimate).toBeCloseTo(expected, 12);
    }
  });

  it("find a planted bias and hold it, and hold 0 without one, as often as they claim", () => {
    const studies = 80;
    const held = { none: 0, planted: 0, further: 0 };
    let found = 0;
    let errors = 0;
    const covers = ({ low, high }: { low: number | null; high: number | null }, truth: number) =>
      low! <= truth && truth <= high!;
    const count = (list: readonly ModelBias[], of: (bias: ModelBias) => boolean) => list.filter(of).length;
    for (let k = 0; k < studies; k++) {
      const none = biasOverDatasets(study(1_000 + k, {}), facts);
      held.none += count(none, ({ mean }) => covers(mean, 0));
      held.further += count(none, ({ newDatasets }) => covers(newDatasets, 0));
      errors += none.some(({ mean }) => mean.adjustedP! < 0.05) ? 1 : 0;
      const planted = biasOverDatasets(study(1_000 + k, everybody(0.15)), facts);
      held.planted += count(planted, ({ mean }) => covers(mean, 0.15));
      found += count(planted, ({ mean }) => mean.adjustedP! < 0.05);
    }
    const share = (times: number) => times / (studies * models.length);
    // 94% over 250 studies; the standard error of 80 of them is .015
    for (const times of [held.none, held.planted, held.further]) {
      expect(share(times)).toBeGreaterThan(0.91);
      expect(share(times)).toBeLessThan(0.985);
    }
    expect(errors / studies).toBeLessThan(0.12);
    expect(share(found)).toBeGreaterThan(0.8);
  });

  it("say what they average where the metrics differ", () => {
    const arms = study(4, {});
    arms[0]!.sample.arm = { ...arms[0]!.sample.arm, metric: "exactMatch" };
    expect(biasOverDatasets(arms, facts)[0]!.mean.reason).toBe("Averages scores of 2 metrics (exactMatch, accuracy).");
  });
});

describe("trend of the bias factor against parameters", () => {
  it("is the least squares slope per tenfold and the rank correlation", () => {
    const arms = study(5, { d: 0.2 });
    const { arms: each, over } = trendOf(arms, facts);
    const [first] = arms;
    // numpy.polyfit([8, 7, 6, 5], bias, 1)[0] = sum((x - 6.5) * bias) / 5
    const bias = models.map((model) => first!.spreads.get(model)!.estimate);
    const slope = [1.5, 0.5, -0.5, -1.5].reduce((sum, pull, i) => sum + (pull * bias[i]!) / 5, 0);
    expect(each[0]!.slope.estimate).toBeCloseTo(slope, 12);
    expect(over.slope.estimate).toBeCloseTo(
      each.reduce((sum, trend) => sum + trend.slope.estimate! / 3, 0),
      12,
    );
    expect(over.models).toBe(4);
  });

  it("is found where smaller models are biased, and is 0 where all are alike", () => {
    const falling = { a: 0, b: 0.1, c: 0.2, d: 0.3 };
    const studies = 40;
    let found = 0;
    let held = 0;
    for (let k = 0; k < studies; k++) {
      if (trendOf(study(2_000 + k, falling, 50, 150), facts).over.slope.high! < 0) found++;
      const { low, high } = trendOf(study(2_000 + k, everybody(0.1), 50, 150), facts).over.slope;
      if (low! <= 0 && high! >= 0) held++;
    }
    expect(found / studies).toBeGreaterThan(0.9);
    expect(held / studies).toBeGreaterThan(0.87);
  });

  it("needs three different sizes", () => {
    const two = { ...facts, a: facts["b"]!, d: facts["c"]! };
    expect(trendOf(study(6, {}), two).over.slope).toMatchObject({
      estimate: null,
      reason: "Bias factors of models of 2 different sizes; a trend needs three.",
    });
  });
});
