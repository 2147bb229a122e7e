/** @file Cross-fitting: which fold each test row belongs to, and how much each fold writes. */
import { Random, seedOf } from "#core/random.ts";
import { InputError, type Instance } from "#core/words.ts";
import { byStratum } from "#tasks/labels.ts";
import { unitsOf } from "./units.ts";

/**
 * Deals rows into `folds`, seeded: each row's fold, from 0.
 *
 * Rows of one group and near-duplicate texts go together. Units are taken label by label in shuffled order, each to the
 * fold that has the fewest rows of that label, then the fewest rows; so labels are spread as evenly as groups allow.
 * @throws InputError where there are fewer units than folds.
 */
export function dealFolds(
  rows: readonly Instance[],
  folds: number,
  seed: number,
  stratumOf: (row: Instance) => string = ({ target }) => target,
): number[] {
  const units = unitsOf(rows);
  const different = new Set(units).size;
  if (different < folds) {
    throw new InputError(
      `Cross-fitting in ${folds} folds needs ${folds} different test rows or groups; found ${different}. ` +
        `Lower "data.demonstrations.folds" or add rows.`,
    );
  }
  const members = new Map<number, Instance[]>();
  rows.forEach((row, i) => {
    const others = members.get(units[i]!);
    if (others) others.push(row);
    else members.set(units[i]!, [row]);
  });
  const unitOf = new Map(rows.map((row, i) => [row, units[i]!]));
  const foldOf = new Map<number, number>();
  const sizes = Array.from({ length: folds }, () => ({ all: 0, labels: new Map<string, number>() }));
  for (const [label, own] of byStratum(rows, stratumOf)) {
    for (const unit of new Random(seedOf(seed, label)).shuffled([...new Set(own.map((row) => unitOf.get(row)!))])) {
      if (foldOf.has(unit)) continue;
      const load = (fold: number) => (sizes[fold]!.labels.get(label) ?? 0) * (rows.length + 1) + sizes[fold]!.all;
      const fold = sizes.map((_, i) => i).reduce((best, i) => (load(i) < load(best) ? i : best));
      foldOf.set(unit, fold);
      const size = sizes[fold]!;
      for (const row of members.get(unit)!) {
        const own = stratumOf(row);
        size.all++;
        size.labels.set(own, (size.labels.get(own) ?? 0) + 1);
      }
    }
  }
  return units.map((unit) => foldOf.get(unit)!);
}

/** The part of `count` rows that fold `fold` of `folds` writes; the parts differ by one at most and sum to `count`. */
export function foldShare(count: number, fold: number, folds: number, turn: number): number {
  const rest = count % folds;
  return Math.floor(count / folds) + ((((fold - turn) % folds) + folds) % folds < rest ? 1 : 0);
}
