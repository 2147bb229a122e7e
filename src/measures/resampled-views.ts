/** @file Resampled scores as the statistics read them. */
import { Random, seedOf } from "#core/random.ts";
import type { Panel } from "./panel.ts";
import { viewOf, type View } from "./statistics.ts";

/** Draws each generator's seeds with replacement, once per call; equal panels and seeds give equal draws. */
export function seedDraws(panel: Panel, seed: number): () => number[][] {
  const streams = panel.generators.map(({ name }) => new Random(seedOf(seed, "seeds", name)));
  return () => panel.generators.map(({ datasets }, g) => datasets.map(() => streams[g]!.pick(datasets)));
}

/** Resampled scores `[resamples][datasets][solvers]` as views, each with its draw of generation seeds. */
export function viewsOf(panel: Panel, scores: Float64Array, draws: readonly number[][][]): View[] {
  const width = panel.solvers.length;
  const height = panel.generators.length;
  // one block for all views: thousands of small arrays would keep the collector busy
  const generated = new Float64Array(draws.length * height * width);
  const averages = new Float64Array(draws.length * width);
  const part = (of: Float64Array, b: number, size: number) => of.subarray(b * size, (b + 1) * size);
  return draws.map((drawn, b) => {
    const into = { generated: part(generated, b, height * width), average: part(averages, b, width) };
    return viewOf(panel, part(scores, b, panel.datasets.length * width), drawn, into);
  });
}
