import { describe, expect, test } from "vitest";
import { Random } from "#core/random.ts";
import { type AuditedRow, auditMeasures, differenceOfShares } from "#measures/audit.ts";
import { proportion } from "#measures/proportion.ts";

describe("the difference of two shares", () => {
  test.each([
    [56, 70, 48, 80, "0.0524", "0.3339"],
    [9, 10, 3, 10, "0.1705", "0.8090"],
    [5, 56, 0, 29, "-0.0381", "0.1926"],
    [10, 10, 0, 10, "0.6075", "1.0000"],
  ])("%i/%i − %i/%i: %5$s to %6$s (Newcombe 1998, table II, method 10)", (a, m, b, n, low, high) => {
    const measure = differenceOfShares(proportion(a, m), proportion(b, n));
    expect([measure.low!.toFixed(4), measure.high!.toFixed(4)]).toEqual([low, high]);
    expect(measure.n).toBe(m + n);
  });

  test("changes its sign when the shares swap, and is undefined where one is", () => {
    const [first, second] = [proportion(3, 20), proportion(9, 40)];
    const there = differenceOfShares(first, second);
    const back = differenceOfShares(second, first);
    expect(back.estimate).toBeCloseTo(-there.estimate!, 14);
    expect(back.low).toBeCloseTo(-there.high!, 14);
    expect(differenceOfShares(proportion(0, 0), second)).toMatchObject({ estimate: null, reason: expect.any(String) });
  });

  test("covers the true difference about as often as it claims", () => {
    const random = new Random(5);
    const hits = (n: number, p: number) => Array.from({ length: n }, () => random.next() < p).filter(Boolean).length;
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const { low, high } = differenceOfShares(proportion(hits(40, 0.6), 40), proportion(hits(20, 0.35), 20));
      if (low! <= 0.25 && high! >= 0.25) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.93);
    expect(covered / 2000).toBeLessThan(0.975);
  });
});

describe("a blind audit", () => {
  const row = (generated: boolean, label: string | null, guess: AuditedRow["guess"]): AuditedRow => ({
    generated,
    target: "lamp",
    label,
    guess,
  });
  const rows = [
    row(false, "lamp", "real"),
    row(false, "lamp", "generated"),
    row(false, null, "real"),
    row(false, "music", "real"),
    row(true, "lamp", "generated"),
    row(true, "lamp", "generated"),
    row(true, "weather", null),
  ];

  test("counts agreement and guesses apart for real and generated rows", () => {
    const audit = auditMeasures(rows);
    expect(audit.rows).toEqual({ real: 4, generated: 3 });
    expect(audit.agreement.real).toMatchObject({ estimate: 0.5, n: 4 });
    expect(audit.agreement.generated).toMatchObject({ estimate: 2 / 3, n: 3 });
    expect(audit.saidGenerated.real).toMatchObject({ estimate: 0.25, n: 4 });
    expect(audit.saidGenerated.generated).toMatchObject({ estimate: 1, n: 2 });
    expect(audit.toldApart.estimate).toBe(0.75);
    expect(audit.rightAtEqualShares.estimate).toBe((0.75 + 1) / 2);
  });

  test("says as many right as wrong where every row is called generated", () => {
    const { toldApart, rightAtEqualShares } = auditMeasures(rows.map((each) => ({ ...each, guess: "generated" })));
    expect(toldApart.estimate).toBe(0);
    expect(rightAtEqualShares.estimate).toBe(0.5);
    expect(rightAtEqualShares.low!).toBeLessThan(0.5);
  });

  test("is undefined, with its reason, before a row of each kind", () => {
    const { toldApart, agreement } = auditMeasures(rows.slice(0, 2));
    expect(agreement.generated).toMatchObject({ estimate: null, n: 0, reason: expect.any(String) });
    expect(toldApart).toMatchObject({ estimate: null, reason: expect.any(String) });
  });
});
