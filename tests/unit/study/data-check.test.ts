import { describe, expect, it } from "vitest";
import { type Choices, chosenRows, findFaults, rowsLeft } from "#study/data-check.ts";

const roles = { text: "text", label: "label" };
const rowsOf = (...pairs: [unknown, unknown][]) => pairs.map(([text, label]) => ({ text, label }));
const faultsOf = (rows: ReturnType<typeof rowsOf>, choices: Choices = {}) => findFaults(rows, roles, [], choices);

const clean = rowsOf(
  ["where is my parcel", "delivery"],
  ["I was charged twice", "billing"],
  ["send it to another street", "delivery"],
  ["give me my money back", "billing"],
);

describe("rows without fault", () => {
  it("are told as such, and all left", () => {
    const faults = faultsOf(clean);
    expect(Object.values(faults).flat()).toEqual([]);
    expect(chosenRows(clean, roles, faults, {})).toEqual(clean);
  });

  it("may have numbers as labels, emoji, right-to-left text and markup", () => {
    const rows = rowsOf(["😀 😀", 1], ["أين طلبي", 1], ["<b>hi</b>", 0], ["نعم من فضلك", 0], ["true", -1], ["?!", -1]);
    expect(Object.values(faultsOf(rows)).flat()).toEqual([]);
  });
});

describe("faults", () => {
  it("name empty texts and labels, which are left out", () => {
    const rows = [...clean, ...rowsOf(["  ", "billing"], [null, "billing"], ["no label", ""], [["a"], "billing"])];
    const faults = faultsOf(rows);
    expect(faults.noText).toEqual([{ row: 4 }, { row: 5 }, { row: 7 }]);
    expect(faults.noLabel).toEqual([{ row: 6 }]);
    expect(rowsLeft(rows.length, faults, {})).toEqual([0, 1, 2, 3]);
  });

  it("merge labels that differ in spelling alone, unless told to keep them", () => {
    const rows = [
      ...clean,
      ...rowsOf(["one more bill", "Billing"], ["and another", "bill_ing"], ["a third", "bill ing"]),
    ];
    const faults = faultsOf(rows);
    expect(faults.alikeLabels).toEqual([
      { row: 4, other: "billing" },
      { row: 6, other: "bill_ing" },
    ]);
    expect(chosenRows(rows, roles, faults, {}).map(({ label }) => label)).toEqual(
      ["delivery", "billing", "delivery", "billing", "billing", "bill_ing", "bill_ing"], //
    );
    const keep = { alikeLabels: "keep" } as const;
    expect(chosenRows(rows, roles, faultsOf(rows, keep), keep)).toEqual(rows);
    expect(faultsOf(rows, keep).rareLabel).toHaveLength(3);
  });

  it("never merge numbers of different sign, or C and C++", () => {
    const rows = rowsOf(["good", "1"], ["bad", "-1"], ["see", "C"], ["see plus", "C++"]);
    expect(faultsOf(rows).alikeLabels).toEqual([]);
  });

  it("tell repeats from contradictions and near-repeats", () => {
    const rows = [
      ...clean,
      ...rowsOf(
        ["Where is my parcel?", "delivery"],
        ["where is my parcel", "billing"],
        ["please give me all my money back", "billing"],
        ["please give me all of my money back", "billing"],
      ),
    ];
    const faults = faultsOf(rows);
    expect(faults.repeat).toEqual([{ row: 4, other: 0 }]);
    expect(faults.contradiction.map(({ row }) => row)).toEqual([0, 4, 5]);
    expect(faults.contradiction[2]).toEqual({ row: 5, other: 0 });
    expect(faults.nearRepeat).toEqual([{ row: 7, other: 6 }]);
    expect(rowsLeft(rows.length, faults, { repeat: "leave", nearRepeat: "leave" })).toEqual([0, 1, 2, 3, 5, 6]);
    expect(rowsLeft(rows.length, faults, { contradiction: "leave" })).toEqual([1, 2, 3, 6, 7]);
  });

  it("leave ragged rows out, and look at them like others once they are kept", () => {
    const rows = [...clean, ...rowsOf(["short", ""])];
    const ragged = [{ row: 4 }];
    const left = findFaults(rows, roles, ragged, {});
    expect(left.noLabel).toEqual([]);
    expect(rowsLeft(rows.length, left, {})).toEqual([0, 1, 2, 3]);
    expect(findFaults(rows, roles, ragged, { ragged: "keep" }).noLabel).toEqual([{ row: 4 }]);
  });

  it("name labels of one row and very long texts", () => {
    const rows = [...clean, ...rowsOf(["word ".repeat(300), "delivery"], ["lonely", "solo"])];
    expect(faultsOf(rows).rareLabel).toEqual([{ row: 5, other: "solo" }]);
    expect(faultsOf(rows).longText).toEqual([{ row: 4 }]);
  });
});

it("a column with a role is there in every row that is kept", () => {
  const rows = [
    { text: "a", label: "x" },
    { text: "b", label: "y", group: "g" },
  ];
  const wide = { ...roles, group: "group" };
  expect(chosenRows(rows, wide, findFaults(rows, wide, [], {}), {})[0]).toEqual({ text: "a", label: "x", group: "" });
});
