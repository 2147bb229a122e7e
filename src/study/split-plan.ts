/** @file A plan for the user's own rows, and how much such a study can tell. */
import type { ColumnRoles } from "#storage/schema.ts";

/** Small enough for a study of a minute or two, in two sizes and three families. */
const modelsForOwnRows = ["zoo/formal-65k", "zoo/casual-65k", "zoo/formal-290k", "zoo/mixed-290k"] as const;

export interface PlanParts {
  test: { name: string; roles: ColumnRoles; rows: number | undefined };
  demonstrations: { name: string; roles: ColumnRoles; perLabel: number; folds?: number | undefined };
  labels: number;
  seed: number;
}

/** Rows to let each model write: ten of every label, 200 at least, 1,540 at most. */
const proposedGenerated = (labels: number): number => Math.min(1_540, Math.max(200, 10 * labels));

/** Test rows to use: ten of every label, 400 at least, 1,540 at most, and never more than there are. */
export const proposedTestRows = (labels: number, available: number): number =>
  Math.min(available, 1_540, Math.max(400, 10 * labels));

/** The document of a plan, before its check; what equals a default is left out. */
export function planForOwnRows({ test, demonstrations, labels, seed }: PlanParts): object {
  const { text, label, group, slices = [] } = test.roles;
  const own = demonstrations.roles;
  return {
    version: 1,
    kind: "fidelity",
    task: "intent",
    seed,
    data: {
      test: {
        name: test.name,
        text,
        label,
        ...(group && { group }),
        ...(test.rows !== undefined && { rows: test.rows }),
        ...(slices.length > 0 && { slices }),
      },
      demonstrations: {
        name: demonstrations.name,
        ...(own.text !== text && { text: own.text }),
        ...(own.label !== label && { label: own.label }),
        perLabel: demonstrations.perLabel,
        ...(demonstrations.folds !== undefined && { folds: demonstrations.folds }),
      },
    },
    models: modelsForOwnRows,
    generate: { perGenerator: proposedGenerated(labels), temperature: 1 },
    solve: "direct",
    metric: "macroF1",
    panel: { classifiers: true },
  };
}

/**
 * Half the width of a 95% interval of a share of `n` independent rows, at its widest: 1.96 × √(¼ / n). Infinite for none.
 *
 * The normal approximation, at a share of one half; near 0 or 1 the interval is narrower.
 */
export const widestMargin = (n: number): number => 0.98 / Math.sqrt(n);
