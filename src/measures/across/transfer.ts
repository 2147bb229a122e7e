/** @file Transfer: what changes when demonstrations come from another dataset. */
import type { Measure } from "#core/words.ts";
import { isHome, type ArmSample } from "./arm.ts";
import { biasOf, type ArmBias } from "./bias-over-datasets.ts";
import { fidelitySpreads } from "./fidelity.ts";
import {
  contrastsOf,
  difference,
  measured,
  meanOf,
  noSpread,
  ratioPValue,
  type Contrast,
  type Spread,
} from "./spread.ts";

/** What is compared between sources; MSPD and SRCC are those of the average of generators. */
export interface TransferValues<T> {
  mspdCorrected: T;
  relativeCorrected: T;
  spearman: T;
  /** Model → bias factor. */
  biasFactor: Readonly<Record<string, T>>;
}

export interface TransferSource extends TransferValues<Measure> {
  arm: string;
  /** The dataset that demonstrations came from. */
  source: string;
  own: boolean;
  /** This source minus the own one, adjusted over the sources and, for bias factors, models; null for the own source. */
  difference: TransferValues<Contrast> | null;
}

export interface TransferGroup {
  real: string;
  task: string;
  setting: string;
  sources: readonly TransferSource[];
}

export interface TransferMeasures {
  /** Real datasets and settings with several sources. */
  groups: readonly TransferGroup[];
  /** Foreign minus own source, the mean over groups of the mean over foreign sources. */
  over: TransferValues<Contrast>;
  /** Why there is nothing to compare. */
  reason?: string;
}

const noTransfer = "No real dataset has arms with demonstrations from itself and from another one, in one setting.";

/**
 * MSPD, SRCC and bias factor by source of the demonstrations, and foreign minus own source, with 95% intervals.
 *
 * Arms of the same real dataset, task, metric and setting are compared; their real rows are resampled alike, so what the
 * rows do to both cancels. Models are matched by name: where a solver's name differs between sources, it has no difference.
 */
export function transferOf(samples: readonly ArmSample[]): TransferMeasures {
  const groups = new Map<string, ArmSample[]>();
  for (const sample of samples) {
    const { real, task, metric, setting } = sample.arm;
    const key = JSON.stringify([real, task, metric, setting]);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const compared = [...groups.values()].filter(
    (group) => group.some(({ arm }) => isHome(arm)) && group.some(({ arm }) => !isHome(arm)),
  );
  const found = compared.map(spreadsOf);
  const models = [
    ...new Set(found.flatMap(({ foreign }) => foreign.flatMap(({ gap }) => Object.keys(gap.biasFactor)))),
  ];
  const mean = (of: (gap: TransferValues<Spread>) => Spread | undefined) =>
    meanOf(
      found.map(({ foreign }) => meanOf(foreign.flatMap(({ gap }) => of(gap) ?? []))),
      noTransfer,
    );
  const over = contrastsOfValues([
    {
      mspdCorrected: mean((gap) => gap.mspdCorrected),
      relativeCorrected: mean((gap) => gap.relativeCorrected),
      spearman: mean((gap) => gap.spearman),
      biasFactor: Object.fromEntries(models.map((model) => [model, mean((gap) => gap.biasFactor[model])])),
    },
  ]);
  return {
    groups: found.map(({ group }) => group),
    over: over[0]!,
    ...(compared.length === 0 && { reason: noTransfer }),
  };
}

function spreadsOf(group: readonly ArmSample[]) {
  const arms = group.map((sample) => ({ sample, bias: biasOf(sample), fidelity: fidelitySpreads(sample).average }));
  const own = arms.find(({ sample }) => isHome(sample.arm))!;
  const valuesOf = ({ bias, fidelity }: { bias: ArmBias; fidelity: (typeof own)["fidelity"] }) => ({
    mspdCorrected: fidelity.mspdCorrected,
    relativeCorrected: fidelity.relativeCorrected,
    spearman: fidelity.spearman,
    biasFactor: Object.fromEntries(bias.spreads),
  });
  const mine: TransferValues<Spread> = valuesOf(own);
  const foreign = arms
    .filter(({ sample }) => !isHome(sample.arm))
    .map((arm) => ({ arm, gap: valuesBetween(valuesOf(arm), mine) }));
  const differences = contrastsOfValues(foreign.map(({ gap }) => gap));
  const { real, task, setting } = own.sample.arm;
  const source = (arm: (typeof arms)[number], gap: TransferValues<Contrast> | null): TransferSource => ({
    arm: arm.sample.arm.key,
    source: arm.sample.arm.source ?? real,
    own: gap === null,
    ...each(valuesOf(arm), measured),
    difference: gap,
  });
  const sources = [source(own, null), ...foreign.map(({ arm }, i) => source(arm, differences[i]!))];
  return { group: { real, task, setting, sources }, foreign };
}

function valuesBetween(foreign: TransferValues<Spread>, own: TransferValues<Spread>): TransferValues<Spread> {
  const models = [...new Set([...Object.keys(own.biasFactor), ...Object.keys(foreign.biasFactor)])];
  const bias = (values: TransferValues<Spread>, model: string) =>
    values.biasFactor[model] ?? noSpread(0, `"${model}" wrote no set with one of the sources.`);
  return {
    mspdCorrected: difference(foreign.mspdCorrected, own.mspdCorrected),
    relativeCorrected: difference(foreign.relativeCorrected, own.relativeCorrected),
    spearman: difference(foreign.spearman, own.spearman),
    biasFactor: Object.fromEntries(models.map((model) => [model, difference(bias(foreign, model), bias(own, model))])),
  };
}

function each<S, T>(values: TransferValues<S>, of: (value: S) => T): TransferValues<T> {
  return {
    mspdCorrected: of(values.mspdCorrected),
    relativeCorrected: of(values.relativeCorrected),
    spearman: of(values.spearman),
    biasFactor: Object.fromEntries(Object.entries(values.biasFactor).map(([model, value]) => [model, of(value)])),
  };
}

/** Contrasts of several sources: every measure is adjusted over the sources, the bias factor over its models too. */
function contrastsOfValues(gaps: readonly TransferValues<Spread>[]): TransferValues<Contrast>[] {
  const mspd = contrastsOf(gaps.map((gap) => gap.mspdCorrected));
  const relative = contrastsOf(
    gaps.map((gap) => gap.relativeCorrected),
    ratioPValue,
  );
  const ranks = contrastsOf(gaps.map((gap) => gap.spearman));
  const biases = gaps.flatMap((gap, i) =>
    Object.entries(gap.biasFactor).map(([model, spread]) => ({ i, model, spread })),
  );
  const contrasts = contrastsOf(biases.map(({ spread }) => spread));
  return gaps.map((_, i) => ({
    mspdCorrected: mspd[i]!,
    relativeCorrected: relative[i]!,
    spearman: ranks[i]!,
    biasFactor: Object.fromEntries(biases.flatMap((bias, k) => (bias.i === i ? [[bias.model, contrasts[k]!]] : []))),
  }));
}
