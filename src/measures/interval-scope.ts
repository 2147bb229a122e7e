/** @file What a study's intervals speak for. */

/**
 * The sentence that stands beside every interval of a study.
 *
 * `generationSeeds` per generator and demonstration `draws` per model: with one of each, the interval covers the rows
 * alone and speaks for these checkpoints and demonstrations.
 */
export function intervalScope({ generationSeeds, draws }: { generationSeeds: number; draws: number }): string {
  const drawn = generationSeeds > 1 ? `rows and ${generationSeeds} generation runs per generator` : "rows";
  const claim =
    draws > 1
      ? `for these checkpoints, over ${draws} draws of demonstrations`
      : "for these checkpoints and demonstrations";
  return `95% intervals come from resampling ${drawn}; they hold ${claim}.`;
}
