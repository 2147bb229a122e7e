import { beforeAll, describe, expect, test } from "vitest";
import type { Measure } from "#core/words.ts";
import { findings } from "#pages/report/findings.ts";
import type { Result } from "#state/lab.svelte.ts";
import { dependsOnScale } from "#state/reading.ts";
import { studyDocument } from "#support/study-document.ts";

let result: Result;
beforeAll(async () => {
  result = (await studyDocument()).results[0]!;
});

const withBias = (biasFactor: Record<string, Measure>, biasFactorControls = {}): Result => ({
  ...result,
  measures: { ...result.measures, biasFactor, biasFactorControls },
});
const above: Measure = { estimate: 0.2, low: 0.1, high: 0.3, n: 240 };
const around: Measure = { estimate: 0.01, low: -0.1, high: 0.1, n: 240 };
const below: Measure = { estimate: -0.2, low: -0.3, high: -0.1, n: 240 };
const none: Measure = { estimate: null, low: null, high: null, n: 240, reason: "No rivals." };

describe("the findings", () => {
  test("name the models that were made to favour their own data, and no others", () => {
    expect(findings(result)[0]).toContain("for 2 of 8 (ben-xs and carla-s)");
    expect(findings(result)[0]).toContain("one interval in 20");
  });

  test("claim no preference where every interval includes zero", () => {
    expect(findings(withBias({ a: around, b: around }))[0]).toBe(
      "No preference for own data is told from chance: all 2 intervals include zero.",
    );
  });

  test("say what the family control leaves, and what depends on the scale", () => {
    const controls = { sameFamily: { a: around, b: above, c: none } };
    const sentences = findings(withBias({ a: above, b: { ...above, reason: dependsOnScale }, c: below }, controls));
    expect(sentences[0]).toContain("for 2 of 3 (a and b), and worse for 1 of 3 (c)");
    expect(sentences[1]).toContain("1 of the 2 that have such rivals");
    expect(sentences[2]).toBe("For b it depends on the scale.");
  });

  test("say nothing about preference where nothing could be computed", () => {
    expect(findings(withBias({ a: none }))[0]).toContain("cannot be said");
  });

  test("do not speak of ranks where real data cannot rank the panel", () => {
    const rankCeiling = { ...result.measures.rankCeiling, rankable: false, reason: "It cannot be ranked." };
    const sentences = findings({ ...result, measures: { ...result.measures, rankCeiling } });
    expect(sentences).toContain("It cannot be ranked.");
    expect(sentences.join(" ")).not.toContain("SRCC");
  });
});
