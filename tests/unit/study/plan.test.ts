import { describe, expect, it } from "vitest";
import { parsePlan } from "#study/plan.ts";

const plan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 7,
  data: {
    test: { name: "snips-test", text: "text", label: "intent", rows: 200 },
    demonstrations: { name: "snips-train", perLabel: 50 },
  },
  models: ["zoo/one"],
  generate: { perGenerator: 200, temperature: 1, seeds: 1 },
  solve: "direct",
  metric: "macroF1",
};

describe("a plan", () => {
  it("is filled in with the defaults", () => {
    expect(parsePlan(plan)).toMatchObject({
      data: { demonstrations: { draws: 1 } },
      generate: { topP: 1, topK: 0, maxNewTokens: 64 },
      panel: { classifiers: true, adaptedOn: [] },
      blockRows: 64,
    });
  });

  it.each([
    [{ ...plan, version: 2 }, "version 2"],
    [{ ...plan, colour: "red" }, '"colour" is not a field'],
    [{ ...plan, generate: { perGenerator: 200, sedes: 1 } }, '"generate.sedes" is not a field'],
    [{ ...plan, generate: { perGenerator: 0 } }, '"generate.perGenerator": found 0'],
    [{ ...plan, metric: "f1" }, '"metric": found "f1"'],
    [{ ...plan, data: {} }, '"data.test" is missing'],
    [{ ...plan, models: [] }, '"models"'],
    [{ ...plan, models: ["a", "a"] }, "names a twice"],
    [{ ...plan, solve: ["direct", "guess"] }, '"solve"'],
    [{ ...plan, panel: { adaptedOn: [50] } }, "not fewer"],
    [{ ...plan, data: { test: plan.data.test }, panel: { adaptedOn: [5] } }, 'needs "data.demonstrations"'],
    [null, "found null"],
    ["plan", "the plan"],
  ])("is refused by name when it is wrong: %#", (document, reason) => {
    expect(() => parsePlan(document)).toThrow(reason);
  });
});
