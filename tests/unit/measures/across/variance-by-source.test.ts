import { describe, expect, it } from "vitest";
import { Random, seedOf } from "#core/random.ts";
import { sampleOf } from "#measures/across/arm.ts";
import { varianceBySource, type VarianceBySource } from "#measures/across/variance-by-source.ts";
import { simulateArm } from "./simulated-arms.ts";

const ability = { a: 0.7, b: 0.65, c: 0.6, d: 0.55 };

/** Studies whose bias factors vary by dataset and by generation run with given standard deviations. */
function study(seed: number, sd: { run: number; dataset: number }, { datasets = 4, seeds = 3, rows = 80 } = {}) {
  const arms = Array.from({ length: datasets }, (_, k) => {
    const key = `data ${k}`;
    const normal = (...place: (string | number)[]) => new Random(seedOf(seed, key, ...place)).normal();
    const shift = (generator: string, solver: string, run: number) =>
      solver === generator ? sd.dataset * normal("dataset", solver) + sd.run * normal("run", solver, run) : 0;
    return simulateArm({ key, rows, ability, shift, seeds }, seed);
  });
  return varianceBySource(
    arms.map((arm) => sampleOf(arm, { seed, resamples: 60 })),
    seed,
  ).biasFactors;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
const shareSum = ({ share }: VarianceBySource) =>
  mean(Object.values(share).map(({ estimate }) => estimate ?? 0)) * Object.keys(share).length;

describe("variance by source", () => {
  it("recovers what was planted, on average over studies, and its intervals hold it", () => {
    // own cells of independent N(0, s²) give bias factors of variance s² (k - 1)² / k² (1 + 1 / (k - 1)³), k = 4 models
    const scale = (9 / 16) * (1 + 1 / 27);
    const found = Array.from({ length: 30 }, (_, k) => study(k, { run: 0.1, dataset: 0.15 }));
    const average = (source: "instances" | "generationRun" | "dataset") =>
      mean(found.map(({ variance }) => variance[source].estimate!));
    expect(average("generationRun")).toBeGreaterThan(0.8 * scale * 0.01);
    expect(average("generationRun")).toBeLessThan(1.2 * scale * 0.01);
    expect(average("dataset")).toBeGreaterThan(0.75 * scale * 0.0225);
    expect(average("dataset")).toBeLessThan(1.3 * scale * 0.0225);
    const holds = (truth: number, source: "generationRun" | "dataset") =>
      mean(found.map(({ variance }) => (variance[source].low! <= truth && truth <= variance[source].high! ? 1 : 0)));
    expect(holds(scale * 0.01, "generationRun")).toBeGreaterThan(0.8);
    expect(holds(scale * 0.0225, "dataset")).toBeGreaterThan(0.8);
    for (const parts of found) expect(shareSum(parts)).toBeCloseTo(1, 12);
  });

  it("finds none where rows are all that varies, and says when it cuts off at 0", () => {
    const found = Array.from({ length: 12 }, (_, k) => study(500 + k, { run: 0, dataset: 0 }));
    expect(mean(found.map(({ share }) => share.instances.estimate!))).toBeGreaterThan(0.8);
    const cut = found.filter(({ variance }) => variance.generationRun.estimate === 0);
    expect(cut.length).toBeGreaterThan(2);
    for (const { variance } of cut) expect(variance.generationRun.reason).toMatch(/^Cut off at 0/);
  });

  it("with one generation run leaves runs undefined and counts them with the datasets", () => {
    const { variance, share } = study(7, { run: 0.1, dataset: 0.1 }, { seeds: 1 });
    expect(variance.generationRun).toMatchObject({
      estimate: null,
      reason: expect.stringContaining("One generation run"),
    });
    expect(share.dataset.reason).toMatch(/variance of runs too/);
    expect(share.instances.estimate! + share.dataset.estimate!).toBeCloseTo(1, 12);
  });
});
