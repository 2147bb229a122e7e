import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { averageOfGeneratorsName } from "#measures/panel.ts";
import { panelValues } from "#measures/sliced-scores.ts";
import { measureSlices } from "#measures/slices.ts";
import { bandOf, lengths, rarities, tertileCuts } from "#measures/text-bands.ts";
import { simulate } from "./simulated-panel.ts";

const options = { seed: 3, resamples: 300 };

function table(name: string, generator: string | null, rows: readonly string[], clusters?: string[]): DatasetTable {
  // "x:xy": target x, a says x, b says y
  return {
    name,
    generator,
    seed: null,
    targets: rows.map((row) => row[0]!),
    ...(clusters && { clusters }),
    predictions: { a: rows.map((row) => row[2]!), b: rows.map((row) => (row[3] === "-" ? null : row[3]!)) },
  };
}

const byTarget = (names: readonly string[], ...tables: DatasetTable[]) => ({
  names,
  rows: Object.fromEntries(
    tables.map(({ name, targets }) => [
      name,
      targets.map((target) => (names.includes(target) ? names.indexOf(target) : null)),
    ]),
  ),
});

describe("slices", () => {
  const real = table("real", null, ["x:xx", "x:xy", "x:yy", "x:x-", "y:yy", "y:xy"]);
  const ann = table("by-a", "a", ["x:xx", "x:xx", "x:xy", "y:xx", "y:xy", "y:yy"]);
  const ben = table("by-b", "b", ["x:yy", "x:xx", "x:xy", "x:yy"]);

  it("the panel's share of right answers per row counts unparsed ones as wrong", () => {
    expect([...panelValues(real, ["a", "b"], "accuracy")]).toEqual([1, 0.5, 0, 0.5, 1, 0.5]);
    expect(() => measureSlices([real], [], byTarget(["x"], real), options)).toThrow("No solver answered");
  });

  it("gives means, rows and differences of every slice, exactly", () => {
    const slices = measureSlices([real, ann, ben], ["a", "b"], byTarget(["x", "y"], real, ann, ben), options);
    expect(slices.map(({ name, rows }) => [name, rows])).toEqual([
      ["x", { real: 4, "by-a": 3, "by-b": 4, [averageOfGeneratorsName]: 7 }],
      ["y", { real: 2, "by-a": 3, "by-b": 0, [averageOfGeneratorsName]: 3 }],
    ]);
    const [x, y] = slices;
    expect(x!.real).toMatchObject({ estimate: 0.5, n: 4 });
    expect(x!.synthetic["by-a"]!.difference.estimate).toBeCloseTo(2.5 / 3 - 0.5, 12);
    expect(x!.synthetic["by-b"]!.difference.estimate).toBeCloseTo(-0.125, 12);
    expect(x!.synthetic[averageOfGeneratorsName]!.score.estimate).toBeCloseTo((2.5 / 3 + 0.375) / 2, 12);
    expect(y!.synthetic["by-a"]!.score.estimate).toBeCloseTo(0.5, 12);
    expect(y!.synthetic["by-b"]).toMatchObject({
      score: { estimate: null, reason: 'No rows: "by-b", "y".' },
      difference: { estimate: null, low: null },
      p: null,
      adjustedP: null,
    });
  });

  it("combines the intervals of both sides: their lengths add in squares", () => {
    const [x] = measureSlices([real, ann], ["a", "b"], byTarget(["x"], real, ann), options);
    const { score, difference } = x!.synthetic["by-a"]!;
    const below = Math.hypot(score.estimate! - score.low!, x!.real.high! - x!.real.estimate!);
    expect(difference.estimate! - difference.low!).toBeCloseTo(below, 12);
    const [both] = measureSlices([real, ann, ben], ["a", "b"], byTarget(["x"], real, ann, ben), options);
    const sides = ["by-a", "by-b", averageOfGeneratorsName].map((set) => both!.synthetic[set]!.score);
    const [a, b, average] = sides.map(({ estimate, low }) => estimate! - low!) as [number, number, number];
    expect(average).toBeCloseTo(Math.hypot(a, b) / 2, 12);
  });

  it("gives no interval to one unit, and Wilson's where nothing varies", () => {
    const lump = table("real", null, ["x:xx", "x:yy", "x:xy"], ["u", "u", "u"]);
    const [one] = measureSlices([lump, ann], ["a", "b"], byTarget(["x"], lump, ann), options);
    expect(one!.real).toMatchObject({ n: 1, low: null, reason: expect.stringContaining("one independent unit") });
    const flat = table(
      "real",
      null,
      Array.from({ length: 10 }, () => "x:xx"),
    );
    const [all] = measureSlices([flat, ann], ["a", "b"], byTarget(["x"], flat, ann), options);
    expect(all!.real.low).toBeCloseTo(0.7224672, 6); // proportion_confint(10, 10, method="wilson")[0]
    expect(all!.real.high).toBe(1);
  });

  it("compares a slice of real rows with a whole set that has no such slices", () => {
    const columns = { names: ["web", "phone"], rows: { real: [0, 0, 1, 1, 1, 0] } };
    const [web, phone] = measureSlices([real, ann], ["a", "b"], columns, options);
    expect(web!.rows).toEqual({ real: 3, "by-a": 6 });
    expect(phone!.synthetic["by-a"]!.score).toEqual(web!.synthetic["by-a"]!.score);
    expect(phone!.synthetic["by-a"]!.score.estimate).toBeCloseTo(4 / 6, 12);
  });

  it("changes sign when real and synthetic are swapped", () => {
    const swapped = [
      { ...ann, generator: null },
      { ...real, generator: "a" },
    ];
    const there = measureSlices([real, ann], ["a", "b"], byTarget(["x"], real, ann), options)[0]!.synthetic["by-a"]!;
    const back = measureSlices(swapped, ["a", "b"], byTarget(["x"], real, ann), options)[0]!.synthetic["real"]!;
    expect(back.difference.estimate).toBeCloseTo(-there.difference.estimate!, 12);
    expect(back.difference.low).toBeCloseTo(-there.difference.high!, 12);
    expect(back.p).toBeCloseTo(there.p!, 12);
  });

  it("covers a planted difference, and errs after the correction in about 5% of studies at most", () => {
    const labels = ["play", "book", "rate", "find"];
    const solvers = ["a", "b", "c"];
    const accuracy = { a: 0.9, b: 0.75, c: 0.6 };
    const studies = 150;
    let covered = 0;
    let alarms = 0;
    let found = 0;
    for (let study = 0; study < studies; study++) {
      const random = new Random(900 + study);
      const tables = [
        simulate({ name: "real", generator: null, rows: 60, accuracy }, random),
        simulate({ name: "same", generator: "a", rows: 60, accuracy }, random),
        simulate({ name: "hard", generator: "a", rows: 60, accuracy: { a: 0.6, b: 0.45, c: 0.3 } }, random),
      ];
      const slices = measureSlices(tables, solvers, byTarget(labels, ...tables), { seed: study, resamples: 200 });
      for (const { synthetic } of slices) {
        const { low, high } = synthetic["hard"]!.difference;
        if (low! <= -0.3 && high! >= -0.3) covered++;
        if (synthetic["hard"]!.adjustedP! < 0.05) found++;
      }
      if (slices.some(({ synthetic }) => synthetic["same"]!.adjustedP! < 0.05)) alarms++;
    }
    expect(covered / (4 * studies)).toBeGreaterThan(0.93);
    expect(covered / (4 * studies)).toBeLessThan(0.99);
    expect(found / (4 * studies)).toBeGreaterThan(0.3);
    expect(alarms / studies).toBeLessThan(0.1);
  });
});

