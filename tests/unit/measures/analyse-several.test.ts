import { describe, expect, it } from "vitest";
import { analyse } from "#measures/analyse.ts";
import { analyseSeveral, parseSeveral } from "#measures/analyse-several.ts";

/** Two models; a's bias factor is 2·shift of its own score over the other's. */
const matrix = (shift: number) => ({
  ...{ metric: "accuracy", real: "real", solvers: ["a", "b", "c"] },
  datasets: { real: [0.8, 0.7, 0.6], "by a": [0.8 + shift, 0.7, 0.5], "by b": [0.7, 0.7, 0.6] },
  generators: { "by a": "a", "by b": "b" },
});
const entry = (name: string, shift: number, more: object = {}) => ({ name, task: "intent", ...more, ...matrix(shift) });

describe("several score matrices in one file", () => {
  it("are measured one by one like a file of one", () => {
    const { datasets } = analyseSeveral(parseSeveral({ matrices: [entry("x", 0.1), entry("y", 0)] }));
    expect(datasets.map(({ name }) => name)).toEqual(["x", "y"]);
    expect(datasets[0]!.runs[0]!.measures).toEqual(analyse(matrix(0.1)));
  });

  it("average runs within settings, settings within datasets, and datasets with Student's interval", () => {
    const matrices = [
      entry("x", 0.1, { seed: 1 }),
      entry("x", 0.3, { seed: 2 }),
      entry("y", 0.1, { setting: "k=1" }),
      entry("y", 0.2, { setting: "k=2" }),
      entry("z", 0.0),
    ];
    const { biasFactor, datasets } = analyseSeveral(parseSeveral({ matrices }));
    const of = (shift: number) => analyse(matrix(shift)).biasFactor["a"]!.estimate!;
    expect(datasets[0]!.biasFactor["a"]).toMatchObject({ n: 2, low: null });
    const three = [(of(0.1) + of(0.3)) / 2, (of(0.1) + of(0.2)) / 2, of(0)];
    const mean = three.reduce((sum, value) => sum + value, 0) / 3;
    const sd = Math.sqrt(three.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2);
    expect(biasFactor["a"]!.estimate).toBeCloseTo(mean, 12);
    expect(biasFactor["a"]!.high).toBeCloseTo(mean + (4.303 * sd) / Math.sqrt(3), 9); // scipy.stats.t.ppf(.975, 2)
    expect(biasFactor["a"]!.n).toBe(3);
  });

  it("give fidelity by task", () => {
    const matrices = [entry("x", 0.1), { ...entry("n", 0.4), task: "entities" }];
    const { tasks } = analyseSeveral(parseSeveral({ matrices }));
    expect(Object.keys(tasks)).toEqual(["intent", "entities"]);
    expect(tasks["intent"]!.mspd.estimate).toBe(analyse(matrix(0.1)).mspd["average of generators"]!.estimate);
  });

  it.each([
    [{ matrices: [] }, '"matrices" is no list'],
    [{ matrices: [entry("x", 0)], seed: 1 }, '"seed" is not a field beside'],
    [{ matrices: [matrix(0)] }, '"matrices"[0]: "name" names the real dataset'],
    [{ matrices: [entry("x", 0), entry("x", 0)] }, '"matrices"[1] ("x") stands there twice'],
    [{ matrices: [{ ...entry("x", 0), real: "nothing" }] }, '"matrices"[0] ("x"): "real"'],
  ])("are refused with the place: %#", (document, message) => {
    expect(() => parseSeveral(document)).toThrow(message);
  });
});
