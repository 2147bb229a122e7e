/** @file Which arms count as one dataset. */
import { isHome, type AcrossArm, type ArmSample } from "./arm.ts";
import { meanOf, type Spread } from "./spread.ts";

/**
 * The arms whose conclusions are pooled: those with demonstrations from their own dataset; all where there is none.
 *
 * Arms with demonstrations from elsewhere answer another question (`transfer`).
 */
export function homeArms(samples: readonly ArmSample[]): readonly ArmSample[] {
  const home = samples.filter(({ arm }) => isHome(arm));
  return home.length > 0 ? home : samples;
}

/** One spread per real dataset, in order of appearance: the mean over its arms. */
export function byDataset<T>(items: readonly T[], armOf: (item: T) => AcrossArm, of: (item: T) => Spread): Spread[] {
  const spreads = new Map<string, Spread[]>();
  for (const item of items) {
    const { real } = armOf(item);
    spreads.set(real, [...(spreads.get(real) ?? []), of(item)]);
  }
  return [...spreads.values()].map((arms) => meanOf(arms));
}

/** A caution where scores of several metrics are averaged. */
export function mixedMetrics(arms: readonly AcrossArm[]): string | undefined {
  const metrics = [...new Set(arms.map((arm) => arm.metric))];
  return metrics.length > 1 ? `Averages scores of ${metrics.length} metrics (${metrics.join(", ")}).` : undefined;
}
