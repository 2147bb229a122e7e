/** @file Which rows of a dataset become demonstrations and test, in each of the three ways. */
import { seedOf } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { drawBalanced } from "#study/fidelity/data.ts";
import { dealFolds } from "#study/fidelity/folds.ts";
import { unitsOf } from "#study/fidelity/units.ts";
import { type LabelShare, proposedInAll, proposedPerLabel, splitRows, usualPerLabel } from "#study/split.ts";
import { proposedTestRows } from "#study/split-plan.ts";
import { comparableText } from "#tasks/comparable.ts";
import { byLabel, labelsOf } from "#tasks/labels.ts";
import type { Task } from "#tasks/task.ts";
import type { SplitRequest } from "./protocol.ts";

export interface Parts {
  /** Demonstrations of each stratum; there is one stratum where the task counts them in all. */
  perLabel: number;
  /** Indices of the rows that demonstrations come from. */
  shown: readonly number[];
  /** Indices of the rows that can be tested on; for an own test file, those of its rows. */
  tested: readonly number[];
  aside: number;
  /** How many of `tested` the plan draws; absent: all. */
  drawn: number | undefined;
  folds?: number;
  labels: readonly LabelShare[];
  /** Why no parts can be made. */
  problem: string | null;
}

type Wish = Pick<SplitRequest, "perLabel" | "testRows" | "folds" | "seed"> & { task: Task };

const key = (row: Instance) => comparableText(row.input) || row.input;
const differentIn = (rows: readonly Instance[]) => new Set(rows.map(key)).size;

const inAll = ({ task }: Wish) => task.demonstrations === "in all";
const leastStrata = (wish: Wish) => (inAll(wish) ? 1 : wish.task.leastLabels);
const ofEach = (wish: Wish, n: number) => `${n} demonstrations ${inAll(wish) ? "in all" : "per label"}`;

function fewLabels(labels: readonly string[], wish: Wish): string | null {
  if (labels.length >= leastStrata(wish)) return null;
  const found = labels.length === 0 ? "no label" : `only the label "${labels[0]}"`;
  return `A study compares how labels are told apart, so it needs two or more; these rows have ${found}.`;
}

const drawnOf = (wished: number | undefined, labels: number, available: number) => {
  const drawn = Math.min(available, wished ?? proposedTestRows(labels, available));
  return drawn === available ? undefined : drawn;
};

/** Two disjoint sets of rows. In all three ways the targets of the rows are their strata. */
export function partsBySplit(rows: readonly Instance[], units: readonly number[], wish: Wish): Parts {
  const different = [...byLabel(rows).values()].map(differentIn);
  const perLabel = wish.perLabel ?? proposedPerLabel(different);
  const split = splitRows(rows, units, { perLabel, seed: wish.seed });
  const usable = split.labels.filter(({ test }) => test > 0).map(({ label }) => label);
  const problem =
    fewLabels(labelsOf(rows), wish) ??
    (usable.length >= leastStrata(wish)
      ? null
      : `With ${perLabel} demonstrations per label, ${usable.length === 0 ? "no label has" : `only "${usable[0]}" has`} ` +
        "rows for both sides, and a study needs two labels. Ask for fewer demonstrations, or bring more rows: a label " +
        `needs ${perLabel + 1} different texts at least, in different groups where there are groups.`);
  return {
    ...{ perLabel, shown: split.demonstrations, tested: split.test, aside: split.aside.length, labels: split.labels },
    drawn: drawnOf(wish.testRows, usable.length, split.test.length),
    problem,
  };
}

/** Test rows under cross-fitting unless the user says otherwise: all, as far as a browser solves them in minutes. */
const mostFolded = 1_540;

