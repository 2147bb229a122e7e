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
  const stride = panel.datasets.length * panel.solvers.length;
  return draws.map((drawn, b) => viewOf(panel, scores.subarray(b * stride, (b + 1) * stride), drawn));
}
