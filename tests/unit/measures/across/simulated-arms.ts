/** @file Arms whose true accuracies are known. */
import { Random, seedOf } from "#core/random.ts";
import type { AcrossArm } from "#measures/across/arm.ts";
import { simulate } from "../simulated-panel.ts";

export interface SimulatedArm {
  key: string;
  task?: string;
  real?: string;
  setting?: string;
  source?: string | null;
  rows?: number;
  /** solver → true accuracy on real data. */
  ability: Readonly<Record<string, number>>;
  /** solver → what it gains on its own data. */
  bias?: Readonly<Record<string, number>>;
  /** generator → solver → true accuracy on its data, before the bias; the ability on real data where absent. */
  shift?: (generator: string, solver: string, seed: number) => number;
  /** Who writes sets; all solvers where absent. */
  generators?: readonly string[];
  /** Generation runs. */
  seeds?: number;
}

/** An arm of accuracy tables with rows of shared difficulty; equal seeds and keys give equal rows. */
export function simulateArm(wanted: SimulatedArm, seed: number): AcrossArm {
  const { key, ability, bias = {}, rows = 60, shift = () => 0, seeds = 1 } = wanted;
  const solvers = Object.keys(ability);
  const real = wanted.real ?? key;
  const realTable = simulate(
    { name: real, generator: null, rows, accuracy: ability },
    new Random(seedOf(seed, "real", real)),
  );
  const written = (wanted.generators ?? solvers).flatMap((generator) =>
    Array.from({ length: seeds }, (_, run) =>
      simulate(
        {
          name: seeds > 1 ? `by-${generator}-${run}` : `by-${generator}`,
          generator,
          seed: run,
          rows,
          accuracy: Object.fromEntries(
            solvers.map((solver) => [
              solver,
              Math.min(
                1,
                Math.max(
                  0,
                  ability[solver]! + shift(generator, solver, run) + (solver === generator ? (bias[solver] ?? 0) : 0),
                ),
              ),
            ]),
          ),
        },
        new Random(seedOf(seed, key, generator, run)),
      ),
    ),
  );
  return {
    key,
    task: wanted.task ?? "classification",
    real,
    setting: wanted.setting ?? "5 per label",
    source: wanted.source ?? null,
    metric: "accuracy",
    tables: [...written, realTable],
    solvers,
  };
}
