/** @file Parts one labelled dataset into demonstrations and test, so that nothing is seen on both sides. */
import { Random, seedOf } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { comparableText } from "#tasks/comparable.ts";
import { byLabel } from "#tasks/labels.ts";

export interface LabelShare {
  label: string;
  rows: number;
  /** Different texts (case, punctuation and spacing aside). */
  different: number;
  demonstrations: number;
  test: number;
  /** Rows that are on neither side, because the label has too few to be on both. */
  aside: number;
}

export interface Split {
  /** Indices of rows, in the file's order. */
  demonstrations: readonly number[];
  test: readonly number[];
  aside: readonly number[];
  /** Sorted as by `labelsOf`. */
  labels: readonly LabelShare[];
}

interface Unit {
  rows: number[];
  /** Different texts of each label in it. */
  texts: Map<string, number>;
}

const textKey = (row: Instance) => comparableText(row.input) || row.input;

function gatherUnits(rows: readonly Instance[], units: readonly number[]): Unit[] {
  const gathered = new Map<number, Unit>();
  const seen = new Set<string>();
  rows.forEach((row, i) => {
    let unit = gathered.get(units[i]!);
    if (!unit) gathered.set(units[i]!, (unit = { rows: [], texts: new Map() }));
    unit.rows.push(i);
    const key = `${row.target}\u0000${textKey(row)}`;
    if (seen.has(key)) return; // equal texts are one unit, so a text is new only once
    seen.add(key);
    unit.texts.set(row.target, (unit.texts.get(row.target) ?? 0) + 1);
  });
  return [...gathered.values()];
}

/**
 * Deals whole units to demonstrations until every label has `perLabel` different texts there; all else is test.
 *
 * `units` gives each row's unit as by `unitsOf`: a group or a cluster of near-duplicates never stands on both sides.
 * Labels are served from the rarest to the commonest, each from its own seeded shuffle; units larger than what is still
 * needed wait until nothing smaller is left, and none is taken that would leave a label without test rows. So a unit of
 * several labels can give a label more demonstrations than asked. A label that cannot be on both sides is set aside with
 * all its rows. Equal rows, units, `perLabel` and `seed` give the same split. Everything is empty for no rows.
 * @throws RangeError where `perLabel` is no whole number from 1, or `units` has another length than `rows`.
 */
export function splitRows(
  rows: readonly Instance[],
  units: readonly number[],
  { perLabel, seed }: { perLabel: number; seed: number },
): Split {
  if (!Number.isInteger(perLabel) || perLabel < 1) {
    throw new RangeError(`A split needs a whole number of demonstrations per label, from 1; found ${perLabel}.`);
  }
  if (units.length !== rows.length) {
    throw new RangeError(`A split needs a unit for each of ${rows.length} rows; found ${units.length}.`);
  }
  const all = gatherUnits(rows, units);
  const different = sumTexts(all);
  const shown = new Map<string, number>();
  const taken = new Set<Unit>();
  const needOf = (label: string) => perLabel - (shown.get(label) ?? 0);
  const leavesTest = (unit: Unit) =>
    [...unit.texts].every(([label, texts]) => different.get(label)! - (shown.get(label) ?? 0) > texts);

  const rarestFirst = [...different].sort(([a, n], [b, m]) => n - m || (a < b ? -1 : 1)).map(([label]) => label);
  for (const label of rarestFirst) {
    const own = all.filter((unit) => unit.texts.has(label));
    const deck = new Random(seedOf(seed, "split", label)).shuffled(own);
    for (const largest of ["needed", "any"] as const) {
      for (const unit of deck) {
        const need = needOf(label);
        if (need <= 0) break;
        if (taken.has(unit) || !leavesTest(unit) || (largest === "needed" && unit.rows.length > need)) continue;
        taken.add(unit);
        for (const [other, texts] of unit.texts) shown.set(other, (shown.get(other) ?? 0) + texts);
      }
    }
  }
  const short = new Set(rarestFirst.filter((label) => needOf(label) > 0 || different.get(label)! === shown.get(label)));
  return sharesOf(rows, taken, short);
}

function sumTexts(units: readonly Unit[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { texts } of units) for (const [label, n] of texts) sums.set(label, (sums.get(label) ?? 0) + n);
  return sums;
}

function sharesOf(rows: readonly Instance[], taken: ReadonlySet<Unit>, short: ReadonlySet<string>): Split {
  const shownRows = new Set([...taken].flatMap((unit) => unit.rows));
  const side = (row: Instance, i: number) =>
    short.has(row.target) ? "aside" : shownRows.has(i) ? "demonstrations" : "test";
  const sides = { demonstrations: [] as number[], test: [] as number[], aside: [] as number[] };
  const sideOf = new Map<Instance, keyof typeof sides>();
  rows.forEach((row, i) => {
    const where = side(row, i);
    sides[where].push(i);
    sideOf.set(row, where);
  });
  const labels = [...byLabel(rows)].map(([label, own]): LabelShare => {
    const on = (where: keyof typeof sides) => own.filter((row) => sideOf.get(row) === where).length;
    return {
      label,
      rows: own.length,
      different: new Set(own.map(textKey)).size,
      demonstrations: on("demonstrations"),
      test: on("test"),
      aside: on("aside"),
    };
  });
  return { ...sides, labels };
}

/** Usual numbers of demonstrations per label. */
export const usualPerLabel = [50, 20, 10, 5, 3, 2, 1] as const;

/** Adapting on more rows than these takes minutes and gains little. */
const mostDemonstrations = 2_000;

/**
 * The number of demonstrations per label to propose: the largest usual one of which 95% of the rows have twice as many in
 * their label, and which makes no more than 2,000 rows over all labels; 1 where none does.
 *
 * `different` counts the different texts of each label.
 */
export function proposedPerLabel(different: readonly number[]): number {
  const rows = different.reduce((sum, n) => sum + n, 0);
  const fits = (k: number) =>
    k * different.length <= mostDemonstrations &&
    different.filter((n) => n >= 2 * k).reduce((sum, n) => sum + n, 0) >= 0.95 * rows;
  return usualPerLabel.find(fits) ?? 1;
}

/** Usual numbers of demonstrations of tasks that count them in all. The benchmark paper takes 5 and 15 sentences. */
export const usualInAll = [200, 100, 50, 15, 5] as const;

/** The number of demonstrations in all to propose: a quarter of the different texts at most; 1 where there are fewer than 20. */
export const proposedInAll = (different: number): number => usualInAll.find((k) => 4 * k <= different) ?? 1;
