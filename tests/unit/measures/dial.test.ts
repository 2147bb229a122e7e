import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { type DialDesign, dialMeasures, type DialRun } from "#measures/dial.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";

const generators = ["g", "h", "p", "mate", "stranger"];
const families = { g: "one", h: "one", p: "two", mate: "one", stranger: "two" };

function runsOf(doses: readonly number[], solvers: readonly string[], seeds: number): DialRun[] {
  return solvers.flatMap((solver) =>
    Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) =>
      doses.flatMap((dose) =>
        (dose === 0 ? (["generator"] as const) : (["generator", "placebo"] as const)).map((arm) => ({
          ...{ key: `${solver} ${arm} ${dose} ${seed}`, solver, arm, dose, seed },
        })),
      ),
    ),
  );
}

const design = (runs: readonly DialRun[]): DialDesign => ({
  ...{ generator: "g", other: "h", placebo: "p", families, runs },
});

/** A table in which each run has exactly so many of `rows` answers right. */
function exact(name: string, rows: number, runs: readonly DialRun[], right: (run: DialRun) => number): DatasetTable {
  return {
    ...{ name, generator: name === "real" ? null : name, seed: null },
    targets: Array.from({ length: rows }, () => "yes"),
    predictions: Object.fromEntries(
      runs.map((run) => [run.key, Array.from({ length: rows }, (_, i) => (i < right(run) ? "yes" : "no"))]),
    ),
  };
}

const options = { metric: "accuracy" as const, seed: 1, resamples: 200 };

describe("the contamination dial", () => {
  const runs = runsOf([0, 0.5, 1], ["a", "b"], 2);
  const rightOn: Record<string, (run: DialRun) => number> = {
    g: ({ arm, dose, solver, seed }) =>
      2 + (arm === "generator" ? 4 * dose : 0) + (solver === "b" ? 2 * dose : 0) + seed,
    h: ({ dose }) => 8 - 2 * dose,
    p: ({ arm, dose }) => 3 + (arm === "placebo" ? 4 * dose : 0),
    mate: ({ arm, dose }) => 4 + (arm === "generator" ? 2 * dose : 0),
    stranger: () => 5,
    real: ({ dose }) => 6 - 2 * dose,
  };
  const tables = [...generators, "real"].map((name) => exact(name, 10, runs, rightOn[name]!));

  it("by hand: changes since dose 0 against the sets that nobody trains on, and slopes through dose 0", () => {
    const found = dialMeasures(tables, design(runs), options);
    expect(found.against).toEqual(["mate", "stranger"]);
    const curve = found.curve.filter(({ solver }) => solver === null);
    // a: +.2 at .5 and +.4 at 1; b: +.3 and +.6; less half of the mate's +.1 and +.2.
    expect(curve.map(({ dose, generator }) => [dose, generator.estimate])).toEqual([
      [0.5, expect.closeTo(0.25 - 0.05, 12)],
      [1, expect.closeTo(0.5 - 0.1, 12)],
    ]);
    expect(curve.map(({ placebo }) => placebo.estimate)).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.1, 12)]);
    expect(curve.map((point) => point.difference.estimate)).toEqual([
      expect.closeTo(0.15, 12),
      expect.closeTo(0.3, 12),
    ]);
    const [all, a, b] = found.slope;
    expect(all!.generator.estimate).toBeCloseTo((0.1 * (0.5 * 0.2 + 1 * 0.4)) / 1.25, 12);
    expect(all!.difference.estimate).toBeCloseTo(all!.generator.estimate! - all!.placebo.estimate!, 12);
    expect([a!.generator.estimate, b!.generator.estimate].map((x) => 10 * x!)).toEqual([
      expect.closeTo(0.3, 12),
      expect.closeTo(0.5, 12),
    ]);
    expect(found.sets.map(({ set, generator, placebo }) => [set, generator.estimate, placebo.estimate])).toEqual([
      ["g", expect.closeTo(0.4, 12), expect.closeTo(0.1, 12)],
      ["h", expect.closeTo(-0.3, 12), expect.closeTo(-0.2, 12)],
      ["p", expect.closeTo(-0.1, 12), expect.closeTo(0.4, 12)],
    ]);
    expect(found.family.generator.estimate).toBeCloseTo(0.2, 12);
    expect(found.real.map(({ generator }) => generator.estimate)).toEqual([
      expect.closeTo(-0.1, 12),
      expect.closeTo(-0.2, 12),
    ]);
  });

  it("leaves a constant difficulty of a set and ability of a solver alone", () => {
    const easier = tables.map((table) =>
      table.name === "g" ? exact("g", 10, runs, (run) => rightOn["g"]!(run) + 1) : table,
    );
    const abler = (name: string) => (run: DialRun) => rightOn[name]!(run) + (run.solver === "a" ? 1 : 0);
    const raised = [...generators, "real"].map((name) => exact(name, 10, runs, abler(name)));
    const slope = (of: readonly DatasetTable[]) => dialMeasures(of, design(runs), options).slope[0]!.generator.estimate;
    expect(slope(easier)).toBeCloseTo(slope(tables)!, 12);
    expect(slope(raised)).toBeCloseTo(slope(tables)!, 12);
  });

  it("turns an error round, so that more is preference", () => {
    const numbers = (name: string, error: (run: DialRun) => number): DatasetTable => ({
      ...{ name, generator: name, seed: null, targets: ["0", "1", "2", "3"] },
      predictions: Object.fromEntries(runs.map((run) => [run.key, [0, 1, 2, 3].map((x) => `${x + error(run)}`)])),
    });
    const of = generators.map((name) =>
      numbers(name, ({ dose, arm }) => (name === "g" && arm === "generator" ? 1 - dose : 1)),
    );
    const found = dialMeasures(of, design(runs), { ...options, metric: "meanSquaredError" });
    expect(found.curve[1]!.generator.estimate).toBeCloseTo(1, 12);
  });

  it("says why something is undefined, and what one seed cannot tell", () => {
    const flat = tables.map((table) => ({
      ...table,
      targets: table.targets.map(() => "1"),
      predictions: Object.fromEntries(runs.map(({ key }) => [key, table.targets.map(() => "1")])),
    }));
    const undefinedSlope = dialMeasures(flat, design(runs), { ...options, metric: "pearson" }).slope[0]!.generator;
    expect(undefinedSlope).toMatchObject({
      estimate: null,
      low: null,
      reason: expect.stringContaining("equal") as string,
    });
    const single = runs.filter(({ seed }) => seed === 0);
    expect(dialMeasures(tables, design(single), options).slope[0]!.generator.reason).toContain("One training seed");
    const trio = tables.slice(0, 3);
    const found = dialMeasures(trio, design(runs), options);
    expect(found.against).toEqual(["h", "p"]);
    expect(found.family.generator.reason).toContain("other families");
    expect(() => dialMeasures(tables, design(runs.slice(1)), options)).toThrow("no run");
  });
});

