import { describe, expect, it } from "vitest";
import { gluedWords, learnWords, splitWords } from "#pages/data/split-words.ts";
import type { Proposal } from "#state/preparing.svelte.ts";

const share = { label: "a", rows: 100, different: 100, demonstrations: 20, test: 80, aside: 0 };
const proposal: Proposal = {
  ...{ task: "classification", names: ["a", "b"], entitiesTested: 0 },
  ...{ way: "split", perLabel: 20, testRows: 400, testable: 600, shown: 40, aside: 0, testUnits: 400 },
  labels: [share, { ...share, label: "b" }],
  ...{ groups: null, largestUnit: 1, unitRows: 640, leastTested: 200, metric: "macroF1", overlap: null },
  ...{ problem: null, plan: {}, writes: [] },
};
const learned = (changes: Partial<Proposal>) => learnWords({ ...proposal, ...changes }).join(" ");

describe("how much can be learned is said in points and words", () => {
  it("for enough rows", () => {
    expect(learned({})).toContain("400 test rows give each score an interval of about ±5 points");
    expect(learned({})).not.toMatch(/rank|accuracy/);
  });

  it("for few rows", () => {
    expect(learned({ testRows: 49, testUnits: 49 })).toMatch(/±14 points.*not enough to rank/);
    expect(learned({ testRows: 100, testUnits: 100 })).toMatch(/±10 points.*cannot be ranked/);
  });

  it("for rows of few groups, by the groups", () => {
    const groups = { shown: 5, tested: 25 };
    expect(learned({ testUnits: 25, groups })).toContain("count as 25 independent groups, which give");
    expect(learned({ testUnits: 25, groups })).toContain("±20 points");
  });

  it("for labels of few rows, and few demonstrations", () => {
    expect(learned({ metric: "accuracy", leastTested: 3 })).toContain("a label has only 3 test rows");
    expect(learned({ perLabel: 1 })).toContain("1 demonstration per label is few");
  });
});

it("says who goes where, and which labels are set aside", () => {
  const rare = { ...share, label: "rare", rows: 2, demonstrations: 0, test: 0, aside: 2 };
  const words = splitWords({ ...proposal, aside: 2, labels: [...proposal.labels, rare] }).join(" ");
  expect(words).toContain("every one of 2 labels has 20 different texts or more");
  expect(words).toContain("400 of them, drawn evenly over the labels");
  expect(words).toMatch(/Set aside: 2 rows of 1 label .*\(rare\)/);
});

it("says when too many rows hang together", () => {
  expect(gluedWords(proposal, true)).toBe("");
  expect(gluedWords({ ...proposal, largestUnit: 300 }, true)).toContain("300 of 640 rows hang together");
});
