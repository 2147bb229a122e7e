import { describe, expect, it } from "vitest";
import { sampleOf } from "#measures/across/arm.ts";
import { fidelityByTask } from "#measures/across/fidelity.ts";
import { simulateArm, type SimulatedArm } from "./simulated-arms.ts";

const ability = { a: 0.85, b: 0.75, c: 0.65, d: 0.55, e: 0.45 };
const place = (solver: string) => Object.keys(ability).indexOf(solver);
/** Every second solver gains what the others lose, whoever wrote the set. */
const wobble = (by: number) => (_: string, solver: string) => (place(solver) % 2 === 0 ? -by : by);

function fidelityOf(arms: readonly SimulatedArm[], seed: number, resamples = 200) {
  return fidelityByTask(arms.map((arm) => sampleOf(simulateArm(arm, seed), { seed, resamples })));
}

describe("fidelity by task", () => {
  it("averages the settings of a dataset before the datasets of a task", () => {
    const arms = [
      { key: "x1", real: "x", ability, shift: wobble(0.1) },
      { key: "x5", real: "x", setting: "5", ability },
      { key: "y", ability, shift: wobble(0.2) },
    ];
    const { arms: each, tasks } = fidelityOf(arms, 1);
    const [x1, x5, y] = each.map(({ average }) => average.mspdCorrected.estimate!);
    expect(tasks[0]!.average.mspdCorrected.estimate).toBeCloseTo(((x1! + x5!) / 2 + y!) / 2, 12);
    expect(tasks[0]).toMatchObject({ datasets: ["x", "y"], arms: ["x1", "x5", "y"] });
  });

  it("gives MSPD as a share of the variance between solvers", () => {
    // true MSPD .1² = .01; true variance between solvers numpy.var([.85, .75, .65, .55, .45]) = .02
    const { tasks } = fidelityOf([{ key: "x", rows: 3_000, ability, shift: wobble(0.1) }], 2, 50);
    expect(tasks[0]!.average.mspdCorrected.estimate).toBeCloseTo(0.01, 2);
    expect(tasks[0]!.average.relativeCorrected.estimate).toBeGreaterThan(0.4);
    expect(tasks[0]!.average.relativeCorrected.estimate).toBeLessThan(0.6);
  });

  it("says that fidelity falls where it does, and rises in the other order", () => {
    const easy = { key: "easy", task: "classification", rows: 400, ability };
    const hard = { key: "hard", task: "entities", rows: 400, ability, shift: wobble(0.12) };
    expect(fidelityOf([easy, hard], 3).contrasts[0]).toMatchObject({
      from: "classification",
      to: "entities",
      outcome: { average: "falls", single: "falls" },
    });
    expect(fidelityOf([hard, easy], 3).contrasts[0]!.outcome.average).toBe("rises");
  });

  it("seldom says so where tasks are equally hard, and its intervals hold the difference of 0", () => {
    const studies = 80;
    let wrong = 0;
    let held = 0;
    for (let study = 0; study < studies; study++) {
      const arms = ["x", "y"].map((key) => ({ key, task: key, ability, shift: wobble(0.15) }));
      const [contrast] = fidelityOf(arms, 100 + study, 150).contrasts;
      const { low, high } = contrast!.average.mspdCorrected;
      if (low! <= 0 && high! >= 0) held++;
      if (contrast!.outcome.average !== "unclear") wrong++;
    }
    expect(wrong / studies).toBeLessThan(0.14); // two claims of .05 each
    expect(held / studies).toBeGreaterThan(0.88);
  });
});
