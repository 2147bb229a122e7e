/** @file The slices of a study: by label, length, rarity of words and the user's own columns. */
import type { Dataset, Instance } from "#core/words.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import type { Metric } from "#measures/metrics.ts";
import { measureSlices, type Slice, type Slicing } from "#measures/slices.ts";
import { bandOf, lengths, rarities, tertileCuts } from "#measures/text-bands.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";

/** By what rows are parted. */
export interface Sliced {
  kind: "label" | "length" | "rarity" | "column";
  /** The user's column; absent for the other kinds. */
  column?: string;
}

export interface SliceTable extends Sliced {
  slices: readonly Slice[];
}

/** Values of a column that have a slice of their own; the rest are joined. */
export const mostValues = 12;

interface Source {
  plan: Plan;
  labels: readonly string[];
  metric: Metric;
  datasets: readonly Dataset[];
  tables: readonly DatasetTable[];
  solvers: readonly string[];
}

/**
 * Where synthetic and real rows disagree: the panel's score by slice; for labels the share of right answers.
 *
 * Length (words) and rarity (see `rarities`) are cut where they cut the real rows into thirds, for real and synthetic rows
 * alike. Synthetic rows have none of the user's columns: there each real slice is compared with the whole synthetic set,
 * so a difference may also come from another mix of labels.
 */
export function studySlices({ plan, labels, metric, datasets, tables, solvers }: Source): SliceTable[] {
  const kinds: Sliced[] = [
    ...(taskOfPlan(plan).name === "classification" ? [{ kind: "label" } as const] : []),
    { kind: "length" },
    { kind: "rarity" },
    ...plan.data.test.slices.map((column): Sliced => ({ kind: "column", column })),
  ];
  return kinds.map((sliced) => {
    const slicing = slicingOf(sliced, labels, datasets);
    return { ...sliced, slices: measureSlices(tables, solvers, slicing, { seed: plan.seed, metric }) };
  });
}

/** The instances of a dataset that the slice `name` holds; all of them where the slicing does not part this dataset. */
export function sliceInstances(
  sliced: Sliced,
  name: string,
  { labels, datasets, dataset }: Pick<Source, "labels" | "datasets"> & { dataset: Dataset },
): readonly Instance[] {
  const { names, rows } = slicingOf(sliced, labels, datasets);
  const own = rows[dataset.name];
  return own ? dataset.instances.filter((_, i) => own[i] === names.indexOf(name)) : dataset.instances;
}

function slicingOf({ kind, column }: Sliced, labels: readonly string[], datasets: readonly Dataset[]): Slicing {
  const real = datasets.find((dataset) => dataset.generator === null)!;
  if (kind === "label") return byLabel(datasets, labels);
  if (kind === "length") return byLength(datasets, real);
  return kind === "rarity" ? byRarity(datasets, real) : byColumn(real, column!);
}

function byLabel(datasets: readonly Dataset[], labels: readonly string[]): Slicing {
  const place = new Map(labels.map((label, i) => [label, i]));
  const rows = datasets.map(({ name, instances }) => [name, instances.map(({ target }) => place.get(target) ?? null)]);
  return { names: labels, rows: Object.fromEntries(rows) as Slicing["rows"] };
}

function byLength(datasets: readonly Dataset[], real: Dataset): Slicing {
  const cuts = tertileCuts(lengths(textsOf(real)));
  const [short, long] = [Math.floor(cuts[0]), Math.floor(cuts[1])];
  const middle = short + 1 === long ? `${long}` : `${short + 1} to ${long}`;
  const words = (n: string) => (n === "1" ? "1 word" : `${n} words`);
  const names = [`up to ${words(`${short}`)}`, words(middle), `${words(`${long + 1}`)} or more`];
  return bands(datasets, names, cuts, (dataset) => lengths(textsOf(dataset)));
}

function byRarity(datasets: readonly Dataset[], real: Dataset): Slicing {
  const texts = textsOf(real);
  const cuts = tertileCuts(rarities(texts, texts, true));
  const names = ["commonest words", "in between", "rarest words"];
  return bands(datasets, names, cuts, (dataset) => rarities(textsOf(dataset), texts, dataset === real));
}

/** Bands that hold no row of any dataset, as where most real rows are equally long, are left out. */
function bands(
  datasets: readonly Dataset[],
  names: readonly string[],
  cuts: readonly [number, number],
  valuesOf: (dataset: Dataset) => readonly number[],
): Slicing {
  const found = datasets.map((dataset) => valuesOf(dataset).map((value) => bandOf(value, cuts)));
  const filled = [0, 1, 2].filter((band) => found.some((rows) => rows.some((own) => own === band)));
  const place = (band: number | null) => (band === null ? null : filled.indexOf(band));
  return {
    names: filled.map((band) => names[band]!),
    rows: Object.fromEntries(datasets.map(({ name }, d) => [name, found[d]!.map(place)])),
  };
}

function byColumn(real: Dataset, column: string): Slicing {
  const values = real.instances.map((instance) => instance.columns?.[column] ?? "");
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
  const joined = frequent.length > mostValues ? frequent.slice(mostValues - 1) : [];
  const own = frequent.slice(0, frequent.length - joined.length);
  const names = own.map((value) => (value === "" ? "no value" : value));
  if (joined.length > 0) names.push(`other (${joined.length} values)`);
  const place = new Map(own.map((value, i) => [value, i]));
  return { names, rows: { [real.name]: values.map((value) => place.get(value) ?? own.length) } };
}

const textsOf = (dataset: Dataset) => dataset.instances.map((instance) => instance.input);
