import { describe, expect, it } from "vitest";
import { InputError } from "#core/words.ts";
import { parseScoreMatrix } from "#measures/parse-score-matrix.ts";

const good = {
  metric: "macroF1",
  real: "real",
  solvers: ["a", "b"],
  datasets: { real: [0.9, 0.6], da: [0.8, null] },
  generators: { da: "a" },
};

describe("parseScoreMatrix", () => {
  it("takes a matrix with and without real data", () => {
    expect(parseScoreMatrix(good)).toEqual(good);
    const { real, ...rest } = good;
    expect(parseScoreMatrix(rest).real).toBeNull();
    expect(parseScoreMatrix({ ...rest, real: null }).real).toBeNull();
    expect(real).toBe("real");
  });

  it.each([
    ["not an object", [1], "The score matrix: found [1]"],
    ["an unknown field", { ...good, gernerators: {} }, '"gernerators" is not a field'],
    ["no metric", { ...good, metric: undefined }, '"metric": found nothing'],
    ["no solvers", { ...good, solvers: [] }, '"solvers": found []'],
    ["a solver that is no name", { ...good, solvers: ["a", 3] }, '"solvers"[1]: found 3'],
    ["a solver twice", { ...good, solvers: ["a", "a"] }, '"solvers"[1]: found "a", expected each name once'],
    ["no datasets", { ...good, datasets: {} }, '"datasets": found {}'],
    ["a row that is too short", { ...good, datasets: { real: [0.1] } }, '"datasets"."real": found 1 score, expected 2'],
    ["a row that is no list", { ...good, datasets: { real: 0.1 } }, '"datasets"."real": found 0.1'],
    ["a score that is text", { ...good, datasets: { real: [0.1, "0.2"] } }, '"real"[1] (solver "b"): found "0.2"'],
    ["a reserved name", { ...good, datasets: { ...good.datasets, "average of generators": [1, 1] } }, "is computed"],
    [
      "an unknown real dataset",
      { ...good, real: "reel" },
      '"real": found "reel", expected one of the datasets real, da',
    ],
    ["no generators", { ...good, generators: undefined }, '"generators": found nothing'],
    ["a generator of nothing", { ...good, generators: { db: "a" } }, '"generators"."db": there is no such dataset'],
    ["a generator of real data", { ...good, generators: { real: "a" } }, "this is the real dataset"],
    ["a generator that is no solver", { ...good, generators: { da: "z" } }, '"generators"."da": found "z"'],
  ])("refuses %s by name, in one line", (_, document, message) => {
    expect(() => parseScoreMatrix(document)).toThrow(InputError);
    expect(() => parseScoreMatrix(document)).toThrow(message);
    expect(() => parseScoreMatrix(document)).not.toThrow("\n");
  });

  it("keeps names that objects treat specially", () => {
    const text = '{"metric":"f1","solvers":["a","b"],"datasets":{"__proto__":[1,2]},"generators":{"__proto__":"a"}}';
    const parsed = parseScoreMatrix(JSON.parse(text));
    expect(Object.keys(parsed.datasets)).toEqual(["__proto__"]);
    expect(Object.keys(parsed.generators)).toEqual(["__proto__"]);
  });
});
