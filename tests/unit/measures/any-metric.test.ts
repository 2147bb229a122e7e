import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { analyse } from "#measures/analyse.ts";
import { biasFactorAgainst } from "#measures/bias-factor.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { directionOf, metrics, metricsOf, onOpenScale, type Metric } from "#measures/metrics.ts";
import { comparePairedRuns } from "#measures/paired-runs.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { measureSlices } from "#measures/slices.ts";
import { dependsOnScale, dependsOnScaleOf, measuresWithIntervals } from "#measures/study-measures.ts";
import { simulate } from "./simulated-panel.ts";
import { simulateTask } from "./simulated-tasks.ts";

const every = Object.keys(metrics) as Metric[];
const unlabelled = every.filter((metric) => metrics[metric].task !== "classification");
const solvers = ["a", "b", "c"];
const options = { solvers, seed: 3, resamples: 200 };

/** A real set and one by each solver, who gains `favour` on its own. */
function tables(metric: Metric, { favour = 0, rows = 60, seed = 1 } = {}): DatasetTable[] {
  const random = new Random(seed);
  const { task } = metrics[metric];
  return [null, ...solvers].map((generator) => {
    const score = Object.fromEntries(
      solvers.map((solver, m) => [solver, 0.5 + 0.15 * m + (solver === generator ? favour : 0)]),
    );
    const set = { name: generator === null ? "real" : `by-${generator}`, generator, rows };
    return task === "classification"
      ? simulate({ ...set, accuracy: score }, random)
      : simulateTask(task, { ...set, score }, random);
  });
}

const without = (table: DatasetTable, solver: string): DatasetTable => {
  const kept = Object.entries(table.predictions).filter(([name]) => name !== solver);
  return { ...table, predictions: Object.fromEntries(kept) };
};

describe("every metric", () => {
  it.each(every)("%s: estimates are those of the bare matrix, intervals hold them, all are numbers", (metric) => {
    const { matrix, measures, intervals } = measuresWithIntervals(tables(metric), { ...options, metric });
    const bare = analyse(matrix);
    for (const kind of ["mspd", "spearman", "pearson", "biasFactor"] as const) {
      for (const [key, measure] of Object.entries(measures[kind])) {
        expect(measure.estimate).toBeCloseTo(bare[kind][key]!.estimate!, 12);
        expect(measure.low).toBeLessThanOrEqual(measure.high!);
      }
    }
    for (const [name, row] of Object.entries(matrix.datasets)) {
      row.forEach((score, m) => {
        const [low, high] = intervals[name]![m]!;
        expect(score).toBeGreaterThanOrEqual(low);
        expect(score).toBeLessThanOrEqual(high);
      });
    }
    expect(measures.mspdParts["by-a"]!.noiseFloor).toBeGreaterThan(0);
    expect(measures.worth["by-a"]!.score.estimate).toBeGreaterThan(0);
    expect(measures.rankCeiling.estimate).toBeGreaterThan(0);
  });

  it.each(every)("%s: favour for own data is above 0, on both scales", (metric) => {
    const { biasFactor, biasFactorLogOdds } = measuresWithIntervals(tables(metric, { favour: 0.15, rows: 400 }), {
      ...options,
      metric,
    }).measures;
    for (const measures of [biasFactor, biasFactorLogOdds]) {
      for (const { low } of Object.values(measures)) expect(low).toBeGreaterThan(0);
    }
  });

  it("a matrix of errors alone is read in the same direction", () => {
    const matrix = {
      ...{ metric: "meanSquaredError", real: null, solvers: ["a", "b"] },
      datasets: { da: [0.5, 1.5], db: [1.2, 1.1] },
      generators: { da: "a", db: "b" },
    };
    // a errs 1 less than b on its own data, 0.1 more on b's: half of 1.1 each way, twice
    expect(biasFactorAgainst(matrix, "a", ["b"]).estimate).toBeCloseTo(0.55, 12);
    expect(biasFactorAgainst({ ...matrix, metric: "anything else" }, "a", ["b"]).estimate).toBeCloseTo(-0.55, 12);
  });

  it("scales without ends are finite at the ends of the metric, and rise with it", () => {
    for (const metric of every) {
      const { worst, perfect } = metrics[metric];
      const [low, high] = [Math.min(worst, perfect), Math.min(100, Math.max(worst, perfect))];
      const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => onOpenScale(metric, low + share * (high - low), 50));
      expect(steps.every(Number.isFinite)).toBe(true);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
    // numpy.arctanh(.6), but for the smoothing
    expect(onOpenScale("pearson", 0.6, 1e9)).toBeCloseTo(0.6931471805599453, 8);
    expect(dependsOnScaleOf("accuracy")).toBe(dependsOnScale);
    expect(dependsOnScaleOf("pearson")).toContain("Fisher z");
  });

  it("metrics are listed by task, the headline first", () => {
    expect(metricsOf("similarity")).toEqual(["pearson", "spearman", "meanSquaredError"]);
    expect(metricsOf("entities")[0]).toBe("entityTypeF1");
    expect(every.filter((metric) => directionOf(metric) < 0)).toEqual(["meanSquaredError"]);
  });
});

