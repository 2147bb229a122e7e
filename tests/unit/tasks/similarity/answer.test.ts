import { describe, expect, it } from "vitest";
import { parseScore } from "#tasks/similarity/answer.ts";
import { expectedScore } from "#tasks/similarity/expected.ts";

describe("an answer in words", () => {
  it.each([
    ["3", 3],
    [" 3.5\n", 3.5],
    ["**4**", 4],
    ["Score: 3", 3],
    ["3/5", 3],
    ["3 out of 5.", 3],
    ["Score: 2/5 because both mention 2 men", 2],
    ["<similarity>3.5</similarity>", 3.5],
    ["T1 and T2 share a topic.\n<similarity>1</similarity>", 1],
    ["The similarity is 4.25.", 4.25],
    ["On a scale of 0 to 5 I would say 2.", 2],
    ["3\n\nOne text names 12 people, the other 14.", 3],
    [" 0\n\nT1: 7 men are here.\nT2: none", 0],
    ["<think>maybe 2? no</think>5", 5],
  ])("%j is %d", (raw, score) => {
    expect(parseScore(raw, [0, 5])).toBe(score);
  });

  it.each([
    ["", "nothing"],
    ["They are alike.", "no number"],
    ["6", "outside the scale"],
    ["-1", "outside the scale"],
    ["3,5", "a decimal comma"],
    ["80%", "a share"],
    ["3/10", "out of another scale"],
    ["2 or 3", "several numbers"],
    ["Score: 2, or Score: 4", "several scores"],
    ["<similarity>high</similarity> 3", "marked, and no number"],
    ["0 to 5", "the scale alone"],
    ["<think>3", "thoughts that never ended"],
  ])("%j stays unparsed: %s", (raw) => {
    expect(parseScore(raw, [0, 5])).toBeNull();
  });
});

describe("the expected score", () => {
  // numpy: p = np.exp(l) / np.exp(l).sum(); (p * [0, 1, 2, 3]).sum() with l = [-4, -1.5, -0.7, -2] → 1.8575
  it("weighs the levels by their probabilities, whatever they sum to", () => {
    const levels = ["0", "1", "2", "3"];
    const { raw, prediction, logProbs } = expectedScore([-4, -1.5, -0.7, -2], levels);
    expect([raw, prediction, logProbs]).toEqual(["2", "1.8575", [-4, -1.5, -0.7, -2]]);
    expect(expectedScore([-904, -901.5, -900.7, -902], levels).prediction).toBe("1.8575");
  });

  it("is the level itself where only one is possible", () => {
    expect(expectedScore([-Infinity, -3, -Infinity], ["1", "3", "5"]).prediction).toBe("3");
    expect(() => expectedScore([-Infinity, -Infinity], ["0", "1"])).toThrow(RangeError);
    expect(() => expectedScore([-1], ["0", "1"])).toThrow("1 log-probabilities for 2 levels");
  });
});
