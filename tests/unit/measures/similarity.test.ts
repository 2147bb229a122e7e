import { describe, expect, it } from "vitest";
import { InputError } from "#core/words.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { metricsOf } from "#measures/metrics.ts";
import { scoreGap, scoreOf, scorerOf } from "#measures/scores.ts";
import { unparsedAsWorst, unparsedAtRandom } from "#measures/unparsed.ts";

const targets = ["3.8", "0", "5", "2.5", "2.5", "1.25", "4", "0.6"];
const answers = ["3.1", "0.4", "4.9", "2.2", "2.2", "2.71", "3.1", "1"];
const table = (said: (string | null)[]): DatasetTable => {
  return { name: "pairs", generator: null, seed: null, targets, predictions: { a: said } };
};

describe("similarity metrics", () => {
  // t = [3.8,0,5,2.5,2.5,1.25,4,0.6]; p = [3.1,.4,4.9,2.2,2.2,2.71,3.1,1]
  it.each([
    ["pearson", 0.9130291516260419], // scipy.stats.pearsonr(t, p)[0]
    ["spearman", 0.921229040174467], // scipy.stats.spearmanr(t, p)[0]
    ["meanSquaredError", 0.49269999999999986], // numpy.mean((t - p) ** 2)
  ] as const)("%s equals scipy's, ties included", (metric, expected) => {
    expect(scoreOf(metric, targets, answers)).toBeCloseTo(expected, 13);
  });

  // T, P = numpy.repeat(t, w), numpy.repeat(p, w) with w = [2,0,1,3,1,1,2,1]
  it.each([
    ["pearson", 0.8624186777145941], // scipy.stats.pearsonr(T, P)[0]
    ["spearman", 0.882522608121828], // scipy.stats.spearmanr(T, P)[0]
    ["meanSquaredError", 0.47832727272727255], // numpy.mean((T - P) ** 2)
  ] as const)("%s of weighted rows is that of repeated rows, whatever the unit of weight", (metric, expected) => {
    const weights = Float64Array.from([2, 0, 1, 3, 1, 1, 2, 1]);
    const score = scorerOf(table(answers), ["a"], metric);
    expect(score(weights, new Float64Array(1))[0]).toBeCloseTo(expected, 13);
    const scaled = weights.map((weight) => (weight * 7) / 6);
    expect(score(scaled, new Float64Array(1))[0]).toBeCloseTo(expected, 13);
  });

  it.each(metricsOf("similarity"))("%s leaves unparsed answers out, and not out of other solvers' scores", (metric) => {
    const gappy = answers.map((answer, i) => (i === 1 || i === 4 ? null : answer));
    const kept = (list: readonly string[]) => list.filter((_, i) => i !== 1 && i !== 4);
    expect(scoreOf(metric, targets, gappy)).toBeCloseTo(scoreOf(metric, kept(targets), kept(answers)), 13);
    const both = { ...table(answers), predictions: { a: gappy, b: answers } };
    const [, beside] = scorerOf(both, ["a", "b"], metric)(new Float64Array(8).fill(1), new Float64Array(2));
    expect(beside).toBeCloseTo(scoreOf(metric, targets, answers), 13);
  });

  it("are perfect for the targets themselves; correlations see no difference of scale, errors do", () => {
    const shifted = targets.map((target) => String(1 + 0.5 * Number(target)));
    expect(scoreOf("meanSquaredError", targets, targets)).toBe(0);
    expect(scoreOf("meanSquaredError", targets, shifted)).toBeGreaterThan(0.3);
    for (const metric of ["pearson", "spearman"] as const) {
      expect(scoreOf(metric, targets, targets)).toBeCloseTo(1, 13);
      expect(scoreOf(metric, targets, shifted)).toBeCloseTo(1, 13);
    }
  });

  it("correlations of equal numbers are undefined, with the reason; so is every metric without an answer", () => {
    const same = targets.map(() => "2.2");
    const silent = targets.map(() => null);
    for (const metric of ["pearson", "spearman"] as const) {
      expect(scoreOf(metric, targets, same)).toBeNaN();
      expect(scoreOf(metric, same, answers)).toBeNaN();
      expect(scoreOf(metric, targets, [...silent.slice(1), "3"])).toBeNaN();
    }
    expect(scoreGap(table(same), "a", "pearson")).toContain("are equal");
    expect(scoreGap(table([...silent.slice(1), "3"]), "a", "spearman")).toContain("1 readable score");
    expect(scoreOf("meanSquaredError", targets, silent)).toBeNaN();
    expect(scoreGap(table(silent), "a", "meanSquaredError")).toContain("no readable score");
    // a resample may hold equal answers alone
    const score = scorerOf(table(answers), ["a"], "pearson");
    expect(score(Float64Array.from([0, 0, 0, 1.5, 3, 0, 0, 0]), new Float64Array(1))[0]).toBeNaN();
  });

  it("refuses what is no number, naming the row", () => {
    expect(() => scoreOf("pearson", ["1", "two"], ["1", "2"])).toThrow(InputError);
    expect(() => scoreOf("pearson", ["1", "two"], ["1", "2"])).toThrow('targets, row 2: found "two"');
    expect(() => scoreOf("spearman", ["1", "2"], ["1", "1e999"])).toThrow('predictions of "it", row 2');
  });
});

describe("unparsed answers filled in", () => {
  const gappy = table(answers.map((answer, i) => (i < 4 ? null : answer)));

  it("at worst take the level farthest from the target", () => {
    const { predictions } = unparsedAsWorst(gappy, [0, 1, 2, 3, 4, 5]);
    expect(predictions.a).toEqual(["0", "5", "0", "0", ...answers.slice(4)]);
    const error = (said: readonly (string | null)[]) => scoreOf("meanSquaredError", targets, said);
    expect(error(predictions.a!)).toBeGreaterThan(error(unparsedAtRandom(gappy, [0, 1, 2, 3, 4, 5], 1).predictions.a!));
  });

  it("at random take a level that is drawn by row, the same for the same seed", () => {
    const draw = (seed: number) => unparsedAtRandom(gappy, [0, 1, 2, 3, 4], seed).predictions.a!;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1).slice(4)).toEqual(answers.slice(4));
    const drawn = Array.from({ length: 50 }, (_, seed) => draw(seed).slice(0, 4)).flat();
    expect(new Set(drawn)).toEqual(new Set(["0", "1", "2", "3", "4"]));
    expect(() => unparsedAtRandom(gappy, [], 1)).toThrow("empty");
    expect(() => unparsedAsWorst(gappy, [])).toThrow("no levels");
  });
});
