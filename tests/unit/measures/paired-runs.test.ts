import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { comparePairedRuns, type IdentifiedTable, type Run } from "#measures/paired-runs.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { simulate } from "./simulated-panel.ts";

const solvers = ["a", "b", "c"];
const base = { a: 0.85, b: 0.7, c: 0.5 };
const options = { metric: "accuracy" as const, seed: 5, resamples: 400 };

/** A run over real rows 0 … 79 and one set per generator; `mark` tells the sets of different runs apart. */
function run(seed: number, mark: string, accuracy = base, generators = ["a", "b"]): Run {
  const random = new Random(seed);
  const identified = (name: string, generator: string | null): IdentifiedTable => {
    const table = simulate({ name, generator, rows: 80, accuracy }, random);
    return { ...table, ids: table.targets.map((_, i) => `${generator === null ? "" : mark}${i}`) };
  };
  return { solvers, tables: [identified("real", null), ...generators.map((g) => identified(`by-${g}`, g))] };
}

const changesOf = (comparison: ReturnType<typeof comparePairedRuns>) => [
  ...comparison.datasets.flatMap((dataset) => dataset.solvers.flatMap(({ score, rank }) => [score, rank])),
  ...[comparison.mspdCorrected, comparison.spearman, comparison.biasFactor].flatMap((measures) =>
    Object.values(measures),
  ),
];

describe("two runs of one plan", () => {
  it("equal runs differ by nothing, without doubt", () => {
    const one = run(1, "x");
    const comparison = comparePairedRuns(one, one, options);
    expect(comparison.datasets.every(({ paired }) => paired)).toBe(true);
    for (const { first, second, difference } of changesOf(comparison)) {
      expect(second).toBe(first);
      expect(difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
    }
  });

  it("its values are those of each run's own study", () => {
    const [one, two] = [run(1, "x"), run(2, "y")];
    const comparison = comparePairedRuns(one, two, options);
    const own = measuresWithIntervals(two.tables, { ...options, solvers });
    expect(comparison.datasets[1]!.solvers.map(({ score }) => score.second)).toEqual(own.matrix.datasets["by-a"]);
    expect(comparison.spearman["by-a"]!.second).toBeCloseTo(own.measures.spearman["by-a"]!.estimate!, 12);
    expect(comparison.biasFactor["a"]!.second).toBeCloseTo(own.measures.biasFactor["a"]!.estimate!, 12);
    expect(comparison.mspdCorrected["by-b"]!.second).toBeCloseTo(own.measures.mspdCorrected["by-b"]!.estimate!, 12);
    expect(comparison.datasets[0]).toMatchObject({ name: "real", generator: null });
  });

  it("swapping the runs flips every sign", () => {
    const [one, two] = [run(1, "x"), run(2, "y", { a: 0.7, b: 0.7, c: 0.6 })];
    const there = changesOf(comparePairedRuns(one, two, options));
    const back = changesOf(comparePairedRuns(two, one, options));
    there.forEach(({ difference }, i) => expect(back[i]!.difference.estimate).toBeCloseTo(-difference.estimate!, 12));
    const real = (comparison: ReturnType<typeof comparePairedRuns>) =>
      comparison.datasets[0]!.solvers[1]!.score.difference;
    const [a, b] = [real(comparePairedRuns(one, two, options)), real(comparePairedRuns(two, one, options))];
    expect(b.low).toBeCloseTo(-a.high!, 12);
  });

  it("pairs rows by id, in whatever order, and is surer for it than with other rows", () => {
    const one = run(1, "x");
    const [real, ...rest] = one.tables;
    // solver b gets four rows wrong that it had right
    const wrong = real!.predictions["b"]!.map((said, i) => (i < 16 && said === real!.targets[i] ? "none" : said));
    const lost = wrong.filter((said, i) => said !== real!.predictions["b"]![i]).length;
    const changed = { ...real!, predictions: { ...real!.predictions, b: wrong } };
    const order = new Random(4).shuffled([...real!.targets.keys()]);
    const moved = <T>(list: readonly T[]) => order.map((i) => list[i]!);
    const shuffled = {
      ...changed,
      ids: moved(changed.ids),
      targets: moved(changed.targets),
      predictions: Object.fromEntries(Object.entries(changed.predictions).map(([name, said]) => [name, moved(said)])),
    };
    const score = (table: IdentifiedTable) => {
      const { datasets } = comparePairedRuns(one, { solvers, tables: [table, ...rest] }, options);
      return { paired: datasets[0]!.paired, difference: datasets[0]!.solvers[1]!.score.difference };
    };
    const together = score(changed);
    expect(score(shuffled)).toEqual(together);
    expect(together.difference.estimate).toBeCloseTo(-lost / 80, 12);
    expect(together.difference.high).toBeLessThan(0);
    const apart = score({ ...changed, ids: changed.ids.map((id) => `other ${id}`) });
    expect(apart.paired).toBe(false);
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    expect(width(apart.difference)).toBeGreaterThan(1.5 * width(together.difference));
  });

  it("counts ranks from the best; a better rank is a negative difference", () => {
    const [one, two] = [run(1, "x", { a: 0.95, b: 0.6, c: 0.1 }), run(2, "y", { a: 0.6, b: 0.95, c: 0.1 })];
    const ranks = comparePairedRuns(one, two, options).datasets[1]!.solvers.map(({ rank }) => rank);
    expect(ranks.map(({ first, second }) => [first, second])).toEqual([[1, 2], [2, 1], [3, 3]]); // prettier-ignore
    expect(ranks[1]!.difference).toMatchObject({ estimate: -1, high: -1 });
    expect(ranks[2]!.difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
  });

  it("compares what both have and names the rest", () => {
    const one = run(1, "x", base, ["a", "b", "c"]);
    const two = run(2, "y", base, ["a", "b"]);
    const fewer = { ...two, solvers: ["b", "a", "d"], tables: two.tables.map((table) => ({ ...table, predictions: { ...table.predictions, d: table.targets } })) }; // prettier-ignore
    const comparison = comparePairedRuns(one, fewer, options);
    expect(comparison.solvers).toEqual(["a", "b"]);
    expect(comparison.datasets.map(({ name }) => name)).toEqual(["real", "by-a", "by-b"]);
    expect(comparison.only).toEqual({
      first: { solvers: ["c"], datasets: ["by-c"] },
      second: { solvers: ["d"], datasets: [] },
    });
    const apart = comparePairedRuns(one, { solvers: ["z"], tables: [] }, options);
    expect(apart).toMatchObject({ solvers: [], datasets: [], spearman: {} });
  });

  it("covers no change about as often as it claims", () => {
    const studies = 150;
    let covered = 0;
    for (let study = 0; study < studies; study++) {
      const comparison = comparePairedRuns(run(7000 + study, "x"), run(9000 + study, "y"), { ...options, seed: study, resamples: 200 }); // prettier-ignore
      const { low, high } = comparison.datasets[0]!.solvers[0]!.score.difference;
      if (low! <= 0 && high! >= 0) covered++;
    }
    expect(covered / studies).toBeGreaterThan(0.9);
  });
});
