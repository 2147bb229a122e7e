/** @file From the rows of a file to the instances that a study tests on, demonstrates with and fits on. */
import { Random, seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import { macroF1Refusal, type Metric } from "#measures/scores.ts";
import { dealFolds } from "#study/fidelity/folds.ts";
import { columnsOf, type Plan, taskOfPlan } from "#study/plan.ts";
import { cell } from "#tasks/cell.ts";
import { comparableText } from "#tasks/comparable.ts";
import { byStratum } from "#tasks/labels.ts";
import type { Columns, Row, Task } from "#tasks/task.ts";

export type { Row };

/** Where an instance's parts stand in a file. */
export interface InstanceColumns extends Columns {
  group?: string | undefined;
  /** Further columns that instances keep, to slice scores by. */
  slices?: readonly string[];
}

/**
 * Reads the rows of a file as a task's instances. Row numbers in errors count from 1, without the header.
 * @throws InputError naming dataset, row and column where a row cannot be used.
 */
export function readInstances(dataset: string, rows: readonly Row[], task: Task, given: InstanceColumns): Instance[] {
  const first = rows[0];
  if (!first) throw new InputError(`Dataset "${dataset}" has no rows.`);
  const { second, ...others } = given;
  const absent = second === task.usualColumns.second && !rows.some((row) => Object.hasOwn(row, second!));
  const columns: InstanceColumns = absent ? others : given; // questions may have no context; tasks that need a second text say so
  const { slices = [] } = columns;
  for (const column of [columns.text, columns.second, columns.label, columns.group, ...slices]) {
    if (column !== undefined && !Object.hasOwn(first, column)) {
      throw new InputError(
        `Dataset "${dataset}" has no column "${column}"; its columns are ${Object.keys(first).join(", ")}. ` +
          `Name the right one in the plan's "data".`,
      );
    }
  }
  const seen = new Set<string>();
  return rows.map((row, i) => {
    const read = task.readRow(row, columns);
    if ("problem" in read) {
      throw new InputError(
        `Dataset "${dataset}", row ${i + 1}, column "${read.column}" ${read.problem}. Mend it or remove the row.`,
      );
    }
    const named = cell(row, "id");
    let id = named && !seen.has(named) ? named : `row-${i + 1}`;
    while (seen.has(id)) id += "+"; // an earlier row may be called so
    seen.add(id);
    const group = columns.group === undefined ? null : cell(row, columns.group);
    const kept = slices.length > 0 && {
      columns: Object.fromEntries(slices.map((column) => [column, cell(row, column) ?? ""])),
    };
    return { id, ...read, ...(group && { group }), ...kept };
  });
}

/**
 * Draws `rows` instances, balanced over strata as far as they go: strata are dealt in turn from their own shuffle.
 * The result keeps the file's order.
 */
export function drawBalanced(
  instances: readonly Instance[],
  rows: number,
  seed: number,
  stratumOf: (instance: Instance) => string = ({ target }) => target,
): Instance[] {
  if (rows >= instances.length) return [...instances];
  const decks = [...byStratum(instances, stratumOf)].map(([label, deck]) =>
    new Random(seedOf(seed, label)).shuffled(deck),
  );
  const chosen = new Set<Instance>();
  for (let turn = 0; chosen.size < rows; turn++) {
    for (const deck of decks) {
      const card = deck[turn];
      if (card && chosen.size < rows) chosen.add(card);
    }
  }
  return instances.filter((instance) => chosen.has(instance));
}

export interface StudyData {
  labels: readonly string[];
  /** The plan's, or accuracy where macro-F1 is refused because a label has too few rows. */
  metric: Metric;
  /** The real instances that every solver answers. */
  test: readonly Instance[];
  /** One list per draw, or per fold; empty without adaptation. */
  demonstrations: readonly (readonly Instance[])[];
  /** Under cross-fitting the fold of each test row, from 0. */
  folds?: readonly number[];
  /** Real rows that are neither tested on nor demonstrated: the agreement classifier's. May be empty. */
  training: readonly Instance[];
  /** Things worth telling: overlap removed, labels without demonstrations. */
  notes: readonly string[];
}

/**
 * Splits the plan's datasets by role, without overlap: no demonstration and no training row has the text of a test row.
 * @throws InputError where a dataset, column or label is missing or there are too few rows per label.
 */
export function studyData(plan: Plan, datasets: ReadonlyMap<string, readonly Row[]>): StudyData {
  const task = taskOfPlan(plan);
  const read = (name: string, columns: InstanceColumns) => {
    const rows = datasets.get(name);
    if (!rows) {
      const known = [...datasets.keys()].join(", ") || "none";
      throw new InputError(`The plan names the dataset "${name}", which was not given; given: ${known}.`);
    }
    return readInstances(name, rows, task, columns);
  };
  const { test: testPlan, demonstrations: shown, training: fitted } = plan.data;
  const notes: string[] = [];
  const { group, slices } = testPlan;
  const all = read(testPlan.name, { ...columnsOf(plan), group, slices });
  const known = task.labelsOf(all, all);
  const stratum = ({ target }: Instance) => task.stratumOf(target, known);
  const test = drawBalanced(all, testPlan.rows ?? all.length, seedOf(plan.seed, "test"), stratum);
  const labels = task.labelsOf(test, all);
  if (labels.length < task.leastLabels) {
    const found = labels.length === 0 ? "no label" : `only ${labels.map((label) => `"${label}"`).join(", ")}`;
    throw new InputError(
      `Dataset "${testPlan.name}" has ${found} to write for; a study of this task needs ${task.leastLabels} or more.`,
    );
  }

  const tested = new Set(test.map((instance) => comparableText(instance.input)));
  const folded = shown?.folds === undefined ? null : shown;
  const usable = (source: Parameters<typeof columnsOf>[1] & { name: string }) => {
    const rows = read(source.name, columnsOf(plan, source));
    const free = rows.filter((row) => fits(task, row, labels) && !tested.has(comparableText(row.input)));
    if (free.length < rows.length && source !== folded) {
      notes.push(
        `${rows.length - free.length} of ${rows.length} rows of "${source.name}" were set aside: ` +
          `their text is in the test rows or their label is not.`,
      );
    }
    return free;
  };

  const pool = shown ? usable(shown) : [];
  const folds = folded && dealFolds(test, folded.folds!, seedOf(plan.seed, "folds"), stratum);
  const demonstrations = () => {
    if (!folds) return shown ? drawDemonstrations({ task, seed: plan.seed, shown, labels, pool }) : [];
    return Array.from({ length: folded.folds! }, (_, fold) => {
      const others = test.filter((_row, i) => folds[i] !== fold);
      const where = ` outside fold ${fold + 1} of ${folded.folds}`;
      const seed = seedOf(plan.seed, "fold", fold);
      return drawDemonstrations({ task, seed, shown: folded, labels, pool: others, where }).flat();
    });
  };
  const draws = demonstrations();
  const demonstrated = new Set(draws.flat().map((instance) => comparableText(instance.input)));
  const source = fitted ? usable(fitted) : pool;
  const training = source.filter((instance) => !demonstrated.has(comparableText(instance.input)));
  const { metric, refusal } = headlineMetric(plan, task, test);
  if (refusal) notes.push(`Scores are accuracy instead of macro-F1. ${refusal}`);
  return { labels, metric, test, demonstrations: draws, ...(folds && { folds }), training, notes };
}

/** Whether a row's target speaks of the study's labels alone. */
function fits(task: Task, row: Instance, labels: readonly string[]): boolean {
  return task.faultOf(row.target, row, labels) === null;
}

/** Macro-F1 weighs labels alike, so it needs enough rows of each, in the real set and in the sets to be generated. */
function headlineMetric(plan: Plan, task: Task, test: readonly Instance[]): { metric: Metric; refusal: string | null } {
  const metric = plan.metric ?? task.metrics[0]!;
  if (metric !== "macroF1") return { metric, refusal: null };
  const targets = test.map((instance) => instance.target);
  const asked = [...task.write.quotas(task.labelsOf(test, test), plan.generate.perGenerator)];
  const generated = asked.flatMap(([label, rows]) => Array.from({ length: rows }, () => label));
  const refusal = macroF1Refusal(plan.data.test.name, targets) ?? macroF1Refusal("each generated set", generated);
  return { metric: refusal === null ? metric : "accuracy", refusal };
}

/** Rows among which those are looked for that cover the labels: the search goes through all of them for every run. */
const mostLookedAt = 2_000;

interface Drawing {
  task: Task;
  seed: number;
  shown: NonNullable<Plan["data"]["demonstrations"]>;
  labels: readonly string[];
  pool: readonly Instance[];
  where?: string;
}

/** `perLabel` rows of every label, or `rows` in all, `draws` times without a row in common. */
function drawDemonstrations({ task, seed, shown, labels, pool, where = "" }: Drawing): Instance[][] {
  const unique = [...new Map(pool.map((instance) => [comparableText(instance.input), instance])).values()];
  const inAll = task.demonstrations === "in all";
  const decks = inAll ? new Map([["", unique]]) : byStratum(unique, ({ target }) => task.stratumOf(target, labels));
  const each = inAll ? shown.rows! : shown.perLabel!;
  const needed = each * shown.draws;
  const counted = inAll
    ? { of: "", per: "in all", field: "rows" }
    : { of: "label", per: "per label", field: "perLabel" };
  return Array.from({ length: shown.draws }, (_, draw) =>
    (inAll ? [""] : labels).flatMap((label) => {
      const deck = decks.get(label) ?? [];
      if (deck.length < needed) {
        throw new InputError(
          `Dataset "${shown.name}" has ${deck.length} different usable rows${counted.of && ` of label "${label}"`}${where}; ` +
            `the plan needs ${needed} (${each} ${counted.per}, ${shown.draws} ${shown.draws === 1 ? "draw" : "draws"}). ` +
            `Lower "data.demonstrations.${counted.field}" or add rows.`,
        );
      }
      const shuffled = new Random(seedOf(seed, "demonstrations", label)).shuffled(deck);
      const among = shuffled.slice(0, Math.max(mostLookedAt, 2 * needed));
      const ordered = task.coverage ? task.coverage(among, labels, each) : shuffled;
      return ordered.slice(draw * each, (draw + 1) * each);
    }),
  );
}
