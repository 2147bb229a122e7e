/** @file What a dataset itself says of its task: what its labels are called, and which of them is out of scope. */
import type { ColumnRoles, DatasetCard, ImportedRow } from "#storage/schema.ts";
import { taskNameOf } from "#study/dataset-task.ts";
import { cell } from "#tasks/cell.ts";

const nouns = ["intent", "topic", "sentiment", "category", "emotion", "domain", "genre", "language", "stance", "class"];

/** "oos", "out_of_scope", "out-of-domain", "none", "other", "no intent", … */
const outside =
  /^(?:oos|ood|out[\s_-]?of[\s_-]?(?:scope|domain)|none(?:[\s_-]of[\s_-].*)?|other|others|no[\s_-](?:intent|label))$/i;

/** A card for rows that have none yet: the noun by the label column's name, the label that is out of scope by its own. */
export function proposedCard(roles: ColumnRoles, rows: readonly ImportedRow[]): DatasetCard {
  if (taskNameOf(roles) !== "classification") return {};
  const noun = nouns.find((word) =>
    roles.label
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some((part) => part === word || part === `${word}s`),
  );
  const labels = new Set(rows.flatMap((row) => cell(row, roles.label) ?? []));
  const outOfScope = [...labels].find((label) => outside.test(label));
  return { ...(noun && { noun }), ...(outOfScope !== undefined && { outOfScope }) };
}
