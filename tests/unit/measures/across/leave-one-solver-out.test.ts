import { describe, expect, it } from "vitest";
import { sampleOf, type AcrossArm } from "#measures/across/arm.ts";
import { biasOf, biasOverDatasets } from "#measures/across/bias-over-datasets.ts";
import { fidelityByTask } from "#measures/across/fidelity.ts";
import { leaveOneSolverOut } from "#measures/across/leave-one-solver-out.ts";
import { trendOf } from "#measures/across/trend.ts";
import { simulateArm } from "./simulated-arms.ts";

const ability = { a: 0.85, b: 0.75, c: 0.7, d: 0.55 };
const facts = Object.fromEntries(
  Object.keys(ability).map((solver, i) => [solver, { parameters: 10 ** (5 + i), family: null, base: null }]),
);
const options = { seed: 1, resamples: 100 };

function measure(arms: readonly AcrossArm[]) {
  const samples = arms.map((arm) => sampleOf(arm, options));
  const biases = samples.map(biasOf);
  const fidelity = fidelityByTask(samples);
  return {
    fidelity,
    biasFactors: biasOverDatasets(biases, facts),
    trend: trendOf(biases, facts),
    leaveOneOut: leaveOneSolverOut(biases, fidelity.arms, facts),
  };
}

/** The arm as if a solver had never been. */
function without(arm: AcrossArm, solver: string): AcrossArm {
  return {
    ...arm,
    solvers: arm.solvers.filter((name) => name !== solver),
    tables: arm.tables.filter((table) => table.generator !== solver),
  };
}

describe("leaving one solver out", () => {
  it("gives what the study gives without it", () => {
    const arms = ["x", "y"].map((key) => simulateArm({ key, ability, bias: { a: 0.1 } }, 1));
    const { leaveOneOut } = measure(arms);
    for (const solver of Object.keys(ability)) {
      const reduced = measure(arms.map((arm) => without(arm, solver)));
      leaveOneOut.arms.forEach((conclusions, i) => {
        const { average } = reduced.fidelity.arms[i]!;
        expect(conclusions.mspdCorrected.without[solver]).toBeCloseTo(average.mspdCorrected.estimate!, 12);
        expect(conclusions.spearman.without[solver]).toBeCloseTo(average.spearman.estimate!, 12);
      });
      for (const { model, mean } of reduced.biasFactors) {
        expect(leaveOneOut.biasFactors[model]!.without[solver]).toBeCloseTo(mean.estimate!, 12);
      }
      expect(leaveOneOut.trend.without[solver]).toBeCloseTo(reduced.trend.over.slope.estimate!, 12);
    }
  });

  it("names the model that a trend hangs on", () => {
    const arms = ["x", "y"].map((key) => simulateArm({ key, rows: 400, ability, bias: { a: 0.3 } }, 2));
    const { trend } = measure(arms).leaveOneOut;
    expect(trend.full.high).toBeLessThan(0);
    expect(trend.decisionHangsOn).toEqual(["a"]);
    expect(trend.movedMostBy).toBe("a");
    expect(trend.range!.high).toBe(trend.without["a"]);
  });

  it("says where nothing is left", () => {
    const two = measure([simulateArm({ key: "x", ability: { a: 0.8, b: 0.6 } }, 3)]);
    expect(two.leaveOneOut.biasFactors["a"]).toMatchObject({ without: { b: null }, range: null, movedMostBy: null });
  });
});
