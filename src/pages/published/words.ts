/** @file The words of the published page that follow from its numbers. */
import { count, counted, difference, listed, publishedParameters, score } from "#charts/format.ts";
import {
  hiddenReading,
  meanReading,
  scoreReading,
  type ModelBias,
  type Provenance,
  type Published,
  type PublishedSet,
  type Replayed,
  type Verdict,
} from "#state/published.ts";

export const provenances: Record<Provenance, { title: string; how: string }> = {
  exact: { title: "exact", how: "The authors printed every score in full precision." },
  centred: {
    title: "exact, centred",
    how:
      "The authors printed every score in full precision, each row less its mean. The means were read from their chart, " +
      `to about ${score(meanReading)}.`,
  },
  digitised: {
    title: "digitised",
    how: `Every score was read from the authors’ chart, to about ${score(scoreReading)}.`,
  },
};

export const verdicts: Record<Verdict, { mark: string; meaning: string }> = {
  rounds: { mark: "=", meaning: "ours rounds to the printed figure" },
  reading: { mark: "≈", meaning: "reading scores from a chart can explain the difference" },
  differs: { mark: "≠", meaning: "neither rounding nor reading explains the difference" },
};

/** "Ours rounds to 93 of 96 printed figures; …" */
export function agreement(comparisons: readonly Replayed[]): string {
  const of = (verdict: Verdict) => comparisons.filter((each) => each.verdict === verdict).length;
  const [rounds, reading, differs] = [of("rounds"), of("reading"), of("differs")];
  const all = comparisons.length;
  if (rounds === all) return `Ours rounds to the printed figure in all ${count(all)}.`;
  const gap =
    differs === 0
      ? "none differs by more"
      : `${counted(differs, "figure differs", "figures differ")} by more, marked ≠ below`;
  return (
    `Ours rounds to the printed figure in ${count(rounds)} of ${count(all)}; ${count(reading)} are off by no more than ` +
    `reading scores from a chart explains, marked ≈; ${gap}.`
  );
}

/** What may lie between a printed figure and ours in this set. */
export function tolerance({ provenance, hidden }: PublishedSet): string {
  const rounding = "A figure printed to two decimals stands for anything within .005 of it, one to three within .0005.";
  if (provenance === "exact") return `${rounding} The scores themselves are exact.`;
  if (provenance === "centred") {
    return (
      `${rounding} Bias factors were printed in full and are compared to 12 decimals. The row means that were read change ` +
      "MSPD alone, at worst by what stands after ±."
    );
  }
  const worse = Object.keys(hidden).length > 0 ? ` (${score(hiddenReading)} where other marks hid it)` : "";
  return (
    `${rounding} A score that was read may be off by about ${score(scoreReading)}${worse}; at worst, all together, that ` +
    "changes ours by what stands after ±. For SRCC it counts only where it could swap two solvers."
  );
}

const size = ({ size: known }: ModelBias) => (known ? publishedParameters(known.parameters) : "size not published");

/** "Llama-3-8B (8B) is above zero in 1 of 6 sets, mean −.053" */
export const tally = (row: ModelBias): string =>
  `${row.model} (${size(row)}) is above zero in ${row.above} of ${counted(Object.keys(row.bySet).length, "set")}, ` +
  `mean ${difference(row.mean)}`;

/** "gpt-4o (size not published) is above zero in A and B (+.040 to +.062) and below in the others" */
function whereAbove(row: ModelBias): string {
  const above = Object.entries(row.bySet).filter(([, value]) => value > 0);
  if (above.length === 0) return `${row.model} (${size(row)}) is above zero in none`;
  const values = above.map(([, value]) => value);
  const range = `${difference(Math.min(...values))} to ${difference(Math.max(...values))}`;
  return `${row.model} (${size(row)}) is above zero in ${listed(above.map(([id]) => id))} (${range}) and not in the others`;
}

/** The two sets in which a bias factor is largest, with their values. */
const furthest = ({ bySet }: ModelBias): string[] =>
  Object.entries(bySet)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([id, value]) => `${id} (${difference(value)})`)
    .sort();

/** What the recovered sets say of "smaller models favour their own data", in sentences. */
export function ownDataSentences({ biases, slopes }: Published): string[] {
  const known = biases.filter((row) => row.size !== null);
  const unknown = biases.filter((row) => row.size === null);
  const [first, second] = [known[0]!, known[1]!];
  const largest = known.at(-1)!;
  const leader = biases.reduce((best, row) => (row.mean > best.mean ? row : best));
  const next = Math.max(...known.filter((row) => row !== leader).map((row) => row.above));
  const [all, active] = [slopes.parameters.meanOverDatasets, slopes.active.meanOverDatasets];
  return [
    `The two smallest models of known size disagree: ${tally(first)}; ${tally(second)}.`,
    `${leader.model} has the largest mean; no other model of known size is above zero in more than ${next}. The largest, ` +
      `${tally(largest)}.`,
    `${leader.model} is furthest from zero in ${listed(furthest(leader))}, where an answer that could not be read was scored ` +
      "as a random level.",
    `${listed(unknown.map(whereAbove))}.`,
    `Over the ${known.length} models of known size the mean bias factor changes by ${difference(all)} with every ten times ` +
      `the parameters, by ${difference(active)} where a mixture of experts counts those that one token passes through` +
      `${all * active < 0 ? ": the sign hangs on how size is counted" : ""}. No rank test on 4 models can reach p < .05.`,
  ];
}

const range = (values: readonly number[], write: (value: number) => string) =>
  `${write(Math.min(...values))} to ${write(Math.max(...values))}`;

/** What the recovered sets say of "synthetic data stand in for simple tasks, not for complex ones", a sentence a task. */
export function taskSentences({ fidelity }: Published, squared: (value: number) => string): string[] {
  const tasks = [...new Set(fidelity.map(({ set }) => set.task))];
  return tasks.map((task) => {
    const own = fidelity.filter(({ set }) => set.task === task);
    const ids = listed(own.map(({ set }) => set.id));
    const relative = own.map((each) => each.relative);
    const ratio = relative.length === 1 ? score(relative[0]!) : range(relative, score);
    return `${task[0]!.toUpperCase()}${task.slice(1)} (${ids}): MSPD ${range(
      own.flatMap(({ mspd }) => mspd),
      squared,
    )}, on average ${ratio} of the variance between solvers on real data; SRCC ${range(
      own.flatMap(({ spearman }) => spearman),
      score,
    )}.`;
  });
}

/** What the recovered sets say of averaging over generators. */
export function averageSentences({ fidelity }: Published): string[] {
  const sets = fidelity.length;
  const better = fidelity.map(({ average }) => average.lowerMspd);
  const best = fidelity.filter(({ average, set }) => average.lowerMspd === Object.keys(set.matrix.generators).length);
  const orders = fidelity.map(({ average }) => average.higherSpearman);
  return [
    `Its MSPD is lower than that of ${range(better, count)} of the 6 single sets, lowest of all in ${best.length === 0 ? "none" : best.length} ` +
      `of ${counted(sets, "matrix", "matrices")}. Some of that is arithmetic: the squared error of an average is never above the ` +
      "average of the squared errors.",
    `Its SRCC is higher than that of ${range(orders, count)} of the 6; with six solvers a step is .057, one swap of neighbours.`,
    "Which single set is best, only real data tell; not having to know is the case for the average.",
  ];
}
