/** @file What several score matrices say together: datasets, settings and generation seeds in one file. */
import { InputError, type Measure, type ScoreMatrix } from "#core/words.ts";
import { analyse, type Measures } from "./analyse.ts";
import { scoresOnly, undefinedMeasure } from "./measure.ts";
import { averageOfGeneratorsName } from "./panel.ts";
import { parseScoreMatrix } from "./parse-score-matrix.ts";

/** One score matrix of a file of several. */
export interface NamedMatrix {
  /** The real dataset that it is about. */
  name: string;
  task: string;
  setting: string;
  /** Which generation run; null where there is one. */
  seed: number | null;
  matrix: ScoreMatrix;
}

/** The measures of one dataset in one setting: each run's, and their means over the runs. */
export interface DatasetMeasures extends Pick<NamedMatrix, "name" | "task" | "setting"> {
  runs: readonly { seed: number | null; measures: Measures }[];
  /** Model → mean bias factor over runs; `n`: runs. The interval is Student's over runs where there are three or more. */
  biasFactor: Readonly<Record<string, Measure>>;
}

export interface SeveralMeasures {
  datasets: readonly DatasetMeasures[];
  /** Model → mean of its bias factors over datasets (settings of one dataset averaged first); `n`: datasets. */
  biasFactor: Readonly<Record<string, Measure>>;
  /** Task → means over its datasets, of the average of generators where there is one; `n`: datasets. */
  tasks: Readonly<Record<string, { mspd: Measure; spearman: Measure }>>;
}

/** t(.975) by degrees of freedom, from 1. Source: scipy.stats.t.ppf(.975, df). */
const studentT = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
];
const leastForInterval = 3;

/**
 * Mean with Student's 95% interval, mean ± t · s / √n, where n ≥ 3; n is what varies: datasets, or runs. It says how far
 * the mean would move with other datasets (runs) of the same kind, not how noisy each value is.
 */
function meanOver(values: readonly (number | null)[], what: string): Measure {
  const found = values.filter((value) => value !== null);
  const n = found.length;
  if (n === 0) return undefinedMeasure(0, `It is undefined for every ${what}.`);
  const mean = found.reduce((sum, value) => sum + value, 0) / n;
  if (n < leastForInterval) {
    return scoresOnly(
      mean,
      n,
      `${n} ${what}${n === 1 ? "" : "s"}: an interval over ${what}s needs ${leastForInterval}.`,
    );
  }
  const variance = found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = (studentT[n - 2] ?? 1.96 + 2.4 / (n - 1)) * Math.sqrt(variance / n);
  const left = values.length - n;
  return {
    ...{ estimate: mean, low: mean - half, high: mean + half, n },
    ...(left > 0 && { reason: `${left} ${what}${left === 1 ? " is" : "s are"} left out: undefined there.` }),
  };
}

const estimateOf = (measure: Measure | undefined) => measure?.estimate ?? null;

/** Measures of each matrix, and means over runs, datasets and tasks. Source of each: `analyse`. */
export function analyseSeveral(matrices: readonly NamedMatrix[]): SeveralMeasures {
  const cells = grouped(matrices, ({ name, setting, task }) => JSON.stringify([name, setting, task]));
  const datasets = [...cells.values()].map((own): DatasetMeasures => {
    const { name, task, setting } = own[0]!;
    const runs = own.map(({ seed, matrix }) => ({ seed, measures: analyse(matrix) }));
    const biasFactor = byKey(
      runs.map(({ measures }) => measures.biasFactor),
      (values) => meanOver(values, "run"),
    );
    return { name, task, setting, runs, biasFactor };
  });
  const byName = [...grouped(datasets, ({ name }) => name).values()];
  const settingsMean = (own: readonly DatasetMeasures[]) =>
    byKey(
      own.map(({ biasFactor }) => biasFactor),
      (values) => meanOver(values, "setting"),
    );
  return {
    datasets,
    biasFactor: byKey(byName.map(settingsMean), (values) => meanOver(values, "dataset")),
    tasks: Object.fromEntries(
      [...grouped(datasets, ({ task }) => task)].map(([task, own]) => {
        const each = [...grouped(own, ({ name }) => name).values()];
        const over = (pick: "mspd" | "spearman") =>
          meanOver(
            each.map((settings) => estimateOf(meanOver(settings.flatMap(runsOf(pick)), "setting"))),
            "dataset",
          );
        return [task, { mspd: over("mspd"), spearman: over("spearman") }];
      }),
    ),
  };
}

/** Of the average of generators in each run, else of the only synthetic set. */
const runsOf =
  (pick: "mspd" | "spearman") =>
  ({ runs }: DatasetMeasures) =>
    runs.map(({ measures }) => {
      const values: Readonly<Record<string, Measure>> = measures[pick];
      const average = values[averageOfGeneratorsName];
      return average?.estimate !== undefined && average.estimate !== null
        ? average.estimate
        : estimateOf(Object.values(values).find(({ estimate }) => estimate !== null));
    });

function byKey(
  records: readonly Readonly<Record<string, Measure>>[],
  over: (values: readonly (number | null)[]) => Measure,
): Record<string, Measure> {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(
    keys.map((key) => [key, over(records.filter((own) => Object.hasOwn(own, key)).map((own) => estimateOf(own[key])))]),
  );
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/**
 * Reads `{matrices: [{name, task?, setting?, seed?, metric, real, solvers, datasets, generators}, …]}`.
 * @throws InputError naming the matrix and the field.
 */
export function parseSeveral(document: { matrices: unknown }): NamedMatrix[] {
  const { matrices, ...rest } = document;
  const stray = Object.keys(rest)[0];
  if (stray !== undefined) throw new InputError(`"${stray}" is not a field beside "matrices". Remove it.`);
  if (!Array.isArray(matrices) || matrices.length === 0) {
    throw new InputError(`"matrices" is no list of score matrices. Write [{name, metric, real, solvers, …}, …].`);
  }
  const seen = new Set<string>();
  return (matrices as unknown[]).map((entry, i) => {
    const place = `"matrices"[${i}]`;
    if (entry === null || typeof entry !== "object") throw new InputError(`${place}: expected an object.`);
    const { name, task = "unnamed task", setting = "", seed = null, ...fields } = entry as Record<string, unknown>;
    if (typeof name !== "string" || name === "")
      throw new InputError(`${place}: "name" names the real dataset; it is missing.`);
    if (typeof task !== "string" || typeof setting !== "string") {
      throw new InputError(`${place} ("${name}"): "task" and "setting" are texts.`);
    }
    if (seed !== null && !Number.isInteger(seed))
      throw new InputError(`${place} ("${name}"): "seed" is a whole number.`);
    const key = JSON.stringify([name, setting, seed]);
    if (seen.has(key)) {
      throw new InputError(
        `${place} ("${name}") stands there twice; give each run a "seed", each setting a "setting".`,
      );
    }
    seen.add(key);
    try {
      return { name, task, setting, seed: seed as number | null, matrix: parseScoreMatrix(fields) };
    } catch (reason) {
      throw reason instanceof InputError ? new InputError(`${place} ("${name}"): ${reason.message}`) : reason;
    }
  });
}
