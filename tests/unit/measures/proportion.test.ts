import { describe, expect, it } from "vitest";
import { intervalScope } from "#measures/interval-scope.ts";
import { smoothedLogOdds } from "#measures/log-odds.ts";
import { proportion } from "#measures/proportion.ts";

describe("proportion", () => {
  it("is Wilson's interval: 81 of 263 gives .2553 to .3662 (Newcombe 1998, table I)", () => {
    const { estimate, low, high, n } = proportion(81, 263);
    expect([estimate, low, high].map((value) => value!.toFixed(4))).toEqual(["0.3080", "0.2553", "0.3662"]);
    expect(n).toBe(263);
  });

  it.each([
    [0, 20, "0.0000", "0.1611"],
    [15, 148, "0.0624", "0.1605"],
    [29, 29, "0.8830", "1.0000"],
  ])("%i of %i: %s to %s (Newcombe 1998)", (successes, trials, low, high) => {
    const measure = proportion(successes, trials);
    expect([measure.low!.toFixed(4), measure.high!.toFixed(4)]).toEqual([low, high]);
  });

  it("mirrors when successes and failures swap, and is undefined without trials", () => {
    expect(proportion(3, 10).low).toBeCloseTo(1 - proportion(7, 10).high!, 14);
    expect(proportion(0, 0)).toMatchObject({ estimate: null, n: 0, reason: expect.any(String) });
    expect(() => proportion(3, 2)).toThrow("3 successes in 2 trials");
  });
});

describe("smoothed log-odds", () => {
  it("is finite at both ends, 0 in the middle and antisymmetric", () => {
    expect(smoothedLogOdds(1, 10)).toBeCloseTo(Math.log(10.5 / 0.5), 14);
    expect(smoothedLogOdds(0.5, 10)).toBe(0);
    expect(smoothedLogOdds(0.2, 10)).toBeCloseTo(-smoothedLogOdds(0.8, 10), 14);
  });
});

describe("interval scope", () => {
  it("claims more only where more was drawn", () => {
    expect(intervalScope({ generationSeeds: 1, draws: 1 })).toContain("for these checkpoints and demonstrations");
    expect(intervalScope({ generationSeeds: 3, draws: 2 })).toMatch(/3 generation runs.*2 draws/);
  });
});
