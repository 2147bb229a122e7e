import { describe, expect, it } from "vitest";
import { measureAcross, type AcrossArm } from "#measures/across/across.ts";
import { resampleScores } from "#measures/bootstrap.ts";
import { measuresWithIntervals } from "#measures/study-measures.ts";
import { simulateArm } from "./simulated-arms.ts";

const ability = { a: 0.85, b: 0.75, c: 0.7, d: 0.55 };
const facts = Object.fromEntries(
  Object.keys(ability).map((solver, i) => [solver, { parameters: 10 ** (5 + i), family: null, base: null }]),
);
const options = { seed: 3, resamples: 200 };

/** Every number of a value, with its place. */
function numbersIn(value: unknown, place = ""): [string, number][] {
  if (typeof value === "number") return [[place, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${place}.${key}`));
}

/** Every measure without an estimate or an interval, with its place. */
function undefinedIn(value: unknown, place = ""): { place: string; reason: unknown }[] {
  if (value === null || typeof value !== "object") return [];
  const found = Object.entries(value).flatMap(([key, inner]) => undefinedIn(inner, `${place}.${key}`));
  if ("estimate" in value && "low" in value && (value.estimate === null || value.low === null)) {
    return [...found, { place, reason: "reason" in value ? value.reason : undefined }];
  }
  return found;
}

function expectSound(arms: readonly AcrossArm[]) {
  const measures = measureAcross(arms, facts, options);
  expect(numbersIn(measures).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
  const text = JSON.stringify(measures);
  expect(JSON.stringify(JSON.parse(text))).toBe(text);
  expect(undefinedIn(measures).filter(({ reason }) => typeof reason !== "string")).toEqual([]);
  return measures;
}

describe("measures over arms", () => {
  it("are what each arm's own report says, from the same resamples", () => {
    const arm = simulateArm({ key: "snips", ability, bias: { a: 0.1 }, seeds: 2 }, 1);
    const { measures } = measuresWithIntervals(arm.tables, { ...options, solvers: arm.solvers, metric: arm.metric });
    const across = measureAcross([arm], facts, options);
    const { average } = across.fidelity.arms[0]!;
    expect(average.mspdCorrected).toEqual(measures.mspdCorrected["average of generators"]);
    expect(average.spearman.estimate).toBe(measures.spearman["average of generators"]!.estimate);
    for (const { model, dots, mean } of across.biasFactors) {
      const { estimate, low, high, n } = measures.biasFactor[model]!;
      expect(dots[0]).toMatchObject({ estimate, low, high, n });
      expect(mean).toMatchObject({ estimate, low, high, n });
    }
  });

  it("are the same whether scores are given or computed, and in any order of arms", () => {
    const arms = ["x", "y"].map((key) => simulateArm({ key, ability }, 2));
    const scores = Object.fromEntries(
      arms.map((arm) => [arm.key, resampleScores(arm.tables, arm.solvers, arm.metric, options)]),
    );
    const given = measureAcross(arms, facts, { ...options, scores });
    expect(given).toEqual(measureAcross(arms, facts, options));
    const turned = measureAcross([...arms].reverse(), facts, options);
    expect(turned.biasFactors[0]!.mean.estimate).toBeCloseTo(given.biasFactors[0]!.mean.estimate!, 12);
    expect(turned.ensembles.verdict).toEqual(given.ensembles.verdict);
  });

  it("take one arm, and say what then cannot be said", () => {
    const measures = expectSound([simulateArm({ key: "snips", ability }, 4)]);
    expect(measures.fidelity.contrasts).toEqual([]);
    expect(measures.biasFactors[0]!.newDatasets.reason).toMatch(/1 dataset; .* 3 are needed/);
    expect(measures.varianceBySource.biasFactors.variance.dataset.reason).toMatch(/One dataset/);
    expect(measures.varianceBySource.biasFactors.variance.generationRun.reason).toMatch(/One generation run/);
    expect(measures.transfer.reason).toMatch(/No real dataset has arms/);
  });

  it("take two solvers", () => {
    const two = { a: 0.8, b: 0.6 };
    const measures = expectSound([
      simulateArm({ key: "x", ability: two }, 5),
      simulateArm({ key: "y", ability: two }, 5),
    ]);
    expect(measures.fidelity.arms[0]!.average.spearman.reason).toBe("With 2 solvers every correlation is 1 or -1.");
    expect(measures.trend.over.slope.reason).toMatch(/a trend needs three/);
    expect(measures.ensembles.over.benchmarks.find(({ key }) => key === "bestPair")!.spearman.reason).toMatch(/three/);
  });

  it("take ties, constant rows and a set of one row", () => {
    const arm = simulateArm({ key: "x", ability, rows: 12 }, 6);
    const right = (table: AcrossArm["tables"][number]) => ({
      ...table,
      predictions: Object.fromEntries(arm.solvers.map((solver) => [solver, table.targets])),
    });
    const tied = { ...arm, key: "tied", real: "tied", tables: arm.tables.map(right) };
    const short = {
      ...arm,
      key: "short",
      real: "short",
      tables: arm.tables.map((table) => ({
        ...table,
        targets: table.targets.slice(0, 1),
        predictions: Object.fromEntries(
          Object.entries(table.predictions).map(([solver, said]) => [solver, said.slice(0, 1)]),
        ),
      })),
    };
    const measures = expectSound([arm, tied, short]);
    const { real } = measures.rankings[1]!;
    expect(real.groups).toEqual([{ letter: "a", solvers: arm.solvers }]);
    expect(real.solvers.map(({ place }) => place)).toEqual([2.5, 2.5, 2.5, 2.5]);
    expect(measures.fidelity.arms[1]!.average.relative.reason).toMatch(/no more than sampling noise/);
    expect(measures.biasFactors[0]!.dots[2]!.reason).toMatch(/one independent unit/);
  });

  it("take a solver that is absent from one arm, and one without predictions on one set", () => {
    const whole = simulateArm({ key: "x", ability }, 7);
    const without = simulateArm({ key: "y", ability: { a: 0.85, b: 0.75, c: 0.7 } }, 7);
    const gap = simulateArm({ key: "z", ability }, 7);
    const tables = gap.tables.map((table) => {
      const predictions = Object.fromEntries(Object.entries(table.predictions).filter(([solver]) => solver !== "b"));
      return table.name === "by-c" ? { ...table, predictions } : table;
    });
    const measures = expectSound([whole, without, { ...gap, tables }]);
    const biasOf = (model: string) => measures.biasFactors.find((bias) => bias.model === model)!;
    expect(biasOf("d").dots.map(({ arm }) => arm)).toEqual(["x", "z"]);
    expect(biasOf("a").dots.map(({ estimate }) => estimate === null)).toEqual([false, false, true]);
    expect(biasOf("a").mean.reason).toMatch(/^Without 1 of 3, where it is undefined: .*"b" has no score/);
    expect(measures.fidelity.arms[2]!.single.mspd.reason).toMatch(/^Without 1 of 4/);
    expect(measures.rankings[2]!.average.missing).toEqual(["b"]);
  });

  it("take an arm without real data and one without synthetic sets", () => {
    const arm = simulateArm({ key: "x", ability }, 8);
    const only = (generated: boolean) => arm.tables.filter((table) => (table.generator !== null) === generated);
    const measures = expectSound([
      { ...arm, key: "synthetic", tables: only(true) },
      { ...arm, key: "real", tables: only(false) },
    ]);
    expect(measures.fidelity.arms[0]!.average.mspd.reason).toMatch(/no real dataset/);
    expect(measures.fidelity.arms[1]!.single.mspd.reason).toMatch(/no synthetic set/);
  });

  it("count less of an error as better: favour and the first place follow it", () => {
    const targets = Array.from({ length: 40 }, (_, i) => String(i % 5));
    const off = (by: number) => targets.map((target, i) => String(Number(target) + (i % 2 ? by : -by)));
    const table = (name: string, generator: string | null, errors: Record<string, number>) => ({
      name,
      generator,
      seed: generator === null ? null : 0,
      targets,
      predictions: Object.fromEntries(Object.entries(errors).map(([solver, by]) => [solver, off(by)])),
    });
    const arm: AcrossArm = {
      ...{ key: "sts", task: "similarity", real: "sts", setting: "1", source: null, metric: "meanSquaredError" },
      solvers: ["a", "b", "c"],
      tables: [
        table("sts", null, { a: 0.5, b: 1, c: 2 }),
        table("by-a", "a", { a: 0.1, b: 1, c: 2 }),
        table("by-b", "b", { a: 0.5, b: 1, c: 2 }),
        table("by-c", "c", { a: 0.5, b: 1, c: 2 }),
      ],
    };
    const measures = expectSound([arm]);
    // the error of "a" falls by .24 on its own data; centring by three models leaves two thirds of it
    expect(measures.biasFactors.find(({ model }) => model === "a")!.mean.estimate).toBeCloseTo(0.16, 10);
    expect(measures.rankings[0]!.real.solvers.map(({ solver }) => solver)).toEqual(["a", "b", "c"]);
  });

  it("refuse what cannot be told apart", () => {
    const arm = simulateArm({ key: "x", ability }, 9);
    expect(() => measureAcross([], facts, options)).toThrow("No arms");
    expect(() => measureAcross([arm, arm], facts, options)).toThrow('Two arms have the key "x"');
    expect(() => measureAcross([{ ...arm, tables: [...arm.tables, arm.tables[0]!] }], facts, options)).toThrow(
      /two datasets named "by-a"/,
    );
  });
});
