/** @file What a study's dial says, from its rows. */
import type { Instance } from "#core/words.ts";
import { type Arm, type DialMeasures, dialMeasures } from "#measures/dial.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import type { DialRows } from "#study/fidelity/dial.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { clustersOf } from "#study/fidelity/tables.ts";

/** What solvers were trained on at one dose of one arm: means over solvers and seeds. */
export interface DialTraining {
  arm: Arm;
  dose: number;
  /** Generator → rows. */
  sources: Readonly<Record<string, number>>;
  characters: number;
  tokens: number | null;
}

export interface DialResult extends DialMeasures {
  /** Training rows of every run. */
  rows: number;
  training: readonly DialTraining[];
  /** Set → rows that solvers were tested on. */
  tested: Readonly<Record<string, number>>;
}

/** The instances of the dial's sets, in their order. */
export function dialInstances({ plan, data, written }: ReportInput, { sets }: DialRows): Instance[][] {
  const byName = new Map<string, Map<string, Instance>>();
  const add = (name: string, rows: readonly Instance[]) => {
    const known = byName.get(name) ?? new Map<string, Instance>();
    for (const row of rows) known.set(row.id, row);
    byName.set(name, known);
  };
  add(plan.data.test.name, data.test);
  for (const { dataset } of written) add(dataset.generator!, dataset.instances);
  return sets.map(({ name, instances }) => instances.map((id) => byName.get(name)!.get(id)!));
}

/** A pure function of a study's rows. */
export function dialResult(input: ReportInput, rows: DialRows): DialResult {
  const { dial, sets, runs } = rows;
  const instances = dialInstances(input, rows);
  const named = sets.map(({ name, generator }, s) => ({ name, generator, seed: null, instances: instances[s]! }));
  const clusters = clustersOf(named);
  const tables = named.map(({ name, generator, instances: own }, s): DatasetTable => ({
    ...{ name, generator, seed: null, clusters: clusters.get(name)! },
    targets: own.map(({ target }) => target),
    predictions: Object.fromEntries(runs.map(({ key, answers }) => [key, answers[s]!])),
  }));
  const families = Object.fromEntries(input.solvers.map(({ base, name, family }) => [base ?? name, family]));
  const { generator, other, placebo } = dial;
  const design = { generator, other, placebo, families, runs };
  return {
    ...dialMeasures(tables, design, { metric: input.data.metric, seed: input.plan.seed }),
    rows: rows.rows,
    training: trainingOf(rows),
    tested: Object.fromEntries(sets.map((set) => [set.name, set.instances.length])),
  };
}

function trainingOf({ runs }: DialRows): DialTraining[] {
  const key = ({ arm, dose }: DialRows["runs"][number]) => `${dose} ${arm}`;
  return [...new Set(runs.map(key))].map((each) => {
    const own = runs.filter((run) => key(run) === each);
    const mean = (values: readonly number[]) =>
      Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
    const tokens = own.flatMap((run) => run.tokens ?? []);
    const { arm, dose, sources } = own[0]!;
    return {
      ...{ arm, dose, sources, characters: mean(own.map((run) => run.characters)) },
      tokens: tokens.length === own.length ? mean(tokens) : null,
    };
  });
}