describe("bands of texts", () => {
  it("cuts at the real rows' thirds; a value on a cut belongs below", () => {
    expect(lengths(["Play it, again!", "⏰", " "])).toEqual([3, 1, 0]);
    const cuts = tertileCuts([1, 2, 3, 4, NaN]);
    expect(cuts).toEqual([2, 3]);
    expect([1, 2, 2.5, 3, 4, NaN].map((value) => bandOf(value, cuts))).toEqual([0, 0, 1, 1, 2, null]);
    expect(tertileCuts([])).toEqual([NaN, NaN]);
  });

  it("rarity is the mean of ln((N + 1) / (f + 1)) over words, a real text set aside from its own count", () => {
    const real = ["play jazz", "play rock", "stop"];
    const [first] = rarities(["play jazz"], real, false);
    expect(first).toBeCloseTo((Math.log(4 / 3) + Math.log(4 / 2)) / 2, 12);
    const own = rarities(real, real, true);
    expect(own[0]).toBeCloseTo((Math.log(3 / 2) + Math.log(3)) / 2, 12);
    expect(own[2]).toBeCloseTo(Math.log(3), 12);
    expect(rarities(["polka"], real, false)[0]).toBeCloseTo(Math.log(4), 12);
    expect(rarities([""], real, false)).toEqual([NaN]);
  });
});
