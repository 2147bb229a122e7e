/** @file The plan of a fidelity study: a versioned document that determines everything. */
import * as v from "valibot";
import { InputError } from "#core/words.ts";

const name = v.pipe(v.string(), v.minLength(1));
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const testData = v.strictObject({
  /** The dataset's name, as bundled, imported or given with `--data NAME=FILE`. */
  name,
  /** The column that holds the text. */
  text: v.optional(name, "text"),
  /** The column that holds the label. */
  label: v.optional(name, "label"),
  /** A column whose equal values tie rows together (a conversation, a user): resampled as one unit. */
  group: v.optional(name),
  /** How many rows to test on, drawn by label; absent: all. */
  rows: v.optional(count(2, 100_000)),
  /** Further columns by whose values scores are split. */
  slices: v.optional(v.array(name), []),
});

const trainingData = v.strictObject({ name, text: v.optional(name), label: v.optional(name) });

const demonstrationData = v.strictObject({
  ...trainingData.entries,
  /** Rows per label that models are adapted on (tiny models) or shown (large ones). */
  perLabel: count(1, 5_000),
  /** Independent draws of demonstrations; every model is adapted on each of them. */
  draws: v.optional(count(1, 10), 1),
  /**
   * Cross-fitting: the test rows are dealt into this many folds, and each fold is written for and solved by models that
   * saw demonstrations from the other folds alone. Needs the dataset of `test`.
   */
  folds: v.optional(count(2, 10)),
});

const generation = v.strictObject({
  perGenerator: count(2, 10_000),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(5)), 1),
  topP: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  topK: v.optional(count(0, 1_000_000), 0),
  maxNewTokens: v.optional(count(1, 1_024), 64),
  /** Independent generation runs per generator. */
  seeds: v.optional(count(1, 20), 1),
});

const waysToSolve = ["direct", "generative", "answer"] as const;
const solve = v.picklist(waysToSolve);

const panel = v.strictObject({
  /** n-gram logistic regression, nearest centroid and keywords. */
  classifiers: v.optional(v.boolean(), true),
  /** The plan's models once more, adapted on fewer demonstrations per label. */
  adaptedOn: v.optional(v.array(count(1, 5_000)), []),
});

const planSchema = v.strictObject({
  version: v.literal(1),
  kind: v.literal("fidelity"),
  task: v.literal("intent"),
  seed: count(0, 4_294_967_295),
  data: v.strictObject({
    test: testData,
    demonstrations: v.optional(demonstrationData),
    /** Real labelled rows for the classical solvers and the agreement classifier. */
    training: v.optional(trainingData),
  }),
  models: v.pipe(v.array(name), v.minLength(1)),
  generate: generation,
  /** One way, or several: each makes its own score matrix. */
  solve: v.optional(v.union([solve, v.pipe(v.array(solve), v.minLength(1))]), "direct"),
  metric: v.optional(v.picklist(["macroF1", "accuracy"]), "macroF1"),
  panel: v.optional(panel, { classifiers: true, adaptedOn: [] }),
  /** Rows computed together; results follow from it, so it stands in the manifest. */
  blockRows: v.optional(count(1, 1_024), 64),
});

export type Plan = v.InferOutput<typeof planSchema>;
export type WayToSolve = (typeof waysToSolve)[number];

function describe(issue: v.BaseIssue<unknown>): string {
  const place = issue.path?.map((step) => String(step.key)).join(".") || "the plan";
  if (issue.expected === "never")
    return `"${place}" is not a field of plans of version 1. Remove it or check its spelling.`;
  if (issue.received === "undefined") return `"${place}" is missing.`;
  return `"${place}": found ${issue.received}, expected ${issue.expected ?? issue.message}.`;
}

/**
 * Checks a plan and fills in the defaults.
 * @throws InputError naming each wrong, missing or unknown field.
 */
export function parsePlan(document: unknown): Plan {
  if (document !== null && typeof document === "object" && "version" in document && document.version !== 1) {
    throw new InputError(
      `This plan has version ${JSON.stringify(document.version)}; this Selfsame reads version 1. ` +
        `Use the Selfsame that wrote it, or write the plan anew.`,
    );
  }
  const outcome = v.safeParse(planSchema, document);
  if (!outcome.success) throw new InputError(`The plan is wrong: ${outcome.issues.map(describe).join(" ")}`);
  const plan = outcome.output;
  const twice = plan.models.find((model, i) => plan.models.indexOf(model) !== i);
  if (twice) throw new InputError(`The plan is wrong: "models" names ${twice} twice. Name each model once.`);
  checkFolds(plan.data);
  if (plan.panel.adaptedOn.length > 0 && !plan.data.demonstrations) {
    throw new InputError(`The plan is wrong: "panel.adaptedOn" needs "data.demonstrations".`);
  }
  const tooMany = plan.panel.adaptedOn.find((k) => k >= (plan.data.demonstrations?.perLabel ?? 0));
  if (tooMany !== undefined) {
    throw new InputError(
      `The plan is wrong: "panel.adaptedOn" holds ${tooMany}, which is not fewer than data.demonstrations.perLabel.`,
    );
  }
  return plan;
}

/** Cross-fitting deals out the rows that are tested on, so demonstrations can come from nowhere else. */
function checkFolds({ test, demonstrations: shown }: Plan["data"]): void {
  if (shown?.folds === undefined) return;
  const wrong = (what: string) => new InputError(`The plan is wrong: "data.demonstrations.folds" ${what}`);
  if (shown.name !== test.name) {
    throw wrong(`needs "data.demonstrations.name" to be that of "data.test", ${test.name}; found ${shown.name}.`);
  }
  if (shown.draws !== 1) throw wrong(`needs "data.demonstrations.draws" to be 1; found ${shown.draws}.`);
  for (const column of ["text", "label"] as const) {
    if (shown[column] !== undefined && shown[column] !== test[column]) {
      throw wrong(
        `needs one ${column} column; found "${test[column]}" in data.test and "${shown[column]}" in demonstrations.`,
      );
    }
  }
}

/** The ways to solve as a list. */
export function solvingWays(plan: Plan): readonly WayToSolve[] {
  return typeof plan.solve === "string" ? [plan.solve] : [...new Set(plan.solve)];
}

/** The names of the datasets that a plan reads. */
export function namedDatasets(plan: Plan): string[] {
  const { test, demonstrations, training } = plan.data;
  return [...new Set([test.name, demonstrations?.name, training?.name].filter((n) => n !== undefined))];
}
