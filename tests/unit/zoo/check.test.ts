import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { checkZoo, compareFigures, type BriefFigures } from "#zoo/check.ts";

test("the smallest model, trained briefly, gives the committed figures", { timeout: 120_000 }, async () => {
  expect(existsSync("src/zoo/check.json")).toBe(true);
  expect((await checkZoo()).model).toBe("formal-narrow-32k");
});

test("two points of accuracy and two percent of the loss are another machine, more is another model", () => {
  const expected: BriefFigures = { model: "a", millionTokens: 1, heldOutLoss: 2, referenceAccuracy: 30 };
  expect(() => compareFigures({ ...expected, referenceAccuracy: 31.9, heldOutLoss: 2.03 }, expected)).not.toThrow();
  expect(() => compareFigures({ ...expected, referenceAccuracy: 32.1 }, expected)).toThrow("npm run zoo -- --check");
  expect(() => compareFigures({ ...expected, heldOutLoss: 1.95 }, expected)).toThrow("found");
});
