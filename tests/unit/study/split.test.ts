import { describe, expect, it } from "vitest";
import type { Instance } from "#core/words.ts";
import { unitsOf } from "#study/fidelity/units.ts";
import { overlapOf } from "#study/overlap.ts";
import { proposedPerLabel, splitRows } from "#study/split.ts";

/** Texts of three words that no other text has. */
const row = (i: number, target: string, group?: string): Instance => ({
  id: `row-${i}`,
  input: `alpha${i} beta${i} gamma${i}`,
  target,
  ...(group !== undefined && { group }),
});
const rows = (count: number, labels: number, groupSize = 0) =>
  Array.from({ length: count }, (_, i) =>
    row(i, `l${i % labels}`, groupSize ? `g${Math.floor(i / groupSize)}` : undefined),
  );
const split = (list: readonly Instance[], perLabel: number, seed = 1) =>
  splitRows(list, unitsOf(list), { perLabel, seed });

describe("a split", () => {
  it("gives every label its demonstrations, the test all others, and no row to both", () => {
    const list = rows(90, 3);
    const { demonstrations, test, aside, labels } = split(list, 10);
    expect([...demonstrations, ...test].sort((a, b) => a - b)).toEqual([...list.keys()]);
    expect(aside).toEqual([]);
    for (const share of labels) expect(share).toMatchObject({ rows: 30, different: 30, demonstrations: 10, test: 20 });
  });

  it("is the same for the same seed, and another for another", () => {
    const list = rows(90, 3);
    expect(split(list, 10)).toEqual(split(list, 10));
    expect(split(list, 10, 2).demonstrations).not.toEqual(split(list, 10).demonstrations);
  });

  it("never parts a group, nor texts that are nearly the same", () => {
    const list = rows(120, 3, 4).map((instance, i) =>
      i % 10 === 0 ? { ...instance, input: `where is my parcel number today please ${i % 20}` } : instance,
    );
    const units = unitsOf(list);
    const { demonstrations, test, labels } = splitRows(list, units, { perLabel: 8, seed: 3 });
    const shown = new Set(demonstrations.map((i) => units[i]));
    expect(test.filter((i) => shown.has(units[i]))).toEqual([]);
    const groups = new Set(demonstrations.map((i) => list[i]!.group));
    expect(test.filter((i) => groups.has(list[i]!.group))).toEqual([]);
    for (const share of labels) {
      expect(share.demonstrations).toBeGreaterThanOrEqual(8);
      expect(share.test).toBeGreaterThan(0);
    }
  });

  it("counts repeated texts once", () => {
    const list = [...rows(20, 2), { ...row(0, "l0"), id: "again" }, { ...row(0, "l0"), id: "and again" }];
    const { demonstrations } = split(list, 5);
    const texts = demonstrations.map((i) => list[i]!).filter(({ target }) => target === "l0");
    expect(new Set(texts.map(({ input }) => input)).size).toBeGreaterThanOrEqual(5);
  });

  it("sets labels aside that cannot be on both sides, with all their rows", () => {
    const list = [...rows(40, 2), row(100, "rare"), ...[1, 2, 3].map((i) => row(200 + i, "together", "one group"))];
    const { labels, aside } = split(list, 1);
    expect(labels.filter((share) => share.aside > 0).map(({ label }) => label)).toEqual(["rare", "together"]);
    expect(aside).toEqual([40, 41, 42, 43]);
  });

  it("never takes a label's last test rows for the sake of another label", () => {
    const list = [
      row(1, "a", "g1"),
      row(2, "rare", "g1"),
      row(3, "b", "g2"),
      row(4, "rare", "g2"),
      row(5, "a"),
      row(6, "b"),
    ];
    const { labels } = split(list, 1);
    expect(labels.map(({ label, test, aside }) => [label, test, aside])).toEqual([
      ["a", 1, 0],
      ["b", 1, 0],
      ["rare", 0, 2],
    ]);
  });

  it("of nothing is nothing", () => {
    expect(split([], 5)).toEqual({ demonstrations: [], test: [], aside: [], labels: [] });
  });

  it("refuses numbers that make no sense", () => {
    expect(() => split(rows(4, 2), 0)).toThrow("found 0");
    expect(() => splitRows(rows(4, 2), [0], { perLabel: 1, seed: 1 })).toThrow("found 1");
  });
});

describe("units", () => {
  it("join rows by group and by text, directly and through others", () => {
    const list: Instance[] = [
      { id: "a", input: "one two three four", target: "x", group: "g" },
      { id: "b", input: "five six seven", target: "x", group: "g" },
      { id: "c", input: "Five, six: seven!", target: "x" },
      { id: "d", input: "quite another text", target: "x" },
    ];
    expect(unitsOf(list)).toEqual([0, 0, 0, 3]);
  });

  it("of a group of many thousand rows are found", () => {
    expect(new Set(unitsOf(rows(20_000, 2, 20_000))).size).toBe(1);
  });
});

it.each([
  [[1000, 900], 50],
  [[60, 60, 60], 20],
  [[1000, 1000, 3], 50],
  [Array.from({ length: 77 }, () => 130), 20],
  [[3, 3], 1],
  [[1], 1],
])("proposes demonstrations per label for %j different texts: %i", (different, perLabel) => {
  expect(proposedPerLabel(different)).toBe(perLabel);
});

it("finds demonstrations that stand in the test rows, exactly and nearly, and labels of one side", () => {
  const shown = [row(1, "a"), { ...row(2, "a"), input: "please give me all my money back" }, row(3, "only shown")];
  const tested = [
    row(9, "only tested"),
    { ...row(1, "a"), input: "ALPHA1, beta1 gamma1!" },
    { ...row(5, "a"), input: "please give me all of my money back" },
  ];
  expect(overlapOf(shown, tested)).toEqual({
    shared: [
      { shown: 0, tested: 1, same: true },
      { shown: 1, tested: 2, same: false },
    ],
    labelsNotShown: ["only tested"],
    labelsNotTested: ["only shown"],
  });
});
