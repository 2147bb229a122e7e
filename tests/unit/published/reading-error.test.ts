import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { analyse, type Measures } from "#measures/analyse.ts";
import { publishedSets } from "#published/fidelity.ts";
import { meanReading, readingCost, scoreReading } from "#published/reading-error.ts";

const set = (id: string) => publishedSets.find((candidate) => candidate.id === id)!;
const costOf = (id: string) => readingCost(set(id), analyse(set(id).matrix));

describe("what reading a chart may cost", () => {
  it("is nothing for printed scores", () => {
    for (const costs of Object.values(costOf("A"))) expect(Object.values(costs).every((cost) => cost === 0)).toBe(true);
  });

  it("leaves alone what a shift of a whole row leaves alone", () => {
    const { mspd, spearman, pearson, biasFactor } = costOf("C");
    for (const costs of [spearman, pearson, biasFactor]) {
      for (const cost of Object.values(costs)) expect(cost).toBeLessThan(1e-12);
    }
    for (const cost of Object.values(mspd)) expect(cost).toBeGreaterThan(meanReading ** 2);
  });

  it("is 10/3 of one score's error for a bias factor of six models: the sum of its coefficients", () => {
    // K/(K-1) (δ - 1/K)(δ - 1/K): 25/30 once, 5/30 ten times, 1/30 twenty-five times
    for (const cost of Object.values(costOf("D").biasFactor)) expect(cost).toBeCloseTo((10 / 3) * scoreReading, 12);
  });

  it("holds for scores that are off at random", () => {
    const { matrix } = set("E");
    const measures = analyse(matrix);
    const cost = costOf("E");
    const random = new Random(7);
    const off = () => (2 * random.next() - 1) * scoreReading;
    let moved = 0;
    for (let round = 0; round < 200; round++) {
      const datasets = Object.fromEntries(
        Object.entries(matrix.datasets).map(([name, row]) => [name, row.map((score) => score! + off())]),
      );
      const found = analyse({ ...matrix, datasets });
      for (const measure of Object.keys(cost) as (keyof Measures)[]) {
        for (const [key, most] of Object.entries(cost[measure])) {
          const change = Math.abs(found[measure][key]!.estimate! - measures[measure][key]!.estimate!);
          expect(change, `${measure} ${key}`).toBeLessThanOrEqual(most * 1.001 + 1e-12);
          if (measure === "spearman" && change > 0) moved++;
        }
      }
    }
    expect(moved).toBeGreaterThan(0); // some orders do hang on the reading
  });
});
