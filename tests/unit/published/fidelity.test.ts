import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Measures } from "#measures/analyse.ts";
import { publishedSets, replay, type Replayed } from "#published/fidelity.ts";

const set = (id: string) => publishedSets.find((candidate) => candidate.id === id)!;
const valuesOf = (id: string, measure: keyof Measures) =>
  Object.values(replay(set(id)).measures[measure]).map((each) => each.estimate!);

describe("published fidelity tables", () => {
  it.each([
    ["A", 14],
    ["B", 14],
    ["C", 20],
    ["D", 20],
    ["E", 14],
    ["F", 14],
  ])("set %s: none of its %i printed figures differs from ours", (id, figures) => {
    const { comparisons } = replay(set(id));
    expect(comparisons).toHaveLength(figures);
    expect(comparisons.filter(({ verdict }) => verdict === "differs")).toEqual([]);
  });

  it("names the three figures that only the reading of a chart can explain", () => {
    const named = ({ measure, key, printed }: Replayed) => [measure, key, printed];
    const found = publishedSets.flatMap((each) =>
      replay(each)
        .comparisons.filter(({ verdict }) => verdict === "reading")
        .map((comparison) => [each.id, ...named(comparison)]),
    );
    expect(found).toEqual([
      ["D", "biasFactor", "Mixtral-8x7B", 0.223],
      ["D", "pearson", "llama3_8B", 0.73],
      ["E", "mspd", "mixtral8x22B", 0.09],
    ]);
  });

  it("gives the bias factors of the centred set to 1e-12", () => {
    const { comparisons } = replay(set("C"));
    const biases = comparisons.filter(({ measure }) => measure === "biasFactor");
    expect(biases.map(({ printed }) => printed)).toContain(0.03969812677350132);
    for (const { ours, printed } of biases) expect(Math.abs(ours! - printed)).toBeLessThan(1e-12);
  });

  // Computed from the same scores by an independent program from the authors' formulas.
  it.each([
    ["A", "mspd", 6, [0.007394, 0.020673, 0.021935, 0.01636, 0.019086, 0.027428, 0.016834]],
    ["A", "spearman", 4, [0.8286, 0.6571, 1, 0.9429, 0.9429, 0.6, 0.9429]],
    ["A", "pearson", 4, [0.9678, 0.9585, 0.9884, 0.9946, 0.9809, 0.9497, 0.984]],
    ["A", "biasFactor", 4, [0.0619, -0.0552, 0.0019, 0.0402, -0.0225, -0.0233]],
    ["B", "mspd", 6, [0.008182, 0.009602, 0.021381, 0.016708, 0.01847, 0.052537, 0.015315]],
    ["B", "spearman", 4, [0.4857, 0.0857, 0.6, 0.1429, 0.7143, 0.2, 0.2]],
    ["B", "pearson", 4, [0.979, 0.9605, 0.9912, 0.9898, 0.9946, 0.9713, 0.9857]],
    ["B", "biasFactor", 4, [0.057, -0.0723, -0.0014, 0.0638, -0.0037, -0.075]],
    ["C", "mspd", 5, [0.00851, 0.02743, 0.01963, 0.02732, 0.02307, 0.03809, 0.02158]],
    ["C", "spearman", 4, [0.7714, 0.3714, 0.8286, 0.6, 0.9429, 0.7143, 0.8286]],
    ["D", "mspd", 6, [0.093097, 0.083228, 0.057948, 0.034794, 0.029991, 0.027636, 0.032033]],
    ["D", "pearson", 4, [0.709, 0.7086, 0.792, 0.8663, 0.8753, 0.7363, 0.7831]],
    ["D", "biasFactor", 4, [-0.0094, 0.0702, -0.0122, 0.2236, -0.0736, -0.1022]],
    ["E", "mspd", 6, [0.118923, 0.120787, 0.084884, 0.028299, 0.043506, 0.031294, 0.048046]],
    ["E", "pearson", 4, [0.6476, 0.6225, 0.6839, 0.8223, 0.8361, 0.685, 0.7114]],
    ["E", "biasFactor", 4, [-0.0055, 0.0775, -0.0167, 0.2435, -0.0763, -0.0743]],
    ["F", "mspd", 6, [0.003389, 0.003287, 0.006721, 0.004159, 0.000905, 0.002298, 0.00214]],
    ["F", "spearman", 4, [0.9429, 0.8986, 0.9429, 0.9429, 0.8286, 0.9429, 0.9429]],
    ["F", "pearson", 4, [0.9869, 0.9983, 0.9548, 0.9728, 0.9942, 0.9849, 0.9862]],
    ["F", "biasFactor", 4, [-0.0191, -0.0137, 0.0163, 0.0039, 0.0009, 0.0103]],
  ] as const)("set %s: %s as recomputed elsewhere", (id, measure, digits, expected) => {
    const values = valuesOf(id, measure);
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(0.5001 * 10 ** -digits));
  });

  it("says so when a value does not agree", () => {
    const wrong = { ...set("C"), printed: { biasFactor: { cell: 26, decimals: null, values: { "gpt-4o": 0.04 } } } };
    expect(replay(wrong).comparisons[0]).toMatchObject({ key: "gpt-4o", verdict: "differs" });
  });

  it("gives a source, its rows and what was asked for every set", () => {
    for (const { id, source, rows, matrix, task, scorer, demonstrations } of publishedSets) {
      expect(source, id).toContain("SG4NLP at commit 8db02da");
      expect(Object.keys(rows), id).toEqual(Object.keys(matrix.datasets));
      for (const word of [task, scorer, demonstrations]) expect(word, id).not.toBe("");
    }
  });
});

const reference = "../shared/reference/published-2409.11968.json";
describe.skipIf(!existsSync(reference))(`published scores against ${reference} (skipped without it)`, () => {
  const tables = existsSync(reference)
    ? (JSON.parse(readFileSync(reference, "utf8")) as Record<string, Record<string, number[]>>)
    : {};
  it.each([
    ["A", "politics_ent_type_f1_k5"],
    ["B", "politics_partial_f1_k5"],
  ])("set %s has every digit", (id, name) => {
    expect(set(id).matrix.datasets).toEqual(tables[name]);
  });

  it("set C has every digit of the centred rows, up to the addition of the row mean", () => {
    for (const [name, row] of Object.entries(tables["politics_ent_type_f1_k15_normalised"]!)) {
      const ours = set("C").matrix.datasets[name]! as readonly number[];
      const mean = ours.reduce((sum, score) => sum + score / ours.length, 0);
      row.forEach((score, m) => expect(Math.abs(ours[m]! - mean - score)).toBeLessThan(1e-15));
    }
  });
});
