/** @file A study's rows as the tables that measures read. */
import type { Dataset, Prediction } from "#core/words.ts";
import { nearDuplicateClusters } from "#measures/clusters.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";

/** The datasets of a study that hold rows, the real one first. */
export function studyDatasets({ plan, data, written }: Pick<ReportInput, "plan" | "data" | "written">): Dataset[] {
  const real: Dataset = { name: plan.data.test.name, generator: null, seed: null, instances: data.test };
  return [real, ...written.map((set) => set.dataset)].filter((dataset) => dataset.instances.length > 0);
}

/** Cluster ids by dataset: near-duplicate texts and rows of one group are one observation. */
export function clustersOf(datasets: readonly Dataset[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    datasets.map(({ name, instances }) => {
      const alike = nearDuplicateClusters(instances.map((instance) => instance.input));
      return [name, instances.map(({ group }, i) => (group === undefined ? alike[i]! : `group ${group}`))];
    }),
  );
}

/** One table per dataset with the predictions of `solvers` among `rows`. */
export function studyTables(
  datasets: readonly Dataset[],
  clusters: ReadonlyMap<string, readonly string[]>,
  solvers: readonly string[],
  rows: readonly Prediction[],
): DatasetTable[] {
  const said = new Map(rows.map((row) => [key(row.dataset, row.solver, row.instance), row.prediction]));
  return datasets.map(({ name, generator, seed, instances }) => ({
    name,
    generator,
    seed,
    targets: instances.map((instance) => instance.target),
    clusters: clusters.get(name)!,
    predictions: Object.fromEntries(
      solvers.map((solver) => [solver, instances.map(({ id }) => said.get(key(name, solver, id))!)]),
    ),
  }));
}

const key = (dataset: string, solver: string, instance: string) => JSON.stringify([dataset, solver, instance]);
