/** @file Whether a conclusion hangs on one model. */
import type { Measure } from "#core/words.ts";
import { panelOf } from "#measures/panel.ts";
import { biasFactorsOf, viewOf } from "#measures/statistics.ts";
import type { ArmSample, SolverFacts } from "./arm.ts";
import { biasSpread, meanBias, modelsBySize, type ArmBias } from "./bias-over-datasets.ts";
import { fidelitySpreads, type ArmFidelity } from "./fidelity.ts";
import { measured } from "./spread.ts";
import { meanSlope } from "./trend.ts";

/** A conclusion with everybody, and without each solver. */
export interface Conclusion {
  full: Measure;
  /** Solver → the estimate without it; null where it is undefined then. */
  without: Readonly<Record<string, number | null>>;
  /** Least and largest estimate without one solver; null where all are undefined. */
  range: { low: number; high: number } | null;
  /** Without any of these its sign turns. */
  signHangsOn: readonly string[];
  /** Without any of these its interval holds 0 though it did not, or the reverse. Empty where only estimates are compared. */
  decisionHangsOn: readonly string[];
  /** Whose absence moves it most; null where nobody's does. */
  movedMostBy: string | null;
}

export interface LeaveOneSolverOut {
  /** Of the average of generators, by arm: estimates alone are compared. */
  arms: readonly { arm: string; mspdCorrected: Conclusion; spearman: Conclusion }[];
  /** Model → its mean bias factor over datasets. */
  biasFactors: Readonly<Record<string, Conclusion>>;
  /** The slope over datasets. */
  trend: Conclusion;
}

/**
 * MSPD, SRCC, bias factors and trend recomputed without each solver, its scores and its sets.
 *
 * `fidelity` holds the arms in the same order. The intervals of bias factors and trend are those of the same resamples. A decision is whether the 95% interval is
 * above 0, below 0 or holds it.
 */
export function leaveOneSolverOut(
  arms: readonly ArmBias[],
  fidelity: readonly ArmFidelity[],
  facts: SolverFacts,
): LeaveOneSolverOut {
  const models = modelsBySize(arms, facts);
  const without = new Map(models.map((model) => [model, arms.map((arm) => biasesWithout(arm, model))]));
  const trends = models.map((model) => [model, measured(meanSlope(without.get(model)!, facts))] as const);
  return {
    arms: arms.map(({ sample }, i) => {
      const full = fidelity[i]!.average;
      const found = sample.panel.solvers.map((solver) => {
        const { average } = fidelitySpreads(observedWithout(sample, solver));
        return [solver, average] as const;
      });
      const conclusion = (kind: "mspdCorrected" | "spearman") =>
        concluded(
          full[kind],
          found.map(([solver, average]) => [solver, numberOrNull(average[kind].estimate)]),
        );
      return { arm: sample.arm.key, mspdCorrected: conclusion("mspdCorrected"), spearman: conclusion("spearman") };
    }),
    biasFactors: Object.fromEntries(
      models.map((model) => {
        const others = models.filter((other) => other !== model);
        const found = others.map((other) => [other, measured(meanBias(without.get(other)!, model))] as const);
        return [model, decided(measured(meanBias(arms, model)), found)];
      }),
    ),
    trend: decided(measured(meanSlope(arms, facts)), trends),
  };
}

/** An arm's bias factors with one model neither compared nor a rival. */
function biasesWithout(arm: ArmBias, model: string): ArmBias {
  const { sample, spreads } = arm;
  if (!spreads.has(model)) return arm;
  const groups = Object.fromEntries(sample.panel.solvers.map((solver) => [solver, solver === model ? null : "kept"]));
  const kept = biasFactorsOf(sample.panel, groups).filter((statistic) => statistic.key !== model);
  return { sample, spreads: new Map(kept.map((statistic) => [statistic.key, biasSpread(sample, statistic)])) };
}

/** The observed scores of an arm without one solver and its sets; nothing is resampled. */
function observedWithout(sample: ArmSample, solver: string): ArmSample {
  const { arm, panel, observed, noise, units } = sample;
  const columns = [...panel.solvers.keys()].filter((m) => panel.solvers[m] !== solver);
  const rows = [...arm.tables.keys()].filter((d) => arm.tables[d]!.generator !== solver);
  const solvers = columns.map((m) => panel.solvers[m]!);
  const tables = rows.map((d) => arm.tables[d]!);
  const generators = Object.fromEntries(
    tables.flatMap(({ name, generator }) => (generator === null ? [] : [[name, generator]])),
  );
  const reduced = panelOf(
    { metric: arm.metric, real: panel.real === null ? null : panel.datasets[panel.real]!, solvers, generators },
    tables.map((table) => table.name),
  );
  const width = panel.solvers.length;
  const scores = Float64Array.from(rows.flatMap((d) => columns.map((m) => observed.scores[d * width + m]!)));
  return {
    arm: { ...arm, solvers, tables },
    panel: reduced,
    units: rows.map((d) => units[d]!),
    observed: viewOf(reduced, scores),
    resampled: [],
    noise: rows.map((d) => ({ ...noise[d]!, perSolver: Float64Array.from(columns, (m) => noise[d]!.perSolver[m]!) })),
  };
}

function decided(full: Measure, found: readonly (readonly [string, Measure])[]): Conclusion {
  const decision = ({ low, high }: Measure) => (low === null || high === null ? null : low > 0 ? 1 : high < 0 ? -1 : 0);
  const estimates = found.map(([solver, measure]) => [solver, measure.estimate] as const);
  const changed = found.filter(
    ([, measure]) => decision(full) !== null && decision(measure) !== null && decision(measure) !== decision(full),
  );
  return { ...concluded(full, estimates), decisionHangsOn: changed.map(([solver]) => solver) };
}

function concluded(full: Measure, without: readonly (readonly [string, number | null])[]): Conclusion {
  const defined = without.flatMap(([solver, value]) => (value === null ? [] : [{ solver, value }]));
  const values = defined.map(({ value }) => value);
  const moved = defined
    .map(({ solver, value }) => ({ solver, by: full.estimate === null ? 0 : Math.abs(value - full.estimate) }))
    .filter(({ by }) => by > 1e-12);
  const turned = defined.filter(({ value }) => value * (full.estimate ?? 0) < 0);
  return {
    full,
    without: Object.fromEntries(without),
    range: values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) },
    signHangsOn: turned.map(({ solver }) => solver),
    decisionHangsOn: [],
    movedMostBy: moved.length === 0 ? null : moved.reduce((most, next) => (next.by > most.by ? next : most)).solver,
  };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
