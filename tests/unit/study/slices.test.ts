import { describe, expect, it } from "vitest";
import { mostValues, studySlices } from "#study/fidelity/slices.ts";
import { clustersOf, studyTables } from "#study/fidelity/tables.ts";
import { compareStudies } from "#study/fidelity/compare.ts";
import { studyData } from "#study/fidelity/data.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { parsePlan } from "#study/plan.ts";
import { report } from "#study/fidelity/report.ts";

const plan = (slices: string[]) =>
  parsePlan({
    version: 1,
    kind: "fidelity",
    task: "intent",
    seed: 3,
    data: { test: { name: "tickets", slices } },
    models: ["zoo/a"],
    generate: { perGenerator: 20 },
    metric: "accuracy",
  });

const topics = ["refund", "delivery"];
const rows = Array.from({ length: 40 }, (_, i) => ({
  text: `${topics[i % 2]} number ${["one", "two", "three"][i % 3]} please ${i}`,
  label: topics[i % 2]!,
  channel: i % 4 === 0 ? "web" : i % 4 === 1 ? "" : "phone",
  shop: `shop ${i < 8 ? 0 : i}`,
}));

/** A study with one generated set; the solver `good` is right everywhere, `half` on every second row. */
function input(slices: string[], wrong = 0): ReportInput {
  const own = plan(slices);
  const data = studyData(own, new Map([["tickets", rows]]));
  const written = { name: "zoo/a", generator: "zoo/a", seed: 0, instances: data.test.slice(0, 20).map((row) => ({ id: `w-${row.id}`, input: row.input, target: row.target })) }; // prettier-ignore
  const predictions = [{ name: "tickets", instances: data.test }, written].flatMap(({ name, instances }) =>
    instances.flatMap(({ id, target }, i) =>
      ["zoo/a", "half"].map((solver) => {
        const right = solver === "zoo/a" ? i >= wrong : i % 2 === 0;
        const prediction = right ? target : null;
        return { dataset: name, instance: id, solver, target, raw: prediction ?? "", prediction, score: right ? 1 : 0 };
      }),
    ),
  );
  const solver = (name: string, generates: boolean) =>
    ({ name, base: name, preparation: "zero-shot", parameters: 1, family: null, draw: null, perLabel: null, generates }) as const; // prettier-ignore
  return {
    plan: own,
    data,
    solvers: [solver("zoo/a", true), solver("half", false)],
    written: [{ dataset: written, attempts: 20, rejected: {} }],
    predictions: [{ way: "direct", rows: predictions }],
  };
}

describe("slices by the user's columns", () => {
  it("are read from the test rows, and a missing column is named", () => {
    expect(input(["channel"]).data.test[0]!.columns).toEqual({ channel: "web" });
    expect(input([]).data.test[0]).not.toHaveProperty("columns");
    expect(() => input(["region"])).toThrow(
      'Dataset "tickets" has no column "region"; its columns are text, label, channel',
    );
  });

  it("compare each value's real rows with the whole synthetic set", () => {
    const table = report(input(["channel"]))[0]!.slices.find(({ kind }) => kind === "column")!;
    expect(table.column).toBe("channel");
    expect(table.slices.map(({ name, rows: own }) => [name, own])).toEqual([
      ["phone", { tickets: 20, "zoo/a": 20 }],
      ["no value", { tickets: 10, "zoo/a": 20 }],
      ["web", { tickets: 10, "zoo/a": 20 }],
    ]);
    // "half" is right on even rows: always on web, never on rows without a value
    expect(table.slices.map(({ real }) => real.estimate)).toEqual([0.75, 0.5, 1]);
    expect(table.slices[2]!.synthetic["zoo/a"]!.difference.estimate).toBeCloseTo(-0.25, 12);
  });

  it("join what is rare beyond a dozen values", () => {
    const table = report(input(["shop"]))[0]!.slices.find(({ column }) => column === "shop")!;
    expect(table.slices).toHaveLength(mostValues);
    expect(table.slices[0]).toMatchObject({ name: "shop 0", rows: { tickets: 8 } });
    expect(table.slices.at(-1)).toMatchObject({ name: "other (22 values)", rows: { tickets: 22 } });
  });
});

describe("slices by length", () => {
  it("leave out bands that equally long texts cannot fill", () => {
    const { plan: own, data } = input([]);
    const instances = data.test.map((row) => ({ ...row, input: "two words" }));
    const datasets = [{ name: "tickets", generator: null, seed: null, instances }];
    const predictions = instances.map(({ id, target }) => ({ dataset: "tickets", instance: id, solver: "s", target, raw: "", prediction: target, score: 1 })); // prettier-ignore
    const tables = studyTables(datasets, clustersOf(datasets), ["s"], predictions);
    const found = studySlices({ plan: own, labels: topics, metric: "accuracy", datasets, tables, solvers: ["s"] });
    expect(found.find(({ kind }) => kind === "length")!.slices.map(({ name }) => name)).toEqual(["up to 2 words"]);
  });
});

describe("two studies side by side", () => {
  it("are paired on real rows by id, text and label, and by a way that both have", () => {
    const { datasets } = compareStudies(input([]), input([], 4), "direct");
    expect(datasets.map(({ name, paired }) => [name, paired])).toEqual([
      ["tickets", true],
      ["zoo/a", true],
    ]);
    expect(datasets[0]!.solvers[0]!.score).toMatchObject({ first: 1, second: 0.9 });
    expect(datasets[0]!.solvers[1]!.score.difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
    expect(() => compareStudies(input([]), input([]), "answer")).toThrow('not solved by "answer"; it has "direct"');
    const other = input([]);
    const macro = { ...other, data: { ...other.data, metric: "macroF1" as const } };
    expect(() => compareStudies(other, macro, "direct")).toThrow("scores by accuracy, the second by macroF1");
  });
});
