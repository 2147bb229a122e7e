import { describe, expect, it } from "vitest";
import { isSeries, parseSeries, seriesDatasets } from "#study/series/series-plan.ts";

const common = {
  ...{ version: 1, kind: "fidelity", task: "intent", seed: 3 },
  ...{ models: ["zoo/anna-s", "zoo/ben-s"], generate: { perGenerator: 20 } },
};
const entry = (name: string, shown: object = { name: `${name}-train`, perLabel: 5 }) => ({
  test: { name },
  demonstrations: shown,
});

describe("a plan over several datasets", () => {
  it("is told from a plan of one dataset in one setting", () => {
    expect(isSeries({ ...common, data: entry("a") })).toBe(false);
    expect(isSeries({ ...common, data: [entry("a")] })).toBe(true);
    expect(isSeries({ ...common, data: entry("a", { name: "b", perLabel: [1, 2] }) })).toBe(true);
    expect(isSeries(null)).toBe(false);
  });

  it("stands for every source with every count of every dataset", () => {
    const shown = { name: ["a-train", "b-train"], perLabel: [1, 2] };
    const { arms } = parseSeries({ ...common, data: [entry("a", shown), entry("b")] });
    expect(arms.map(({ key, setting, source }) => [key, setting, source])).toEqual([
      ["a, 1 per label", "1 per label", null],
      ["a, 2 per label", "2 per label", null],
      ["a from b-train, 1 per label", "1 per label", "b-train"],
      ["a from b-train, 2 per label", "2 per label", "b-train"],
      ["b", "5 per label", null],
    ]);
    expect(arms[2]!.plan.data.demonstrations).toMatchObject({ name: "b-train", perLabel: 1 });
    expect(seriesDatasets(arms)).toEqual(["a", "a-train", "b-train", "b"]);
  });

  it("tests the same rows in all arms of a dataset", () => {
    const { arms } = parseSeries({
      ...common,
      data: [entry("a", { name: "t", perLabel: [1, 2] }), entry("b", { name: "t", perLabel: 1 })],
    });
    const [one, two, other] = arms.map(({ plan }) => plan.seed);
    expect(one).toBe(two);
    expect(other).not.toBe(one);
  });

  it("lets an entry have its own task, metric and parts of generation", () => {
    const second = { ...entry("b"), task: "classification", metric: "accuracy", generate: { maxNewTokens: 9 } };
    const { arms } = parseSeries({ ...common, data: [entry("a"), second] });
    expect(arms[0]!.plan).toMatchObject({ task: "intent", generate: { perGenerator: 20, maxNewTokens: 64 } });
    expect(arms[1]!.plan).toMatchObject({ task: "classification", metric: "accuracy" });
    expect(arms[1]!.plan.generate).toMatchObject({ perGenerator: 20, maxNewTokens: 9 });
  });

  it("names the place of a mistake", () => {
    expect(() => parseSeries({ ...common, data: [] })).toThrow('"data" is an empty list');
    expect(() => parseSeries({ ...common, data: [entry("a"), { tests: {} }] })).toThrow('entry 2 of "data"');
    expect(() => parseSeries({ ...common, data: [{ ...entry("a"), mood: 1 }] })).toThrow('"mood" is not a field');
    expect(() => parseSeries({ ...common, data: [entry("a", { name: "x", perLabel: [1, 0] })] })).toThrow(
      'a, 0 per label: The plan is wrong: "data.demonstrations.perLabel"',
    );
  });

  it("keeps two arms of one name apart", () => {
    expect(parseSeries({ ...common, data: [entry("a"), entry("a")] }).arms.map(({ key }) => key)).toEqual([
      "a",
      "a (2)",
    ]);
  });
});
