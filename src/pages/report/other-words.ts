/** @file The same answers under other metrics, in words: what is different, and which conclusions hang on the metric. */
import { counted, listed } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { Result } from "#state/lab.svelte.ts";
import { directionOf } from "#state/metrics.ts";
import { averageOfGeneratorsName } from "#state/reading.ts";
import { shortNameIn } from "./own-data.ts";
import { metricName, metricTitle, someOf } from "./words.ts";

export type Other = NonNullable<Result["otherScores"]>[number];

/** "Spearman correlation", "Pearson correlation, unread answers as the worst level" */
export function otherTitle({ metric, unparsed }: Pick<Other, "metric" | "unparsed">): string {
  if (unparsed === "worst") return `${metricTitle(metric)}, unread answers as the worst level`;
  if (unparsed === "as released") return `${metricTitle(metric)}, unread answers as a random level`;
  return metricTitle(metric);
}

export interface Changes {
  /** Pairs of solvers that both metrics order on the real rows, and those that they order differently. */
  pairs: number;
  swapped: number;
  /** Generators whose bias factor has an interval without zero; those of them whose sign is another one here. */
  told: readonly string[];
  turned: readonly string[];
  /** Generators whose interval includes zero, and those of them whose sign is another one here. */
  untold: number;
  wavering: number;
  /** The set with the least MSPD: under the headline and here; null where there is none. */
  closest: { before: string; here: string } | null;
}

/** What another metric changes of the headline's conclusions. */
export function changesUnder(result: Result, other: Other): Changes {
  const { real, metric, solvers, measures, datasets } = result;
  const before = datasets[real]!.scores;
  const here = other.datasets[real] ?? [];
  const gaps = solvers.flatMap((_, a) =>
    solvers.slice(a + 1).flatMap((_solver, i) => {
      const b = a + 1 + i;
      const gap = gapOf(before, a, b) * directionOf(metric);
      const now = gapOf(here, a, b) * directionOf(other.metric);
      return gap * now === 0 || Number.isNaN(gap * now) ? [] : [gap * now];
    }),
  );
  const turns = Object.entries(measures.biasFactor).flatMap(([model, { estimate, low, high }]) => {
    const now = other.measures.biasFactor[model]?.estimate ?? null;
    if (estimate === null || now === null || low === null || high === null) return [];
    return [{ model, told: low > 0 || high < 0, turned: estimate * now < 0 }];
  });
  const told = turns.filter((turn) => turn.told);
  const untold = turns.filter((turn) => !turn.told);
  const [first, now] = [closestOf(measures.mspd), closestOf(other.measures.mspd)];
  return {
    pairs: gaps.length,
    swapped: gaps.filter((product) => product < 0).length,
    told: told.map(({ model }) => model),
    turned: told.filter(({ turned }) => turned).map(({ model }) => model),
    untold: untold.length,
    wavering: untold.filter(({ turned }) => turned).length,
    closest: first !== null && now !== null ? { before: first, here: now } : null,
  };
}

const gapOf = (scores: readonly (number | null)[], a: number, b: number) => (scores[a] ?? NaN) - (scores[b] ?? NaN);

function closestOf(mspd: Readonly<Record<string, Measure>>): string | null {
  const sets = Object.entries(mspd).filter(
    ([name, { estimate }]) => name !== averageOfGeneratorsName && estimate !== null,
  );
  return (
    sets.reduce<(typeof sets)[number] | null>(
      (best, next) => (best === null || next[1].estimate! < best[1].estimate! ? next : best),
      null,
    )?.[0] ?? null
  );
}

/** Whether conclusions change under one other metric, in a sentence. */
export function changeSentence(result: Result, other: Other): string {
  const { pairs, swapped, told, turned, untold, wavering, closest } = changesUnder(result, other);
  const short = shortNameIn(result);
  const ranks =
    pairs === 0
      ? `No two solvers can be ordered by both on ${result.real}`
      : `On ${result.real} ${swapped} of ${counted(pairs, "pair")} of solvers ${swapped === 1 ? "changes" : "change"} places`;
  const names = (models: readonly string[]) => someOf(models.map(short));
  const own =
    told.length === 0
      ? "no bias factor was told from zero"
      : turned.length === 0
        ? `the bias factor keeps its sign for ${names(told)}`
        : `the bias factor turns for ${names(turned)} (of ${told.length} that were told from zero)`;
  const turns = wavering === 1 ? "changes" : "change";
  const noise = untold > 0 ? `; ${wavering} of ${untold} within noise ${turns} sign` : "";
  const nearest = !closest
    ? ""
    : closest.before === closest.here
      ? `; the set closest to the real data is ${short(closest.here)} as before`
      : `; the set closest to the real data is ${short(closest.here)}, not ${short(closest.before)}`;
  return `${ranks}; ${own}${noise}${nearest}.`;
}

/** What all of them say together: the sentence that stands first. */
export function overallSentence(result: Result, others: readonly Other[]): string {
  const found = others.map((other) => ({ other, ...changesUnder(result, other) }));
  const short = shortNameIn(result);
  const turned = found.filter((own) => own.turned.length > 0);
  const moved = found.filter(({ closest }) => closest && closest.before !== closest.here);
  const titled = (of: readonly { other: Other }[]) => listed(of.map(({ other }) => lower(otherTitle(other))));
  const ownData =
    (found[0]?.told.length ?? 0) === 0
      ? `By ${metricName(result.metric)} no preference for own data is told from chance, so no other metric can overturn one`
      : turned.length === 0
        ? "No sign of a bias factor that is told from zero hangs on the metric"
        : `The bias factor of ${someOf([...new Set(turned.flatMap((own) => own.turned))].map(short))} changes its sign under ${titled(turned)}`;
  const distance =
    moved.length === 0
      ? "The set closest to the real data is the same under all of them."
      : `The set closest to the real data is another one under ${titled(moved)}.`;
  return `${ownData}. ${distance}`;
}

const lower = (words: string) => `${words[0]!.toLowerCase()}${words.slice(1)}`;
