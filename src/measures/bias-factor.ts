/** @file The bias factor: does a model do better on its own data than its rivals' data lead one to expect? */
import { InputError, type Measure, type ScoreMatrix } from "#core/words.ts";
import { scoresOnly, undefinedMeasure } from "./measure.ts";
import { generatedScores, panelOf, scoresOf, type Panel } from "./panel.ts";

/**
 * BF(m) = N(d_m, m) - (1/|others|) sum_g N(d_g, m), N(d, m) = p(d, m) - mean_m' p(d, m').
 *
 * `generated` is `[generators][solvers]` (any scale; points on 0..1 as in the paper); `own` and `others` are positions
 * in `panel.generators`. The centring mean runs over the models that are compared (own and others), never over solvers
 * that generate nothing. > 0: m does relatively better on its own data; for an error (`panel.direction` -1) the difference
 * is turned round, so that this holds for every metric. NaN without others or with a missing score.
 * Adding a constant to a row (difficulty) or a column (ability) leaves it unchanged.
 * Equals K/(K-1) times the diagonal of the doubly centred K x K matrix, K = 1 + |others|.
 * Source: arXiv 2409.11968.
 */
export function biasFactorOf(
  panel: Panel,
  generated: Float64Array,
  own: number,
  others: readonly number[] = panel.generators.map((_, g) => g).filter((g) => g !== own),
): number {
  const width = panel.solvers.length;
  const self = panel.generators[own]!.solver;
  const centred = (g: number) => {
    let sum = generated[g * width + self]!;
    for (const other of others) sum += generated[g * width + panel.generators[other]!.solver]!;
    return generated[g * width + self]! - sum / (others.length + 1);
  };
  let rest = 0;
  for (const g of others) rest += centred(g) / others.length;
  return others.length === 0 ? NaN : panel.direction * (centred(own) - rest);
}

/** Why a bias factor is undefined, naming the cell or the lack of rivals. */
export function biasFactorGap(
  panel: Panel,
  generated: Float64Array,
  own: number,
  others: readonly number[] = panel.generators.map((_, g) => g).filter((g) => g !== own),
): string {
  const name = panel.generators[own]!.name;
  if (others.length === 0) return `"${name}" has no other generator to be compared with; two or more are needed.`;
  for (const g of [own, ...others]) {
    for (const m of [own, ...others]) {
      const { name: solver, solver: column } = panel.generators[m]!;
      if (Number.isNaN(generated[g * panel.solvers.length + column]!)) {
        const { name: writer, datasets } = panel.generators[g]!;
        const known = datasets.map((d) => panel.gaps[panel.datasets[d]!]?.[solver]).find(Boolean);
        return known ?? `"${solver}" has no score on the data of "${writer}".`;
      }
    }
  }
  return "A score is not a finite number.";
}

/**
 * Bias factor of one model of a score matrix, against all other generators. See `biasFactorOf`.
 *
 * Without interval (a matrix cannot be resampled). n: the generators compared. Throws InputError when `model` generates
 * no dataset of the matrix.
 */
export function biasFactor(matrix: ScoreMatrix, model: string): Measure {
  const rivals = new Set(Object.values(matrix.generators));
  rivals.delete(model);
  return biasFactorAgainst(matrix, model, [...rivals]);
}

/**
 * Bias factor within a subset: the formula of `biasFactorOf` on `model` and `others` alone, e.g. one family.
 *
 * Tells own data from data of the own kind: a model that likes its family's data as much as its own gets 0 here.
 * Undefined with reason when `others` is empty. Throws InputError when a model generates no dataset of the matrix.
 */
export function biasFactorAgainst(matrix: ScoreMatrix, model: string, others: readonly string[]): Measure {
  const panel = panelOf(matrix, Object.keys(matrix.datasets));
  const place = (name: string) => {
    const found = panel.generators.findIndex((generator) => generator.name === name);
    if (found >= 0) return found;
    const known = panel.generators.map((generator) => generator.name).join(", ") || "none";
    throw new InputError(`"${name}" generates no dataset of the matrix; its generators are: ${known}.`);
  };
  const generated = generatedScores(panel, scoresOf(matrix, panel));
  const own = place(model);
  const rivals = others.map(place);
  const value = biasFactorOf(panel, generated, own, rivals);
  return Number.isNaN(value)
    ? undefinedMeasure(rivals.length + 1, biasFactorGap(panel, generated, own, rivals))
    : scoresOnly(value, rivals.length + 1);
}
