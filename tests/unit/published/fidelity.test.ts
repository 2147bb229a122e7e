import { describe, expect, it } from "vitest";
import { publishedSets, replay } from "#published/fidelity.ts";

const set = (id: string) => publishedSets.find((candidate) => candidate.id === id)!;

describe("published fidelity tables", () => {
  it.each(publishedSets.map((each) => [each.id, each] as const))("set %s: every printed value is ours", (_id, each) => {
    const { comparisons } = replay(each);
    expect(comparisons.length).toBeGreaterThanOrEqual(6);
    expect(comparisons.filter((comparison) => !comparison.agrees)).toEqual([]);
  });

  it("gives the bias factors of the centred set to 1e-12", () => {
    const { measures } = replay(set("C"));
    expect(Math.abs(measures.biasFactor["gpt-4o"]!.estimate! - 0.03969812677350132)).toBeLessThan(1e-12);
    expect(Math.abs(measures.biasFactor["Mixtral-8x7B"]!.estimate! - 0.019996830082670947)).toBeLessThan(1e-12);
    expect(measures.mspd).toEqual({});
  });

  it.each([
    ["A", "mspd", [0.007394, 0.020673, 0.021935, 0.01636, 0.019086, 0.027428, 0.016834]],
    ["B", "mspd", [0.008182, 0.009602, 0.021381, 0.016708, 0.01847, 0.052537, 0.015315]],
    ["A", "biasFactor", [0.0619, -0.0552, 0.0019, 0.0402, -0.0225, -0.0233]],
    ["B", "biasFactor", [0.057, -0.0723, -0.0014, 0.0638, -0.0037, -0.075]],
    ["F", "biasFactor", [-0.0191, -0.0137, 0.0163, 0.0039, 0.0009, 0.0103]],
  ] as const)("set %s: %s as recomputed from the authors' formulas", (id, measure, expected) => {
    const values = Object.values(replay(set(id)).measures[measure]).map((each) => each.estimate!);
    const digits = measure === "mspd" ? 6 : 4;
    expect(values.map((value) => Number(value.toFixed(digits)))).toEqual(expected);
  });

  it("says so when a value does not agree", () => {
    const wrong = { ...set("C"), printed: { biasFactor: { "gpt-4o": 0.04 } } };
    expect(replay(wrong).comparisons[0]).toMatchObject({ key: "gpt-4o", agrees: false });
  });
});
