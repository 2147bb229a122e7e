/** @file From the rows of a file to the instances that a study tests on, demonstrates with and fits on. */
import { Random, seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import { macroF1Refusal, type Metric } from "#measures/scores.ts";
import { dealFolds } from "#study/fidelity/folds.ts";
import type { Plan } from "#study/plan.ts";
import { comparableText } from "#tasks/comparable.ts";
import { quotas } from "#tasks/intent/quotas.ts";
import { byLabel, labelsOf } from "#tasks/labels.ts";

export type Row = Readonly<Record<string, unknown>>;

interface Columns {
  text: string;
  label: string;
  group?: string | undefined;
  /** Further columns that instances keep, to slice scores by. */
  slices?: readonly string[];
}

/** A value as text, trimmed; null where there is none or it is a list or an object. */
export function cell(row: Row, column: string): string | null {
  const value = Object.hasOwn(row, column) ? row[column] : null; // a column may be called "constructor"
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain ? String(value).trim() : null;
}

/**
 * Reads labelled texts. Row numbers in errors count from 1, without the header.
 * @throws InputError naming dataset, row and column where a text or label is missing.
 */
export function readInstances(dataset: string, rows: readonly Row[], columns: Columns): Instance[] {
  const first = rows[0];
  if (!first) throw new InputError(`Dataset "${dataset}" has no rows.`);
  const { slices = [] } = columns;
  for (const column of [columns.text, columns.label, columns.group, ...slices]) {
    if (column !== undefined && !Object.hasOwn(first, column)) {
      throw new InputError(
        `Dataset "${dataset}" has no column "${column}"; its columns are ${Object.keys(first).join(", ")}. ` +
          `Name the right one in the plan's "data".`,
      );
    }
  }
  const seen = new Set<string>();
  return rows.map((row, i) => {
    const text = cell(row, columns.text);
    const label = cell(row, columns.label);
    if (!text) throw new InputError(emptyCell(dataset, i, columns.text, "a text"));
    if (!label) throw new InputError(emptyCell(dataset, i, columns.label, "a label"));
    const named = cell(row, "id");
    let id = named && !seen.has(named) ? named : `row-${i + 1}`;
    while (seen.has(id)) id += "+"; // an earlier row may be called so
    seen.add(id);
    const group = columns.group === undefined ? null : cell(row, columns.group);
    const kept = slices.length > 0 && {
      columns: Object.fromEntries(slices.map((column) => [column, cell(row, column) ?? ""])),
    };
    return { id, input: text, target: label, ...(group && { group }), ...kept };
  });
}

function emptyCell(dataset: string, index: number, column: string, expected: string): string {
  return `Dataset "${dataset}", row ${index + 1}, column "${column}" is empty; expected ${expected}. Fill it or remove the row.`;
}

/**
 * Draws `rows` instances, balanced over labels as far as they go: labels are dealt in turn from their own shuffle.
 * The result keeps the file's order.
 */
export function drawBalanced(instances: readonly Instance[], rows: number, seed: number): Instance[] {
  if (rows >= instances.length) return [...instances];
  const decks = [...byLabel(instances)].map(([label, deck]) => new Random(seedOf(seed, label)).shuffled(deck));
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
  const read = (name: string, columns: Columns) => {
    const rows = datasets.get(name);
    if (!rows) {
      const known = [...datasets.keys()].join(", ") || "none";
      throw new InputError(`The plan names the dataset "${name}", which was not given; given: ${known}.`);
    }
    return readInstances(name, rows, columns);
  };
  const { test: testPlan, demonstrations: shown, training: fitted } = plan.data;
  const notes: string[] = [];
  const all = read(testPlan.name, testPlan);
  const test = drawBalanced(all, testPlan.rows ?? all.length, seedOf(plan.seed, "test"));
  const labels = labelsOf(test);
  if (labels.length < 2) {
    throw new InputError(`Dataset "${testPlan.name}" has only the label "${labels[0]}"; a study needs two or more.`);
  }

  const tested = new Set(test.map((instance) => comparableText(instance.input)));
  const known = new Set(labels);
  const folded = shown?.folds === undefined ? null : shown;
  const usable = (source: { name: string; text?: string | undefined; label?: string | undefined }) => {
    const { text = testPlan.text, label = testPlan.label } = source;
    const rows = read(source.name, { text, label });
    const free = rows.filter((row) => known.has(row.target) && !tested.has(comparableText(row.input)));
    if (free.length < rows.length && source !== folded) {
      notes.push(
        `${rows.length - free.length} of ${rows.length} rows of "${source.name}" were set aside: ` +
          `their text is in the test rows or their label is not.`,
      );
    }
    return free;
  };

  const pool = shown ? usable(shown) : [];
  const folds = folded && dealFolds(test, folded.folds!, seedOf(plan.seed, "folds"));
  const demonstrations = () => {
    if (!folds) return shown ? drawDemonstrations(plan.seed, shown, labels, pool) : [];
    return Array.from({ length: folded.folds! }, (_, fold) => {
      const others = test.filter((_row, i) => folds[i] !== fold);
      const where = ` outside fold ${fold + 1} of ${folded.folds}`;
      return drawDemonstrations(seedOf(plan.seed, "fold", fold), folded, labels, others, where).flat();
    });
  };
  const draws = demonstrations();
  const demonstrated = new Set(draws.flat().map((instance) => comparableText(instance.input)));
  const source = fitted ? usable(fitted) : pool;
  const training = source.filter((instance) => !demonstrated.has(comparableText(instance.input)));
  const { metric, refusal } = headlineMetric(plan, test);
  if (refusal) notes.push(`Scores are accuracy instead of macro-F1. ${refusal}`);
  return { labels, metric, test, demonstrations: draws, ...(folds && { folds }), training, notes };
}

/** Macro-F1 weighs labels alike, so it needs enough rows of each, in the real set and in the sets to be generated. */
function headlineMetric(plan: Plan, test: readonly Instance[]): { metric: Metric; refusal: string | null } {
  if (plan.metric === "accuracy") return { metric: "accuracy", refusal: null };
  const targets = test.map((instance) => instance.target);
  const asked = [...quotas(labelsOf(test), plan.generate.perGenerator)];
  const generated = asked.flatMap(([label, rows]) => Array.from({ length: rows }, () => label));
  const refusal = macroF1Refusal(plan.data.test.name, targets) ?? macroF1Refusal("each generated set", generated);
  return { metric: refusal === null ? "macroF1" : "accuracy", refusal };
}

/** `perLabel` rows of every label, `draws` times without a row in common. */
function drawDemonstrations(
  seed: number,
  shown: NonNullable<Plan["data"]["demonstrations"]>,
  labels: readonly string[],
  pool: readonly Instance[],
  where = "",
): Instance[][] {
  const unique = [...new Map(pool.map((instance) => [comparableText(instance.input), instance])).values()];
  const decks = byLabel(unique);
  const needed = shown.perLabel * shown.draws;
  return Array.from({ length: shown.draws }, (_, draw) =>
    labels.flatMap((label) => {
      const deck = decks.get(label) ?? [];
      if (deck.length < needed) {
        throw new InputError(
          `Dataset "${shown.name}" has ${deck.length} different usable rows of label "${label}"${where}; the plan needs ` +
            `${needed} (${shown.perLabel} per label, ${shown.draws} ${shown.draws === 1 ? "draw" : "draws"}). ` +
            `Lower "data.demonstrations.perLabel" or add rows.`,
        );
      }
      const shuffled = new Random(seedOf(seed, "demonstrations", label)).shuffled(deck);
      return shuffled.slice(draw * shown.perLabel, (draw + 1) * shown.perLabel);
    }),
  );
}
