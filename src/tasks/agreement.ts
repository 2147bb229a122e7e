/** @file Classifier agreement: does a generated text have the intent that was asked for, as far as a classifier can tell? */
import { Random, seedOf } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import type { Classifier, LabelledText } from "./classifiers/classifier.ts";
import { fitNgramLogistic } from "./classifiers/ngram-logistic.ts";
import { comparableText } from "./comparable.ts";
import { byLabel } from "./labels.ts";

export interface AgreementSource {
  /** All labels of the task. */
  labels: readonly string[];
  /** The real rows that solvers are tested on: on these the classifier's own accuracy is measured. */
  real: readonly Instance[];
  /** Further real rows, none of them in `real`; may be empty. */
  training: readonly Instance[];
  /** What generators saw: rows with the same text are not fitted on. */
  demonstrations: readonly LabelledText[];
  seed: number;
  /** Under cross-fitting the fold of each row of `real`, and what the models of each fold saw. */
  crossFitting?: { folds: readonly number[]; demonstrations: readonly (readonly LabelledText[])[] };
}

/** `hits` of `n` rows, for an interval; `reason` says why `hits` must not be shown as an agreement. */
export interface AgreementCount {
  hits: number | null;
  n: number;
  reason?: string;
}

export interface AgreementJudge {
  /** `training`: fitted on training rows alone. `cross-fitted`: a fit per fold, each without the real rows of its fold. */
  basis: "training" | "cross-fitted";
  /** Real rows that the classifier, fitted without them, labels rightly: the ceiling of every agreement. */
  ceiling: { hits: number; n: number };
  /**
   * Synthetic rows whose asked label is the classifier's; null hits where the ceiling is below 70%. `folds`: under
   * cross-fitting the fold whose model wrote each row.
   */
  agreement(synthetic: readonly LabelledText[], folds?: readonly number[]): AgreementCount;
}

const LEAST_ACCURACY = 0.7;
/** With fewer training rows of some label the real rows are needed too. */
const ENOUGH_PER_LABEL = 10;
/** Keeps the fit to seconds; accuracy hardly grows beyond. */
const MOST_ROWS = 4000;
const FOLDS = 5;

/**
 * Fits the classifier (n-gram logistic regression) that judges the synthetic sets of a study: on training rows that are no
 * demonstrations (up to 4000, balanced) where each label has ten or more, else cross-fitted on the real rows with the
 * training rows there are; then synthetic row i is judged by fit i mod 5. Rows of one group or one text stay in one fold.
 * A study that is cross-fitted itself keeps its folds: fit f has neither the rows of fold f nor what its models saw, and
 * judges what they wrote.
 *
 * agreement = hits / n, to be shown beside ceiling = hits / n of the real rows and never used as a filter: the classifier
 * errs, and more so on texts unlike its rows. Refused (null, with the reason) below a ceiling of 70% or 5 different real rows or groups.
 * @throws RangeError for a row whose label is not in `labels`.
 */
export function fitAgreementJudge(source: AgreementSource): AgreementJudge {
  const { labels, real, seed } = source;
  const shown = new Set(source.demonstrations.map(({ input }) => comparableText(input)));
  const training = balanced(
    source.training.filter(({ input }) => !shown.has(comparableText(input))),
    Math.ceil(MOST_ROWS / labels.length),
    seed,
  );
  const perLabel = byLabel(training);
  const enough = labels.every((label) => (perLabel.get(label)?.length ?? 0) >= ENOUGH_PER_LABEL);
  const basis = enough ? "training" : "cross-fitted";
  const units = new Set(real.map(unitOf)).size;
  if (units < FOLDS) {
    const reason = `The agreement classifier needs ${FOLDS} different real rows or groups; there are ${units}.`;
    return {
      basis,
      ceiling: { hits: 0, n: real.length },
      agreement: (synthetic) => ({ hits: null, n: synthetic.length, reason }),
    };
  }

  const { folds, hidden } = enough ? { folds: [], hidden: [] } : foldsOf(source);
  const fits: Classifier[] = enough
    ? [fitNgramLogistic(training, { labels })]
    : hidden.map((seen, fold) => {
        const own = real.filter((row, i) => folds[i] !== fold && !seen.has(comparableText(row.input)));
        return fitNgramLogistic([...training, ...own], { labels });
      });
  const agrees = (row: LabelledText, fold: number) => fits[fold % fits.length]!.predict(row.input).label === row.target;
  const hits = real.filter((row, i) => agrees(row, folds[i] ?? 0)).length;
  const accuracy = hits / real.length;

  return {
    basis,
    ceiling: { hits, n: real.length },
    agreement(synthetic, written = []) {
      if (accuracy < LEAST_ACCURACY) {
        const percent = (100 * accuracy).toFixed(0);
        const reason = `The agreement classifier is right on only ${percent}% of the real rows (70% is the least).`;
        return { hits: null, n: synthetic.length, reason };
      }
      return { hits: synthetic.filter((row, i) => agrees(row, written[i] ?? i)).length, n: synthetic.length };
    },
  };
}

/** At most `most` rows of each label, drawn by `seed`, in their old order. */
function balanced(rows: readonly Instance[], most: number, seed: number): Instance[] {
  const chosen = new Set(
    [...byLabel(rows)].flatMap(([label, own]) =>
      new Random(seedOf(seed, "agreement", label)).shuffled(own).slice(0, most),
    ),
  );
  return rows.filter((row) => chosen.has(row));
}

/** Rows of one unit are never split between fitting and checking. */
function unitOf(row: Instance): string {
  return row.group === undefined ? comparableText(row.input) : `group ${row.group}`;
}

/** Each real row's fold, and the texts that each fold's fit must not have besides. */
function foldsOf({ real, seed, crossFitting }: AgreementSource): { folds: readonly number[]; hidden: Set<string>[] } {
  if (!crossFitting) {
    return { folds: dealt(real, seed), hidden: Array.from({ length: FOLDS }, () => new Set<string>()) };
  }
  const { folds, demonstrations } = crossFitting;
  return { folds, hidden: demonstrations.map((shown) => new Set(shown.map(({ input }) => comparableText(input)))) };
}

/** The groups of each label are shuffled and dealt in turn. */
function dealt(rows: readonly Instance[], seed: number): number[] {
  const foldOf = new Map<string, number>();
  let turn = 0;
  for (const [label, own] of byLabel(rows)) {
    for (const unit of new Random(seedOf(seed, "folds", label)).shuffled([...new Set(own.map(unitOf))])) {
      if (!foldOf.has(unit)) foldOf.set(unit, turn++ % FOLDS);
    }
  }
  return rows.map((row) => foldOf.get(unitOf(row))!);
}
