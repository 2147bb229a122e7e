import { describe, expect, it } from "vitest";
import type { Measure } from "#core/words.ts";
import type { DialResult } from "#state/reading.ts";
import { besideBiasFactor, dialAnswer } from "#pages/report/dial-words.ts";

const measure = (estimate: number, low: number, high: number): Measure => ({ estimate, low, high, n: 60 });
const rising = measure(0.02, 0.01, 0.03);
const falling = measure(-0.02, -0.03, -0.01);
const open = measure(0.005, -0.01, 0.02);

const short = (name: string) => name.replace("zoo/", "");
const said = (generator: Measure, placebo: Measure, difference: Measure) =>
  dialAnswer(
    {
      generator: "zoo/g",
      placebo: "zoo/p",
      slope: [{ solver: null, generator, placebo, difference }],
    } as unknown as DialResult,
    short,
  );

describe("the answer of the dial", () => {
  it("claims a cause only where the rise is more than the placebo's", () => {
    expect(said(rising, open, rising)).toMatch(/^Training on g’s rows makes a solver prefer g’s benchmark: \+\.020/u);
    expect(said(rising, rising, open)).toContain("not told from what the placebo does");
    expect(said(open, falling, rising)).toContain("cannot be told");
    expect(said(falling, open, falling)).toContain("relatively worse");
    expect(said(falling, falling, open)).toContain("not told from what the placebo does");
  });

  it("gives the reason where there is no estimate", () => {
    const none = { estimate: null, low: null, high: null, n: 0, reason: "No row was read." };
    expect(said(none, none, none)).toBe(
      "Whether training on g’s rows makes a solver prefer g’s benchmark cannot be said. No row was read.",
    );
  });

  it("does not make the dial the cause of a bias factor", () => {
    const dial = { generator: "zoo/g", slope: [{ generator: rising }] } as unknown as DialResult;
    expect(besideBiasFactor(dial, rising, short)).toContain("It does not follow");
    expect(besideBiasFactor(dial, undefined, short)).toContain("no bias factor");
  });
});
