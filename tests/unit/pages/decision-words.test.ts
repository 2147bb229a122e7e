import { beforeAll, describe, expect, it } from "vitest";
import { because, conditionWords, inOrder, nextSteps, purposeSummary } from "#pages/report/decision-words.ts";
import { mark, orderedSlices, sliceSummary } from "#pages/report/slice-words.ts";
import { atDoublings, onDoublings, rowsWords, worthRange } from "#pages/report/worth-words.ts";
import type { Result } from "#state/lab.svelte.ts";
import { averageOfGeneratorsName, type SetDecision, type Verdict } from "#state/reading.ts";
import { studyDocument } from "#support/study-document.ts";

let result: Result;
beforeAll(async () => {
  result = (await studyDocument({ generate: { perGenerator: 60 } })).results[0]!;
});

/** The study with other verdicts on its sets, in their order. */
function withVerdicts(...verdicts: Verdict[]): Result {
  const sets = verdicts.map((verdict, i) => {
    const own = result.decision.sets[i]!;
    return { ...own, set: `set ${i + 1}`, verdict, scores: { ...own.scores, verdict } };
  });
  return { ...result, decision: { ...result.decision, sets } };
}

describe("the decision in words", () => {
  it("says what to use before what not to", () => {
    const summary = (...verdicts: Verdict[]) => purposeSummary(withVerdicts(...verdicts), "scores");
    const no = "do not use" as const;
    expect(summary(no, "use", "cannot tell", no, no)).toBe(
      "Use set 2; it cannot be told for set 3; do not use the other 3.",
    );
    expect(summary(no, no)).toBe("Use none of the 2 sets.");
    expect(summary(no)).toBe("Do not use set 1.");
    expect(summary("use", "use")).toBe("Use any of the 2 sets.");
    expect(summary("cannot tell", "cannot tell")).toBe("It cannot be told for any of the 2 sets.");
    expect(summary()).toBe("There is no synthetic set.");
    expect(inOrder(withVerdicts(no, "cannot tell", "use")).map(({ verdict }) => verdict)).toEqual([
      ...["use", "cannot tell", no],
    ]);
  });

  it("counts the average of generators beside the sets, not among them", () => {
    const named = (found: Result): Result => {
      const sets = found.decision.sets.map((set, i) => ({ ...set, set: i === 0 ? averageOfGeneratorsName : set.set }));
      return { ...found, decision: { ...found.decision, sets } };
    };
    const summary = (...verdicts: Verdict[]) => purposeSummary(named(withVerdicts(...verdicts)), "scores");
    const no = "do not use" as const;
    expect(summary(no, no, no)).toBe("Use none of the 2 sets, nor their average.");
    expect(summary("use", "use", "use")).toBe("Use any of the 2 sets or their average.");
    expect(summary(no, "use", no, no)).toBe("Use set 2; do not use the other 2 or the average.");
    expect(summary("use", no)).toBe("Use the average of generators; do not use set 2.");
  });

  it("gives every verdict a reason with the numbers that were compared", () => {
    for (const { scores, ranking } of result.decision.sets) {
      for (const purpose of [scores, ranking]) {
        expect(because(purpose)).toMatch(/^[A-Z].*\d.*\.$/);
        const failed = purpose.conditions.filter(({ outcome }) => outcome === "failed");
        for (const { name, threshold } of purpose.verdict === "do not use" ? failed : []) {
          if (name !== "labels apart") expect(because(purpose)).toContain(conditionWords[name].write(threshold!));
        }
      }
    }
  });

  it("tells how many rows of a label are needed, and whom to leave out", () => {
    const first: SetDecision = { ...result.decision.sets[0]!, favours: ["zoo/ben-xs"] };
    const labels = first.labels.map((label) => ({ ...label, why: "few rows" as const }));
    const steps = nextSteps({ ...first, labels }, result).join(" ");
    expect(steps).toContain(`bring ${result.decision.tolerances.leastLabelRows} independent rows of a label`);
    expect(steps).toContain("Leave ben-xs out");
  });
});

describe("worth in words", () => {
  const worth = (estimate: number, low: number, high: number) => ({ estimate, low, high, n: 9, most: 240 });

  it("says open ends plainly", () => {
    expect(rowsWords(22.4, 240)).toBe("22");
    expect(rowsWords(3, 240)).toBe("fewer than 5");
    expect(rowsWords(240, 240)).toBe("at least 240");
    expect(worthRange(worth(22.4, 11.2, 130.9))).toBe("11 to 130");
    expect(worthRange(worth(3, 0, 15))).toBe("up to 15");
    expect(worthRange(worth(240, 60, 240))).toBe("60 to at least 240");
    expect(worthRange(worth(0, 0, 3))).toBe("");
  });

  it("draws them on a scale that doubles", () => {
    expect(onDoublings(worth(20, 2, 240))).toMatchObject({ estimate: 2, low: 0 });
    const write = atDoublings(240);
    expect([write(0), write(2), write(onDoublings(worth(20, 2, 240)).high!)]).toEqual(["< 5", "20", "≥ 240"]);
  });
});

describe("slices in words", () => {
  it("put labels that differ most first, and count what leaves out zero", () => {
    const labels = result.slices[0]!;
    const rows = orderedSlices(labels, "zoo/ben-xs");
    const sizes = rows.map(({ contrast }) => Math.abs(contrast.difference.estimate!));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const out = rows.filter((row) => row.mark !== null).length;
    expect(sliceSummary(rows)).toMatch(new RegExp(`^${out} of ${rows.length} intervals? `));
    expect(orderedSlices(labels, "nobody")).toEqual([]);
  });

  it("mark an interval without zero, and whether it holds after the correction", () => {
    const contrast = (low: number | null, high: number | null, adjustedP: number | null) =>
      mark({ score: null!, difference: { estimate: 0.1, low, high, n: 9 }, p: 0.01, adjustedP });
    expect([contrast(0.01, 0.2, 0.01), contrast(0.01, 0.2, 0.3), contrast(-0.1, 0.2, 1), contrast(null, null, null)]).toEqual(["corrected", "alone", null, null]); // prettier-ignore
  });
});
