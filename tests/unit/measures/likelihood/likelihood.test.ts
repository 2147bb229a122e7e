import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { eachResample } from "#measures/bootstrap.ts";
import { likelihoodMeasures, likelihoodSample } from "#measures/likelihood/likelihood-matrix.ts";
import { likelihoodRelation } from "#measures/likelihood/relation.ts";
import type { LikelihoodRow } from "#measures/likelihood/row.ts";

const models = ["a", "b", "c"];
const options = { seed: 3, resamples: 200 };

interface Planned {
  texts?: number;
  /** Bits per byte of a model on an author's texts (null: real). */
  bits: (model: string, author: string | null) => number;
  noise?: number;
  seed?: number;
}

/** Every model scores every author's texts; texts differ in difficulty alike for all models. */
function rowsOf({ texts = 20, bits, noise = 0, seed = 1 }: Planned): LikelihoodRow[] {
  const random = new Random(seed);
  return [null, ...models].flatMap((author) =>
    Array.from({ length: texts }, (_, i) => ({ i, bytes: 20 + random.below(40), hard: random.normal() })).flatMap(
      ({ i, bytes, hard }) =>
        models.map((model) => ({
          ...{ model, dataset: author === null ? "real" : `by-${author}`, generator: author, seed: author ? 1 : null },
          ...{ instance: `t${i}`, label: i % 2 ? "odd" : "even", bytes },
          logProb: -Math.LN2 * bytes * (bits(model, author) + noise * (2 * hard + random.normal())),
        })),
    ),
  );
}

const flat = (model: string, author: string | null) =>
  3 + models.indexOf(model) * 0.2 + (author === null ? 1 : models.indexOf(author) * 0.1);

describe("bits per byte", () => {
  it("divides all bits by all bytes: texts count by their length", () => {
    const text = (instance: string, logProb: number, bytes: number) => ({
      ...{ model: "a", dataset: "real", generator: null, instance },
      logProb: logProb * Math.LN2,
      bytes,
    });
    const { bitsPerByte } = likelihoodMeasures([text("1", -30, 10), text("2", -10, 30)], options);
    expect(bitsPerByte.real![0]!.estimate).toBeCloseTo(40 / 40, 14);
    expect(bitsPerByte.real![0]!.n).toBe(2);
  });

  it("is paired over models: what makes a text hard for all leaves differences between them alone", () => {
    const paired = likelihoodMeasures(rowsOf({ bits: flat, noise: 0 }), options);
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    const shared = rowsOf({ bits: flat }).map((row) => ({
      ...row,
      logProb: row.logProb! - Math.LN2 * row.bytes * (Number(row.instance.slice(1)) % 5),
    }));
    const { bitsPerByte, selfPreference } = likelihoodMeasures(shared, options);
    expect(width(bitsPerByte["by-a"]![0]!)).toBeGreaterThan(0.5);
    expect(width(selfPreference.a!)).toBeLessThan(1e-9);
    expect(selfPreference.a!.estimate).toBeCloseTo(paired.selfPreference.a!.estimate!, 12);
  });
});

