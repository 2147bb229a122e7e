/** @file Parts of a dataset whose demonstrations are counted in all: sentences with entities, questions. */
import { Random, seedOf } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { proposedInAll } from "#study/split.ts";
import { proposedTestRows } from "#study/split-plan.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { Task } from "#tasks/task.ts";
import type { Parts } from "./parts.ts";
import type { SplitRequest } from "./protocol.ts";

/** Rows among which those are looked for that show many entity types: the search compares each with each. */
const LOOKED_AMONG = 2_000;

type Wish = Pick<SplitRequest, "perLabel" | "testRows" | "seed"> & { task: Task };

/**
 * Two disjoint sets of rows: whole units, in a seeded order in which the task may put rows first that show many labels, are
 * demonstrations until these hold as many different texts as wished; all else is test. Units that are larger than what is
 * still needed wait until nothing smaller is left.
 */
export function partsInAll(rows: readonly Instance[], units: readonly number[], wish: Wish): Parts {
  const { task, seed } = wish;
  const different = new Set(rows.map(textKey)).size;
  const count = wish.perLabel ?? proposedInAll(different);
  const members = new Map<number, number[]>();
  units.forEach((unit, i) => members.set(unit, [...(members.get(unit) ?? []), i]));
  const taken = new Set<number>();
  const texts = new Set<string>();
  for (const largest of [true, false]) {
    for (const unit of unitsInOrder(rows, units, task, count, seed)) {
      const own = members.get(unit)!;
      const left = members.size - taken.size;
      if (texts.size >= count || left <= 1) break;
      if (taken.has(unit) || (largest && own.length > count - texts.size)) continue;
      taken.add(unit);
      for (const i of own) texts.add(textKey(rows[i]!));
    }
  }
  const on = (shown: boolean) => [...rows.keys()].filter((i) => taken.has(units[i]!) === shown);
  const [shown, tested] = [on(true), on(false)];
  const labels = task.labelsOf(rows, rows).length;
  const drawn = Math.min(tested.length, wish.testRows ?? proposedTestRows(labels, tested.length));
  const problem =
    texts.size >= count && tested.length > 0
      ? null
      : `With ${count} demonstrations in all no rows are left for a test: there are ${different} different texts. ` +
        "Ask for fewer demonstrations, or bring more rows.";
  return {
    ...{ perLabel: count, shown, tested, aside: 0, labels: [], problem },
    drawn: drawn === tested.length ? undefined : drawn,
  };
}

const textKey = ({ input }: Instance) => comparableText(input) || input;

/** Every unit once: those of rows that show many labels first, the others as they were shuffled. */
function unitsInOrder(rows: readonly Instance[], units: readonly number[], task: Task, count: number, seed: number) {
  const firsts = [...new Set(units)];
  const shuffled = new Random(seedOf(seed, "split")).shuffled(firsts);
  if (!task.coverage) return shuffled;
  const unitOf = new Map(shuffled.map((unit) => [rows[unit]!, unit]));
  const some = shuffled.slice(0, LOOKED_AMONG).map((unit) => rows[unit]!);
  const covering = task.coverage(some, task.labelsOf(rows, rows), Math.min(count, some.length));
  return [...covering.map((row) => unitOf.get(row)!), ...shuffled.slice(LOOKED_AMONG)];
}
