import { beforeAll, describe, expect, test } from "vitest";
import type { Measure } from "#core/words.ts";
import { dialectSentence, headline, readAloud } from "#pages/home/first-words.ts";
import { type OwnDataRow, ownDataRows, standout } from "#pages/home/own-data-rows.ts";
import { stepAfter } from "#pages/walk/keys.ts";
import { generativeOutcome, none, ourReport, remainsOutcome, verdict } from "#pages/walk/outcomes.ts";
import { studyDocument } from "#support/study-document.ts";

let rows: OwnDataRow[];
beforeAll(async () => {
  rows = ownDataRows((await studyDocument()).results[0]!);
});

const measure = (low: number, estimate: number, high: number): Measure => ({ low, estimate, high, n: 240 });
const row = (label: string, bias: Measure, sameFamily?: Measure): OwnDataRow => ({
  ...{ model: `zoo/${label}`, label, parameters: 1, family: "f", own: 0.9, real: 0.5, kin: ["other"] },
  ...{ expected: 0.9 - bias.estimate!, bias, sameFamily },
});
const plain = row("plain", measure(-0.1, 0.01, 0.1), measure(-0.1, 0, 0.1));
const liking = row("liking", measure(0.1, 0.2, 0.3), measure(-0.01, 0.02, 0.05));
const loving = row("loving", measure(0.2, 0.3, 0.4), measure(0.2, 0.29, 0.35));

describe("first sight", () => {
  test("the models that were made to like their own accent stand out, and what is expected is own less bias", () => {
    expect(headline(rows)).toContain("2 of 8 models did better on their own test");
    const shown = standout(rows)!;
    expect(["ben-xs", "carla-s"]).toContain(shown.label);
    expect(shown.own! - shown.expected!).toBeCloseTo(shown.bias.estimate!, 12);
    expect(rows.map(({ parameters }) => parameters)).toEqual(rows.map((r) => r.parameters).sort((a, b) => a! - b!));
  });

  test("a row read aloud has the three numbers and the interval", () => {
    expect(readAloud(liking, "macro-F1")).toBe(
      "liking scores .900 macro-F1 on the test it wrote itself. All the other scores lead one to expect .700. " +
        "The distance between the two, +.200 (+.100 to +.300), is its bias factor.",
    );
  });

  test("nothing is claimed where every interval includes zero", () => {
    expect(headline([plain])).toBe(
      "None of 1 model is told to do better or worse on its own test than its other scores suggest",
    );
    expect(standout([plain])).toBeNull();
    expect(dialectSentence([plain])).toBe("");
  });

  test("a liking for the dialect is not called self-preference, and the other way round", () => {
    expect(dialectSentence([liking])).toContain("most of its advantage is a liking for its dialect, not for itself");
    expect(dialectSentence([liking])).toContain("includes zero");
    expect(dialectSentence([loving])).toContain("little of its advantage comes from its dialect");
  });
});

describe("the walk", () => {
  test("tells whether the choice is among those told from zero", () => {
    expect(verdict(liking.model, [plain, liking, loving])).toContain("its interval lies above zero");
    expect(verdict(liking.model, [plain, liking, loving])).toContain("The largest is that of loving.");
    expect(verdict(plain.model, [plain, liking])).toContain("includes zero");
    expect(verdict(none, [plain])).toBe("You chose none, and no interval lies above zero.");
    expect(verdict(none, [plain, liking])).toContain("the interval of 1 model lies above zero");
    expect(verdict(undefined, rows)).toBe("You made no prediction.");
  });

  test("says how much remains of those that stood out alone", () => {
    expect(remainsOutcome([plain, liking])).toMatchObject({ answer: "little", text: expect.stringContaining("10%") });
    expect(remainsOutcome([loving]).answer).toBe("most");
    expect(remainsOutcome([liking, loving]).answer).toBe("half");
    expect(remainsOutcome([plain]).answer).toBeNull();
  });

  test("calls generative bias factors larger only where the intervals part", () => {
    const larger = [row("plain", measure(0.2, 0.3, 0.4))];
    const overlapping = [row("plain", measure(0.05, 0.3, 0.4))];
    expect(generativeOutcome([plain], larger).answer).toBe("larger");
    expect(generativeOutcome([plain], overlapping).answer).toBe("same");
    expect(generativeOutcome([row("plain", measure(0.5, 0.6, 0.7))], larger).answer).toBe("smaller");
  });

  test("would report the same-dialect value, with its interval, its n and its rivals", () => {
    const { claim, reasons } = ourReport([plain, loving], []);
    expect(claim).toContain("1 of 2 intervals");
    expect(claim).toContain("loving: +.290 (+.200 to +.350), n 240, against other");
    expect(reasons.join(" ")).toContain("held-out grammar");
  });

  test("turns with the arrow keys, not beyond its ends", () => {
    expect([stepAfter("ArrowRight", 1, 5), stepAfter("ArrowLeft", 5, 5), stepAfter("End", 2, 5)]).toEqual([2, 4, 5]);
    expect([stepAfter("ArrowLeft", 1, 5), stepAfter("ArrowRight", 5, 5), stepAfter("a", 2, 5)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