/** Accuracy of .6 everywhere plus the effect on g, with noise of the training seed, answered over shared row difficulty. */
function simulate(study: number, { effect, seedNoise, seeds }: { effect: number; seedNoise: number; seeds: number }) {
  const random = new Random(9_000 + study);
  const runs = runsOf([0, 0.5, 1], ["a"], seeds);
  const tables = ["g", "mate", "stranger"].map((name): DatasetTable => {
    const rows = Array.from({ length: 60 }, () => 0.6 * random.normal());
    const predictions = runs.map((run) => {
      const moved = seedNoise * random.normal() + (name === "g" && run.arm === "generator" ? effect * run.dose : 0);
      return [run.key, rows.map((ease) => (ease + random.normal() + 0.3 + moved > 0 ? "yes" : "no"))] as const;
    });
    return {
      ...{ name, generator: name, seed: null, targets: rows.map(() => "yes") },
      predictions: Object.fromEntries(predictions),
    };
  });
  return dialMeasures(tables, design(runs), { metric: "accuracy", seed: study, resamples: 200 }).slope[0]!;
}

describe("the dial in simulated studies", () => {
  const covers = ({ low, high }: Measure) => low! <= 0 && 0 <= high!;
  const shareOf = (
    studies: number,
    setting: Parameters<typeof simulate>[1],
    holds: (slope: ReturnType<typeof simulate>) => boolean,
  ) => Array.from({ length: studies }, (_, study) => holds(simulate(study, setting))).filter(Boolean).length / studies;

  it.each([
    ["rows alone", 0],
    ["some noise of the training seed", 0.15],
    ["much of it", 0.6],
  ])("without an effect, intervals cover 0 about as often as they claim: %s", (_, seedNoise) => {
    const share = shareOf(100, { effect: 0, seedNoise, seeds: 3 }, ({ difference }) => covers(difference));
    expect(share).toBeGreaterThan(0.88);
  });

  it("finds a planted effect of the generator's rows and none of the placebo's", () => {
    const setting = { effect: 1.5, seedNoise: 0.05, seeds: 3 };
    expect(
      shareOf(30, setting, ({ generator, difference }) => generator.low! > 0 && difference.low! > 0),
    ).toBeGreaterThan(0.8);
    expect(shareOf(30, setting, ({ placebo }) => covers(placebo))).toBeGreaterThan(0.8);
  });
});
