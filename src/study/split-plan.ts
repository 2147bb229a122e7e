/** @file A plan for the user's own rows, and how much such a study can tell. */
import type { ColumnRoles, DatasetCard } from "#storage/schema.ts";
import { taskNameOf, taskOfRoles } from "./dataset-task.ts";

/** Small enough for a study of a minute or two, in two sizes and three families. */
const modelsForOwnRows = ["zoo/formal-65k", "zoo/casual-65k", "zoo/formal-290k", "zoo/mixed-290k"] as const;

export interface PlanParts {
  card?: DatasetCard | undefined;
  test: { name: string; roles: ColumnRoles; rows: number | undefined };
  /** `each`: per label or level, or in all where the task counts them so. */
  demonstrations: { name: string; roles: ColumnRoles; each: number; folds?: number | undefined };
  labels: number;
  seed: number;
}

/** Rows to let each model write: ten of every label, 200 at least, 1,540 at most. */
const proposedGenerated = (labels: number): number => Math.min(1_540, Math.max(200, 10 * labels));

/** Test rows to use: ten of every label, 400 at least, 1,540 at most, and never more than there are. */
export const proposedTestRows = (labels: number, available: number): number =>
  Math.min(available, 1_540, Math.max(400, 10 * labels));

/** What the user has said of the task; empty words are none. */
export function saidOnCard({ noun, labels = {}, guideline, outOfScope }: DatasetCard): DatasetCard | undefined {
  const described = Object.entries(labels).filter(([, meaning]) => meaning.trim() !== "");
  const card = {
    ...(noun?.trim() && { noun: noun.trim() }),
    ...(described.length > 0 && { labels: Object.fromEntries(described) }),
    ...(guideline?.trim() && { guideline: guideline.trim() }),
    ...(outOfScope && { outOfScope }),
  };
  return Object.keys(card).length > 0 ? card : undefined;
}

/** The document of a plan, before its check; what equals a default is left out. */
export function planForOwnRows({ test, demonstrations, labels, seed, card }: PlanParts): object {
  const { text, second, label, group, slices = [] } = test.roles;
  const own = demonstrations.roles;
  const task = taskOfRoles(test.roles);
  const name = taskNameOf(test.roles);
  const said = card && saidOnCard(card);
  return {
    version: 1,
    kind: "fidelity",
    task: name,
    ...(said && { card: said }),
    seed,
    data: {
      test: {
        name: test.name,
        text,
        ...(second && { second }),
        label,
        ...(group && { group }),
        ...(test.rows !== undefined && { rows: test.rows }),
        ...(slices.length > 0 && { slices }),
      },
      demonstrations: {
        name: demonstrations.name,
        ...(own.text !== text && { text: own.text }),
        ...(own.second && own.second !== second && { second: own.second }),
        ...(own.label !== label && { label: own.label }),
        ...(task.demonstrations === "per label" ? { perLabel: demonstrations.each } : { rows: demonstrations.each }),
        ...(demonstrations.folds !== undefined && { folds: demonstrations.folds }),
      },
    },
    models: modelsForOwnRows,
    generate: {
      ...{ perGenerator: proposedGenerated(labels), temperature: 1 },
    },
    solve: task.ways[0],
    metric: task.metrics[0],
    panel: { classifiers: true },
  };
}

/**
 * Half the width of a 95% interval of a share of `n` independent rows, at its widest: 1.96 × √(¼ / n). Infinite for none.
 *
 * The normal approximation, at a share of one half; near 0 or 1 the interval is narrower.
 */
export const widestMargin = (n: number): number => 0.98 / Math.sqrt(n);

/**
 * About half the width of a 95% interval of a correlation of `r` over `n` independent pairs: 1.96 (1 − r²) / √n, at most 1.
 *
 * The large-sample formula for two normal variables; for scores on a scale it is a guide.
 */
export const correlationMargin = (n: number, r: number): number => Math.min(1, (1.96 * (1 - r * r)) / Math.sqrt(n));
