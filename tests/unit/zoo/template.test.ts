import { expect, test } from "vitest";
import { Random } from "#core/random.ts";
import { slotsOf, writeTemplate } from "#zoo/corpora/template.ts";

test("a template is written out: one alternative of each group, nested ones too, and each slot's value", () => {
  const random = new Random(1);
  const written = new Set(
    Array.from({ length: 200 }, () => writeTemplate("(a(1|2)|b|) {x}", random, (slot) => slot.toUpperCase())),
  );
  expect([...written].sort()).toEqual([" X", "a1 X", "a2 X", "b X"]);
});

test("the slots of a template are named once", () => {
  expect(slotsOf("{a} (x|{b}) {a}")).toEqual(["a", "b"]);
});
