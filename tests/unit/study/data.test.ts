import { describe, expect, it } from "vitest";
import { drawBalanced, readInstances, studyData } from "#study/fidelity/data.ts";
import { parsePlan } from "#study/plan.ts";
import { classification } from "#tasks/classification/task.ts";

const rows = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, i) => ({ text: `${prefix} ${i}`, label: ["a", "b", "c"][i % 3]! }));

const plan = (data: object, changes: object = {}) =>
  parsePlan({
    ...{ version: 1, kind: "fidelity", task: "intent", seed: 1, data, models: ["m"] },
    ...{ generate: { perGenerator: 30 }, ...changes },
  });

describe("reading instances", () => {
  it("names the column that is not there, and those that are", () => {
    expect(() => readInstances("mine", rows(3, "x"), classification, { text: "text", label: "intent" })).toThrow(
      'Dataset "mine" has no column "intent"; its columns are text, label.',
    );
  });

  it("names the row and column of an empty cell", () => {
    const holed = [...rows(3, "x"), { text: "  ", label: "a" }];
    expect(() => readInstances("mine", holed, classification, { text: "text", label: "label" })).toThrow(
      'row 4, column "text"',
    );
  });

  it("keeps ids that differ and makes up the others", () => {
    const named = [
      { id: "q", text: "one", label: "a" },
      { id: "q", text: "two", label: "b" },
    ];
    const ids = readInstances("mine", named, classification, { text: "text", label: "label" }).map(
      (instance) => instance.id,
    );
    expect(ids).toEqual(["q", "row-2"]);
  });
});

describe("splitting by role", () => {
  const test = { name: "test", rows: 30 };

  it("draws test rows balanced over labels, the same for the same seed", () => {
    const instances = readInstances("t", rows(90, "x"), classification, { text: "text", label: "label" });
    const drawn = drawBalanced(instances, 30, 5);
    for (const label of ["a", "b", "c"]) expect(drawn.filter((row) => row.target === label)).toHaveLength(10);
    expect(drawBalanced(instances, 30, 5)).toEqual(drawn);
    expect(drawBalanced(instances, 30, 6)).not.toEqual(drawn);
  });

  it("never demonstrates or trains on the text of a test row, nor trains on a demonstration", () => {
    const train = [...rows(60, "x").map((row) => ({ ...row, text: row.text.toUpperCase() })), ...rows(90, "y")];
    const datasets = new Map([
      ["test", rows(60, "x")],
      ["train", train],
    ]);
    const data = studyData(plan({ test, demonstrations: { name: "train", perLabel: 5, draws: 2 } }), datasets);
    const texts = (list: readonly { input: string }[]) => list.map((row) => row.input.toLowerCase());
    const demonstrated = texts(data.demonstrations.flat());
    expect(data.demonstrations.map((draw) => draw.length)).toEqual([15, 15]);
    expect(new Set(demonstrated).size).toBe(30);
    for (const text of texts(data.test)) expect([...demonstrated, ...texts(data.training)]).not.toContain(text);
    for (const text of demonstrated) expect(texts(data.training)).not.toContain(text);
    expect(data.notes.join(" ")).toContain("set aside");
  });

  it("says how many demonstrations are missing of which label", () => {
    const datasets = new Map([
      ["test", rows(60, "x")],
      ["train", rows(12, "y")],
    ]);
    expect(() => studyData(plan({ test, demonstrations: { name: "train", perLabel: 5 } }), datasets)).toThrow(
      '"train" has 4 different usable rows of label "a"; the plan needs 5',
    );
  });

  it("scores by accuracy where macro-F1 would hang on single rows, and says so", () => {
    const datasets = new Map([["test", rows(60, "x")]]);
    const few = studyData(plan({ test: { name: "test", rows: 9 } }), datasets);
    expect(few.metric).toBe("accuracy");
    expect(few.notes.join(" ")).toContain("accuracy instead of macro-F1");
    expect(studyData(plan({ test }), datasets).metric).toBe("macroF1");
    expect(studyData(plan({ test }, { generate: { perGenerator: 12 } }), datasets).metric).toBe("accuracy");
  });
});
