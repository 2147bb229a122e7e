import { describe, expect, it } from "vitest";
import { measureAcross } from "#measures/across/across.ts";
import { sampleOf } from "#measures/across/arm.ts";
import { transferOf } from "#measures/across/transfer.ts";
import { simulateArm, type SimulatedArm } from "./simulated-arms.ts";

const ability = { a: 0.8, b: 0.7, c: 0.65, d: 0.6 };
const bias = { a: 0.15, b: 0.15, c: 0.15, d: 0.15 };

const arm = (source: string, more: Partial<SimulatedArm> = {}): SimulatedArm => ({
  key: `x from ${source}`,
  real: "x",
  source,
  ability,
  ...more,
});
const transfer = (arms: readonly SimulatedArm[], seed: number) =>
  transferOf(arms.map((one) => sampleOf(simulateArm(one, seed), { seed, resamples: 150 })));

describe("transfer", () => {
  it("gives what each arm gives, by source, and foreign minus own source", () => {
    const arms = [arm("y", { rows: 200 }), arm("x", { rows: 200, bias })];
    const { groups, over } = transfer(arms, 1);
    expect(groups).toHaveLength(1);
    const [own, foreign] = groups[0]!.sources;
    expect([own!.source, own!.own, own!.difference]).toEqual(["x", true, null]);
    expect([foreign!.source, foreign!.own]).toEqual(["y", false]);
    const gap = foreign!.difference!.biasFactor["a"]!;
    expect(gap.estimate).toBeCloseTo(foreign!.biasFactor["a"]!.estimate! - own!.biasFactor["a"]!.estimate!, 12);
    expect(gap.high).toBeLessThan(0);
    expect(over.biasFactor["a"]!.estimate).toBe(gap.estimate);
    const alone = measureAcross([simulateArm(arms[1]!, 1)], {}, { seed: 1, resamples: 150 });
    expect(own!.mspdCorrected).toEqual(alone.fidelity.arms[0]!.average.mspdCorrected);
  });

  it("compares within one setting and leaves foreign arms out of the other conclusions", () => {
    const arms = [arm("x"), arm("y", { setting: "1 per label" }), { key: "z", ability }];
    expect(transfer(arms, 2)).toMatchObject({ groups: [], reason: expect.stringContaining("No real dataset") });
    const across = measureAcross(
      arms.map((one) => simulateArm(one, 2)),
      {},
      { seed: 2, resamples: 60 },
    );
    expect(across.pooled).toEqual(["x from x", "z"]);
  });

  it("finds no difference of bias factors as often as it claims where there is none", () => {
    const studies = 60;
    let held = 0;
    let wrong = 0;
    for (let study = 0; study < studies; study++) {
      const { over } = transfer([arm("x", { bias, rows: 40 }), arm("y", { bias, rows: 40 })], 100 + study);
      const gaps = Object.values(over.biasFactor);
      held += gaps.filter(({ low, high }) => low! <= 0 && high! >= 0).length;
      if (gaps.some(({ adjustedP }) => adjustedP! < 0.05)) wrong++;
    }
    expect(held / (studies * 4)).toBeGreaterThan(0.91);
    expect(held / (studies * 4)).toBeLessThan(0.99);
    expect(wrong / studies).toBeLessThan(0.12);
  });
});
