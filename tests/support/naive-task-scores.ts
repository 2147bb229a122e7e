/** @file Scores and measures computed a second time from exported rows, the plain way and by none of our own code. */

/** A line of predictions.jsonl. */
export interface ExportedRow {
  dataset: string;
  solver: string;
  target: string;
  prediction: string | null;
  solve: string | null;
}

type Said = readonly Pick<ExportedRow, "target" | "prediction">[];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function naivePearson(x: readonly number[], y: readonly number[]): number | null {
  const [mx, my] = [mean(x), mean(y)];
  const [sx, sy] = [x, y].map((values, i) => Math.sqrt(mean(values.map((v) => (v - [mx, my][i]!) ** 2))));
  return x.length > 1 && sx! > 1e-12 && sy! > 1e-12 ? (mean(x.map((v, i) => v * y[i]!)) - mx * my) / (sx! * sy!) : null;
}

export function naiveSpearman(x: readonly number[], y: readonly number[]): number | null {
  const ranks = (values: readonly number[]) =>
    values.map((v) => {
      const below = values.filter((other) => other < v - 1e-12).length;
      return below + values.filter((other) => Math.abs(other - v) <= 1e-12).length / 2;
    });
  return naivePearson(ranks(x), ranks(y));
}

type Entity = [start: number, end: number, label: string];

/** Micro F1 of nervaluate: the credit that a found entity has earned from the first free true one that it overlaps. */
function spanF1(said: Said, credit: (sameBounds: boolean, sameLabel: boolean) => number): number {
  let [earned, entities] = [0, 0];
  for (const { target, prediction } of said) {
    const [truth, found] = [target, prediction ?? "[]"].map((wire) => JSON.parse(wire) as Entity[]) as [
      Entity[],
      Entity[],
    ];
    entities += truth.length + found.length;
    for (const [start, end, label] of found) {
      const at = truth.findIndex((other) => other[0] < end && start < other[1]);
      if (at < 0) continue;
      const [[from, to, type]] = truth.splice(at, 1) as [Entity];
      earned += credit(from === start && to === end, type === label);
    }
  }
  return entities === 0 ? 0 : (2 * earned) / entities;
}

function answerWords(text: string): string[] {
  const plain = Array.from(text.toLowerCase())
    .filter((c) => !"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".includes(c))
    .join("");
  return plain.split(/\s+/).filter((word) => word !== "" && !["a", "an", "the"].includes(word));
}

function answered(said: Said, value: (truth: readonly string[], words: readonly string[]) => number): number {
  return mean(
    said.map(({ target, prediction }) =>
      prediction === null
        ? 0
        : Math.max(...(JSON.parse(target) as string[]).map((one) => value(answerWords(one), answerWords(prediction)))),
    ),
  );
}

const numbers = (said: Said): [number[], number[]] => {
  const parsed = said.filter(({ prediction }) => prediction !== null);
  return [parsed.map(({ target }) => Number(target)), parsed.map(({ prediction }) => Number(prediction))];
};

/** Metric → score of one solver on one dataset; null where undefined. */
export const naiveScores: Readonly<Record<string, (said: Said) => number | null>> = {
  pearson: (said) => naivePearson(...numbers(said)),
  spearman: (said) => naiveSpearman(...numbers(said)),
  meanSquaredError: (said) => {
    const [x, y] = numbers(said);
    return x.length === 0 ? null : mean(x.map((v, i) => (v - y[i]!) ** 2));
  },
  strictF1: (said) => spanF1(said, (bounds, label) => Number(bounds && label)),
  exactF1: (said) => spanF1(said, (bounds) => Number(bounds)),
  partialF1: (said) => spanF1(said, (bounds) => (bounds ? 1 : 0.5)),
  entityTypeF1: (said) => spanF1(said, (_bounds, label) => Number(label)),
  exactMatch: (said) => answered(said, (truth, words) => Number(truth.join(" ") === words.join(" "))),
  tokenF1: (said) =>
    answered(said, (truth, words) => {
      const left = [...truth];
      const shared = words.filter((word) => left.includes(word) && left.splice(left.indexOf(word), 1)).length;
      if (truth.length === 0 || words.length === 0) return Number(truth.length === words.length);
      return (2 * shared) / (truth.length + words.length);
    }),
};

/** dataset → solver → score, from the rows of one way; solvers without a way answer every way alike. */
export function naiveMatrix(
  rows: readonly ExportedRow[],
  way: string,
  metric: string,
): Record<string, Record<string, number | null>> {
  const matrix: Record<string, Record<string, number | null>> = {};
  const taking = rows.filter(({ solve }) => solve === way || solve === null);
  for (const dataset of new Set(taking.map((row) => row.dataset))) {
    const solvers = new Set(taking.map((row) => row.solver));
    matrix[dataset] = Object.fromEntries(
      [...solvers].map((solver) => [
        solver,
        naiveScores[metric]!(taking.filter((row) => row.dataset === dataset && row.solver === solver)),
      ]),
    );
  }
  return matrix;
}

/** Bias factor as the paper writes it: each model's set by its own name, one run each. */
export function naiveBiasFactor(
  matrix: Readonly<Record<string, Readonly<Record<string, number | null>>>>,
  model: string,
  models: readonly string[],
): number {
  const centred = (writer: string) => matrix[writer]![model]! - mean(models.map((other) => matrix[writer]![other]!));
  return centred(model) - mean(models.filter((other) => other !== model).map(centred));
}
