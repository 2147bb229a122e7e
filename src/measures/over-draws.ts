/** @file The bias factor of a model, told apart from the demonstrations that it happened to see. */
import { Random, seedOf } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { percentileInterval } from "./bootstrap.ts";
import { resampledValues, type Sample } from "./intervals.ts";
import { undefinedMeasure } from "./measure.ts";
import { biasFactorsOf } from "./statistics.ts";

/** Which model a solver is and which draw of demonstrations it saw; null for a solver outside the crossing. */
export type Crossing = Readonly<Record<string, { model: string; draw: string } | null>>;

/**
 * Mean over draws of a model's bias factor against the generators that saw the same demonstrations.
 *
 * BF(model) = (1/D) sum_draw BF(model adapted on draw | generators of that draw). Own data and rivals' data of a draw
 * share its demonstrations, so what the demonstrations did to all of them cancels. The 95% interval resamples rows and,
 * with replacement, draws (the same for all models); n = draws. Empty unless some model has two draws or more.
 */
export function biasFactorOverDraws(sample: Sample, crossing: Crossing, seed: number): Record<string, Measure> {
  const draws = [...new Set(Object.values(crossing).flatMap((place) => place?.draw ?? []))].sort();
  if (draws.length < 2) return {};
  const groups = Object.fromEntries(Object.entries(crossing).map(([solver, place]) => [solver, place?.draw ?? null]));
  const cells = biasFactorsOf(sample.panel, groups).flatMap((statistic) => {
    const place = crossing[statistic.key];
    return place ? [{ ...place, estimate: statistic.compute(sample.observed), statistic }] : [];
  });
  const random = new Random(seedOf(seed, "draws"));
  const drawn = sample.resampled.map(() => draws.map(() => random.pick(draws)));
  const models = [...new Set(cells.map((cell) => cell.model))];
  return Object.fromEntries(
    models.map((model) => {
      const own = cells.filter((cell) => cell.model === model);
      const values = new Map(own.map((cell) => [cell.draw, resampledValues(sample, cell.statistic)]));
      if (values.size < draws.length) {
        return [
          model,
          undefinedMeasure(values.size, `"${model}" wrote data with ${values.size} of ${draws.length} draws.`),
        ];
      }
      const gap = own.find((cell) => Number.isNaN(cell.estimate));
      if (gap) return [model, undefinedMeasure(draws.length, gap.statistic.gap(sample.observed))];
      const means = Float64Array.from(drawn, (picked, b) => mean(picked.map((draw) => values.get(draw)![b]!)));
      const interval = percentileInterval(means) ?? { low: null, high: null };
      return [model, { estimate: mean(own.map((cell) => cell.estimate)), ...interval, n: draws.length }];
    }),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