describe("self-preference in likelihood", () => {
  it("is G/(G-1) times the doubly centred diagonal of minus bits per byte", () => {
    const random = new Random(8);
    const table = new Map<string, number>();
    const bits = (model: string, author: string | null) => {
      const key = `${model}|${author}`;
      if (!table.has(key)) table.set(key, 1 + random.next());
      return table.get(key)!;
    };
    const { selfPreference, againstReal } = likelihoodMeasures(rowsOf({ bits }), options);
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    const all = mean(models.flatMap((m) => models.map((g) => -bits(m, g))));
    for (const m of models) {
      const row = mean(models.map((other) => -bits(other, m)));
      const column = mean(models.map((g) => -bits(m, g)));
      expect(selfPreference[m]!.estimate).toBeCloseTo((3 / 2) * (-bits(m, m) - row - column + all), 10);
      const saved = (model: string) => bits(model, null) - bits(model, m);
      const rest = mean(models.filter((other) => other !== m).map(saved));
      expect(againstReal[m]!.estimate).toBeCloseTo(saved(m) - rest, 10);
    }
  });

  it("is 0 for ability and plainness alone, and blind to both", () => {
    const { selfPreference, againstReal } = likelihoodMeasures(rowsOf({ bits: flat }), options);
    for (const m of models) {
      expect(selfPreference[m]!.estimate).toBeCloseTo(0, 12);
      expect(againstReal[m]!.estimate).toBeCloseTo(0, 12);
    }
  });

  it("finds what was planted in one model, positive where own texts are more probable", () => {
    const bits = (model: string, author: string | null) =>
      flat(model, author) - (model === "b" && author === "b" ? 0.6 : 0);
    const { selfPreference, againstReal } = likelihoodMeasures(rowsOf({ bits, noise: 0.05, texts: 60 }), options);
    expect(selfPreference.b!.estimate).toBeCloseTo(0.6 * (2 / 3), 1);
    expect(selfPreference.b!.low).toBeGreaterThan(0);
    expect(againstReal.b!.estimate).toBeCloseTo(0.6, 1);
  });

  it("covers the truth about as often as it claims", () => {
    const bits = (model: string, author: string | null) => flat(model, author) - (model === author ? 0.1 : 0);
    const covered = Array.from({ length: 150 }, (_, study) => {
      const rows = rowsOf({ bits, noise: 0.2, texts: 40, seed: 100 + study });
      const { a } = likelihoodMeasures(rows, { seed: study, resamples: 150 }).selfPreference;
      return Number(a!.low! <= 0.1 && 0.1 <= a!.high!);
    });
    const share = covered.reduce((sum, hit) => sum + hit, 0) / covered.length;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.99);
  });

  it("averages a generator's runs, and their difference widens the interval", () => {
    const bits = (model: string, author: string | null) => flat(model, author) - (model === author ? 0.4 : 0);
    const rows = rowsOf({ bits, noise: 0.02 });
    const again = rows
      .filter(({ generator }) => generator === "a")
      .map((row) => ({
        ...row,
        ...{ dataset: "by-a again", seed: 2 },
        logProb: row.logProb! * (row.model === "a" ? 1.1 : 1),
      }));
    const one = likelihoodMeasures(rows, options).selfPreference.a!;
    const two = likelihoodMeasures([...rows, ...again], options).selfPreference.a!;
    expect(two.estimate).toBeLessThan(one.estimate! - 0.05);
    expect(two.high! - two.low!).toBeGreaterThan(3 * (one.high! - one.low!));
  });

  it("lets models that write nothing, and authors that score nothing, stay in the matrix but out of the measure", () => {
    const rows = rowsOf({ bits: flat });
    const reader = rows.filter(({ model }) => model === "a").map((row) => ({ ...row, model: "reader" }));
    const hosted = rows
      .filter(({ dataset }) => dataset === "by-a")
      .map((row) => ({ ...row, dataset: "by-hosted", generator: "hosted" }));
    const wider = likelihoodMeasures([...rows, ...reader, ...hosted], options);
    expect(wider.models).toEqual([...models, "reader"]);
    expect(Object.keys(wider.selfPreference)).toEqual(models);
    expect(wider.bitsPerByte["by-hosted"]!.map(({ estimate }) => estimate !== null)).toEqual([true, true, true, false]);
  });

  it("says which model left texts out, or finds one impossible", () => {
    const rows = rowsOf({ bits: flat });
    const short = likelihoodMeasures(
      rows.filter(({ model, dataset, instance }) => !(model === "c" && dataset === "by-a" && instance === "t3")),
      options,
    );
    expect(short.bitsPerByte["by-a"]![2]).toMatchObject({
      estimate: null,
      reason: '"c" has scored 19 of 20 texts of "by-a".',
    });
    expect(short.selfPreference.a).toMatchObject({ estimate: null, reason: expect.stringContaining('"c"') });
    const impossible = rows.map((row, i) => (i === 0 ? { ...row, logProb: null } : row));
    expect(likelihoodMeasures(impossible, options).bitsPerByte.real![0]!.reason).toBe(
      '"a" gives probability 0 to 1 of 20 texts of "real".',
    );
  });

  it.each([
    ["a probability above 1", { logProb: 0.5 }, "found log-probability 0.5, expected at most 0"],
    ["no number", { logProb: NaN }, "found log-probability NaN"],
    ["an empty text", { bytes: 0 }, "found 0 bytes"],
    ["another generator", { generator: "z" }, 'said to be by "null" and by "z"'],
    ["another length", { bytes: 9_999 }, "9999 bytes"],
  ])("refuses %s", (_, change, message) => {
    const rows = rowsOf({ bits: flat }).map((row, i) => (i === 1 ? { ...row, ...change } : row));
    expect(() => likelihoodMeasures(rows, options)).toThrow(message);
  });

  it("refuses a text scored twice and a second real dataset", () => {
    const rows = rowsOf({ bits: flat });
    expect(() => likelihoodMeasures([...rows, rows[0]!], options)).toThrow("twice");
    const second = rows.filter(({ dataset }) => dataset === "real").map((row) => ({ ...row, dataset: "real 2" }));
    expect(() => likelihoodMeasures([...rows, ...second], options)).toThrow("2 real datasets");
  });
});