/** Every row serves both roles: labels without enough demonstrations outside each of their folds are set aside. */
export function partsByFolds(rows: readonly Instance[], wish: Wish): Parts {
  const { folds } = wish;
  const labels = byLabel(rows);
  const most = wish.testRows ?? mostFolded;
  const usual = (own: readonly Instance[]) => Math.min(differentIn(own), Math.ceil(most / labels.size));
  const outside = [...labels.values()].map((own) => Math.floor((usual(own) * (folds - 1)) / folds));
  const twice = outside.map((n) => 2 * n); // proposals ask for twice as many as they take
  const perLabel = wish.perLabel ?? proposed(wish, twice);
  let kept = [...rows.keys()];
  for (;;) {
    const left = kept.map((i) => rows[i]!);
    const drawn = Math.min(left.length, most);
    const shares =
      labelsOf(left).length < leastStrata(wish)
        ? null
        : foldShares(drawBalanced(left, drawn, seedOf(wish.seed, "test")), wish);
    const short = new Set([...(shares ?? [])].filter(([, { fewest }]) => fewest < perLabel).map(([label]) => label));
    if (shares === null || short.size === 0) {
      return {
        ...{ perLabel, shown: kept, tested: kept, aside: rows.length - left.length, folds },
        drawn: drawn === left.length ? undefined : drawn,
        labels: [...labels].map(([label, own]): LabelShare => {
          const { fewest = 0, tested = 0 } = shares?.get(label) ?? {};
          const aside = tested === 0 ? own.length : 0;
          const facts = { label, rows: own.length, different: differentIn(own) };
          return { ...facts, demonstrations: fewest, test: tested, aside };
        }),
        problem: fewLabels([...labels.keys()], wish) ?? (shares === null ? tooFewForFolds(wish, perLabel) : null),
      };
    }
    kept = kept.filter((i) => !short.has(rows[i]!.target));
  }
}

const tooFewForFolds = (wish: Wish, perLabel: number) =>
  `With ${wish.folds} folds and ${ofEach(wish, perLabel)}, ` +
  `${inAll(wish) ? "there are not enough rows" : `fewer than ${leastStrata(wish)} labels have enough rows`}. ` +
  "Ask for fewer demonstrations or folds, or bring more rows.";

const proposed = (wish: Wish, different: readonly number[]) =>
  inAll(wish) ? proposedInAll(different[0] ?? 0) : proposedPerLabel(different);

/** Of each label, its test rows and the fewest different texts outside a fold; null where there are too few units. */
function foldShares(
  test: readonly Instance[],
  { folds, seed }: Wish,
): Map<string, { tested: number; fewest: number }> | null {
  if (new Set(unitsOf(test)).size < folds) return null;
  const dealt = dealFolds(test, folds, seedOf(seed, "folds"));
  const foldOf = new Map(test.map((row, i) => [row, dealt[i]!]));
  const shares = [...byLabel(test)].map(([label, own]) => {
    const outside = Array.from({ length: folds }, (_, fold) =>
      differentIn(own.filter((row) => foldOf.get(row) !== fold)),
    );
    return [label, { tested: own.length, fewest: Math.min(...outside) }] as const;
  });
  return new Map(shares);
}

/** Demonstrations from these rows, tested on another file's; `shared` are the rows to leave out. */
export function partsByOwnTest(
  rows: readonly Instance[],
  tested: readonly Instance[],
  shared: ReadonlySet<number>,
  wish: Wish,
): Parts {
  const shown = [...rows.keys()].filter((i) => !shared.has(i));
  const free = byLabel(shown.map((i) => rows[i]!));
  const own = byLabel(rows);
  const labels = [...byLabel(tested)].map(([label, test]): LabelShare => {
    const all = own.get(label) ?? [];
    const left = free.get(label) ?? [];
    return {
      ...{ label, rows: all.length, different: differentIn(all) },
      ...{ demonstrations: differentIn(left), test: test.length, aside: all.length - left.length },
    };
  });
  const least = Math.min(...labels.map(({ demonstrations }) => demonstrations));
  const usual = inAll(wish)
    ? proposedInAll(2 * least)
    : (usualPerLabel.find((k) => k <= least && k * labels.length <= 2_000) ?? 1);
  const perLabel = wish.perLabel ?? usual;
  const lacking = labels.filter(({ demonstrations }) => demonstrations < perLabel).map(({ label }) => label);
  const problem =
    fewLabels(
      labels.map(({ label }) => label),
      wish,
    ) ??
    (lacking.length === 0
      ? null
      : inAll(wish)
        ? `There are ${least} different rows for demonstrations, fewer than ${perLabel}. Ask for fewer, or bring more rows.`
        : `The test rows have ${lacking.length === 1 ? "a label" : `${lacking.length} labels`} with fewer than ${perLabel} ` +
          `demonstrations: ${lacking.slice(0, 5).join(", ")}${lacking.length > 5 ? ", …" : ""}. Ask for fewer ` +
          "demonstrations, bring more rows of these labels, or take them out of the test file.");
  const indices = [...tested.keys()];
  const drawn = drawnOf(wish.testRows, labels.length, tested.length);
  return { perLabel, shown, tested: indices, aside: rows.length - shown.length, drawn, labels, problem };
}