describe("strata of resampling", () => {
  it("are levels of similarity, at most eleven, and one for entities and answers", () => {
    const sizes = (targets: string[], metric: Metric) => {
      return resamplingPlan({ targets }, metric).strata.map((units) => units.length);
    };
    expect(sizes(["0", "0.4", "3.8", "4", "4.2", "5", "5"], "pearson").sort()).toEqual([2, 2, 3]);
    const fine = Array.from({ length: 303 }, (_, i) => String(Math.floor(i / 3)));
    expect(sizes(fine, "spearman")).toHaveLength(11);
    expect(sizes(["[]", "[]", '[[0,1,"A"]]', '[[0,1,"A"]]'], "strictF1")).toEqual([4]);
    expect(sizes(['["x"]', '["x"]', '["y"]', '["y"]'], "tokenF1")).toEqual([4]);
  });
});

describe("a solver absent from one dataset", () => {
  it.each(every)("%s: has no score there; what needs it says so, the rest is as before", (metric) => {
    const list = tables(metric);
    const gappy = list.map((table) => (table.name === "by-b" ? without(table, "a") : table));
    const { matrix, measures, intervals } = measuresWithIntervals(gappy, { ...options, metric });
    const whole = measuresWithIntervals(list, { ...options, metric });
    expect(matrix.datasets["by-b"]![0]).toBeNull();
    expect(intervals["by-b"]![0]).toBeNull();
    expect(matrix.datasets["by-b"]!.slice(1)).toEqual(whole.matrix.datasets["by-b"]!.slice(1));
    const reason = '"a" has no predictions on "by-b".';
    for (const measure of [measures.mspd["by-b"], measures.spearman["by-b"], measures.biasFactor.a]) {
      expect(measure).toMatchObject({ estimate: null, low: null, reason });
    }
    expect(measures.mspdCorrected["by-b"]!.estimate).toBeNull();
    expect(measures.worth["by-b"]!.score.estimate).toBeNull();
    expect(measures.worth["by-b"]!.ranking.estimate).toBeNull();
    expect(measures.mspd["by-c"]).toEqual(whole.measures.mspd["by-c"]);
    expect(measures.spearman["by-a"]).toEqual(whole.measures.spearman["by-a"]);
  });

  it("absent from the real data leaves no comparison, absent everywhere or in part is refused", () => {
    const [real, ...written] = tables("pearson");
    const study = { ...options, metric: "pearson" as const };
    const { measures } = measuresWithIntervals([without(real!, "a"), ...written], study);
    expect(measures.mspd["by-a"]).toMatchObject({ estimate: null, reason: '"a" has no predictions on "real".' });
    expect(measures.rankCeiling).toMatchObject({ estimate: null, rankable: false });
    expect(measures.biasFactor.a!.estimate).not.toBeNull();
    expect(() =>
      measuresWithIntervals(
        tables("pearson").map((table) => without(table, "a")),
        study,
      ),
    ).toThrow('of "a"');
    const part = { ...real!, predictions: { ...real!.predictions, a: real!.predictions.a!.slice(1) } };
    expect(() => measuresWithIntervals([part, ...written], study)).toThrow('found 59 predictions of "a"');
  });

  it("a row of equal answers has no correlation, and says why", () => {
    const list = tables("spearman").map((table) =>
      table.name === "by-b"
        ? { ...table, predictions: { ...table.predictions, a: table.targets.map(() => "2") } }
        : table,
    );
    const { matrix, measures } = measuresWithIntervals(list, { ...options, metric: "spearman" });
    expect(matrix.datasets["by-b"]![0]).toBeNull();
    expect(measures.mspd["by-b"]!.reason).toContain("are equal");
    expect(measures.biasFactor.b!.reason).toContain('"a" on "by-b"');
  });
});