describe("draws", () => {
  it("are those of the scores: equal dataset, labels, clusters and seed give equal weights", () => {
    const rows = rowsOf({ bits: flat, noise: 0.3 }).filter(({ model }) => model === "a");
    const real = rows.filter(({ dataset }) => dataset === "real");
    const { sample } = likelihoodSample(rows, options);
    const table = { name: "real", targets: real.map(({ label }) => label!) };
    const expected: number[] = [];
    eachResample(table, "accuracy", options, (_, weights) => {
      const sum = (of: (row: LikelihoodRow) => number) =>
        real.reduce((total, row, i) => total + weights[i]! * of(row), 0);
      expected.push(sum(({ logProb }) => logProb! / Math.LN2) / sum(({ bytes }) => bytes));
    });
    sample.resampled.forEach((view, b) => expect(view.scores[0]).toBeCloseTo(expected[b]!, 12));
  });
});

describe("relation to the bias factor", () => {
  const planted = { a: 0.1, b: 0.4, c: 0.8 } as Record<string, number>;
  const sampleWith = (sign: number, seed = 1) =>
    likelihoodSample(
      rowsOf({ bits: (m, g) => flat(m, g) - (m === g ? sign * planted[m]! : 0), noise: 0.05, seed, texts: 40 }),
      options,
    ).sample;

  it("is 1 where both order the models alike and -1 where they order them the other way", () => {
    const same = likelihoodRelation(sampleWith(1), sampleWith(1, 2));
    expect(same.pearson.estimate).toBeGreaterThan(0.95);
    expect(same.spearman).toMatchObject({ estimate: 1, n: 3 });
    expect(same.spearman.p).toBeCloseTo(2 / 6, 12);
    expect(same.spearman.reason).toContain("No order of 3 models can reach p < .05");
    expect(likelihoodRelation(sampleWith(1), sampleWith(-1, 2)).spearman.estimate).toBe(-1);
    expect(same.points.map(({ model }) => model)).toEqual(models);
  });

  it("is undefined where fewer than three models have both numbers", () => {
    const rows = rowsOf({ bits: flat, noise: 0.1 }).filter(
      ({ model, generator }) => model !== "c" && generator !== "c",
    );
    const { pearson, spearman } = likelihoodRelation(sampleWith(1), likelihoodSample(rows, options).sample);
    expect(pearson).toMatchObject({ estimate: null, n: 2, reason: expect.stringContaining("2 models") });
    expect(spearman.p).toBeNull();
  });

  it("needs equally many resamples", () => {
    const other = likelihoodSample(rowsOf({ bits: flat }), { seed: 3, resamples: 10 }).sample;
    expect(() => likelihoodRelation(sampleWith(1), other)).toThrow("200 resamples of likelihoods and 10 of scores");
  });
});
