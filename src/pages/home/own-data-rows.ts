/** @file What a study says about own data, model by model. */
import type { Measure } from "#core/words.ts";
import { bySize, shortNames } from "#pages/report/own-data.ts";
import type { Result } from "#state/lab.svelte.ts";

export interface OwnDataRow {
  /** As the study names it. */
  model: string;
  /** Without its folder. */
  label: string;
  parameters: number | null;
  family: string | null;
  /** Its score on what it wrote itself. */
  own: number | null;
  /** What its other scores, and the others' scores on its data, lead one to expect there: own minus bias factor. */
  expected: number | null;
  real: number | null;
  bias: Measure;
  /** The bias factor against rivals of its own family. */
  sameFamily: Measure | undefined;
  /** Those rivals. */
  kin: readonly string[];
}

/** A row for each generator, fewest parameters first. */
export function ownDataRows(result: Result): OwnDataRow[] {
  const { measures, solvers, solverFacts, datasets, real } = result;
  const models = bySize(result);
  const labels = shortNames(models);
  const within = measures.biasFactorControls["sameFamily"] ?? {};
  const scoreOn = (name: string, model: string) => datasets[name]?.scores[solvers.indexOf(model)] ?? null;
  return models.map((model, i) => {
    const written = Object.keys(datasets).filter((name) => datasets[name]!.generator === model);
    const own = meanOf(written.map((name) => scoreOn(name, model)));
    const bias = measures.biasFactor[model]!;
    const { parameters, family } = solverFacts[model]!;
    return {
      ...{ model, label: labels[i]!, parameters, family, own, bias },
      expected: own === null || bias.estimate === null ? null : own - bias.estimate,
      real: scoreOn(real, model),
      sameFamily: within[model],
      kin: labels.filter((_, k) => k !== i && family !== null && solverFacts[models[k]!]!.family === family),
    };
  });
}

/** Null where one is missing. */
function meanOf(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  if (known.length === 0 || known.length < scores.length) return null;
  return known.reduce((sum, score) => sum + score, 0) / known.length;
}

export const above = (measure: Measure | undefined): boolean => measure?.low != null && measure.low > 0;
export const below = (measure: Measure | undefined): boolean => measure?.high != null && measure.high < 0;

/** The row whose bias factor is the largest of those told from zero; null where none is. */
export function standout(rows: readonly OwnDataRow[]): OwnDataRow | null {
  return rows
    .filter(({ bias }) => above(bias))
    .reduce<OwnDataRow | null>((best, row) => (best && best.bias.estimate! >= row.bias.estimate! ? best : row), null);
}

/** "n 235" or "n 235 to 240" */
export function sampleSizes(measures: readonly Measure[]): string {
  const sizes = measures.map(({ n }) => n);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return least === most ? `n ${least}` : `n ${least} to ${most}`;
}
