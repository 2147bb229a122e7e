import { expect, it } from "vitest";
import { reportAcross } from "#study/series/across.ts";
import { smallStudy } from "#support/whole-study.ts";
import { finishedStudy } from "#support/study-document.ts";

it("the arms of a series are read together, per way to solve, from their rows", async () => {
  const arms = await Promise.all(
    [1, 2].map(async (seed) => {
      const { input } = await finishedStudy({ ...smallStudy, seed, ...(seed === 2 && { solve: "direct" }) });
      return { key: `arm ${seed}`, setting: "none", source: null, input };
    }),
  );
  const across = reportAcross(arms, 5);
  expect(across.map(({ solve, arms: taking }) => [solve, taking])).toEqual([
    ["direct", ["arm 1", "arm 2"]],
    ["generative", ["arm 1"]],
  ]);
  const { biasFactors } = across[0]!.measures;
  expect(biasFactors.map(({ model }) => model).sort()).toEqual([...smallStudy.models].sort());
  expect(JSON.parse(JSON.stringify(across))).toEqual(across);
  expect(reportAcross(arms, 5)).toEqual(across);
  expect(reportAcross([], 5)).toEqual([]);
}, 20_000);
