/** @file What a study's intervals speak for. */

/**
 * The sentence that stands beside every interval of a study.
 *
 * `generationSeeds` per generator and demonstration `draws` per model. A single checkpoint's interval never speaks for
 * other demonstrations; with several draws the model's bias factor over draws does.
 */
export function intervalScope({ generationSeeds, draws }: { generationSeeds: number; draws: number }): string {
  const drawn = generationSeeds > 1 ? `rows and ${generationSeeds} generation runs per generator` : "rows";
  const scope = `95% intervals come from resampling ${drawn}; they hold for these checkpoints and demonstrations.`;
  return draws > 1
    ? `${scope} Only the bias factor over draws also resamples its ${draws} draws of demonstrations.`
    : scope;
}
