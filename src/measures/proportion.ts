/** @file A share of independent trials. */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "./measure.ts";

/** 97.5% quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Share of successes with its 95% Wilson score interval, e.g. a yield or an agreement.
 *
 * Centre (p + z²/2n) / (1 + z²/n), half-width z sqrt(p(1 - p)/n + z²/4n²) / (1 + z²/n); in [0, 1].
 * n = trials. Undefined without trials. Throws RangeError when successes are not within 0..trials.
 * Source: Wilson 1927; `statsmodels.stats.proportion.proportion_confint(successes, trials, method="wilson")`.
 */
export function proportion(successes: number, trials: number): Measure {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`proportion: found ${successes} successes in ${trials} trials, expected 0 to ${trials}.`);
  }
  if (trials === 0) return undefinedMeasure(0, "There were no trials.");
  const p = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (p + z ** 2 / (2 * trials)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2))) / scale;
  return {
    estimate: p,
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
    n: trials,
  };
}