describe("runs and slices in any metric", () => {
  it.each(unlabelled)("%s: a run equals itself and ranks its best solver first", (metric) => {
    const run = {
      tables: tables(metric).map((table) => ({ ...table, ids: table.targets.map((_, i) => `${i}`) })),
      solvers,
    };
    const { datasets, biasFactor } = comparePairedRuns(run, run, { metric, seed: 1, resamples: 100 });
    for (const { score, rank } of datasets[0]!.solvers) {
      expect(score.difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
      expect(rank.difference.estimate).toBe(0);
    }
    expect(datasets[0]!.solvers.map(({ rank }) => rank.first)).toEqual([3, 2, 1]);
    expect(biasFactor.a!.difference.estimate).toBe(0);
  });

  it.each(unlabelled)("%s: the slice of all rows has the mean score of the solvers", (metric) => {
    const list = tables(metric);
    const { matrix } = measuresWithIntervals(list, { ...options, metric });
    const halves = list.map((table) => [table.name, table.targets.map((_, i) => (i % 3 === 0 ? 1 : 0))]);
    const whole = {
      names: ["all"],
      rows: Object.fromEntries(list.map(({ name, targets }) => [name, targets.map(() => 0)])),
    };
    const [all] = measureSlices(list, solvers, whole, { seed: 3, resamples: 200, metric });
    const mean = (row: readonly (number | null)[]) => row.reduce<number>((sum, score) => sum + score! / row.length, 0);
    expect(all!.real.estimate).toBeCloseTo(mean(matrix.datasets.real!), 12);
    expect(all!.synthetic["by-a"]!.score.estimate).toBeCloseTo(mean(matrix.datasets["by-a"]!), 12);
    expect(all!.real.low).toBeLessThan(all!.real.high!);
    const parts = measureSlices(
      list,
      solvers,
      { names: ["most", "rest"], rows: Object.fromEntries(halves) as never },
      {
        ...{ seed: 3, resamples: 200, metric },
      },
    );
    expect(parts.map(({ rows }) => rows.real)).toEqual([40, 20]);
    expect(parts[1]!.real.high! - parts[1]!.real.low!).toBeGreaterThan(all!.real.high! - all!.real.low!);
  });

  it("a slice without two different targets has no correlation, and a perfect one no interval", () => {
    const [real] = tables("pearson");
    const one = { names: ["zero"], rows: { real: real!.targets.map((target) => (target === "0" ? 0 : null)) } };
    const [zero] = measureSlices([real!], solvers, one, { seed: 1, resamples: 50, metric: "pearson" });
    expect(zero!.real).toMatchObject({ estimate: null, reason: expect.stringContaining("Pearson") });
    const perfect = { ...real!, predictions: { a: real!.targets } };
    const all = { names: ["all"], rows: { real: real!.targets.map(() => 0) } };
    const [right] = measureSlices([perfect], ["a"], all, { seed: 1, resamples: 50, metric: "meanSquaredError" });
    expect(right!.real).toMatchObject({ estimate: 0, low: null, reason: expect.stringContaining("every resample") });
  });
});
