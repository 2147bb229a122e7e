/** @file Solvers of entities that are fitted on real rows. They span ability: a window classifier, lists, a rule, nothing. */
import { Random } from "#core/random.ts";
import { readSpans, type Span, writeSpans } from "#measures/spans.ts";
import { argmax } from "#tasks/argmax.ts";
import { fitLogistic } from "#tasks/classifiers/logistic.ts";
import type { SparseVector } from "#tasks/classifiers/tf-idf.ts";
import type { Answer, Example, FittedSolver } from "#tasks/task.ts";
import { OUTSIDE, partsOfTag, spansOf, tagsOf, type Token, tokensOf } from "./tokens.ts";
import { likeliestTags } from "./viterbi.ts";
import { shapeOf } from "./windows.ts";

type Fit = (rows: readonly Example[], labels: readonly string[]) => FittedSolver;

const answer = (spans: readonly Span[]): Answer => {
  const prediction = writeSpans(spans);
  return { raw: prediction, prediction };
};

/** Each key's commonest label, of equally common ones the first in `labels`. */
function commonest(pairs: readonly { key: string; label: string }[], labels: readonly string[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { key, label } of pairs) {
    const own = counts.get(key) ?? new Map<string, number>();
    counts.set(key, own.set(label, (own.get(label) ?? 0) + 1));
  }
  const best = (own: ReadonlyMap<string, number>) => labels[argmax(labels.map((label) => own.get(label) ?? 0))]!;
  return new Map([...counts].map(([key, own]) => [key, best(own)]));
}

const spansIn = (target: string, labels: readonly string[]) =>
  readSpans(target).filter(({ label }) => labels.includes(label));

const named = (rows: readonly Example[], labels: readonly string[]) =>
  rows.flatMap(({ input, target }) =>
    spansIn(target, labels).map(({ start, end, label }) => ({ text: input.slice(start, end), label })),
  );

const keyOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text.toLowerCase()).join(" ");

/**
 * The names of the fitted rows wherever they stand: from left to right the longest run of tokens that is a known name, case
 * aside, with the label it had most often.
 */
export const fitGazetteer: Fit = (rows, labels) => {
  const known = commonest(
    named(rows, labels).map(({ text, label }) => ({ key: keyOf(tokensOf(text)), label })),
    labels,
  );
  const longest = Math.max(0, ...[...known.keys()].map((key) => key.split(" ").length));
  return (input) => {
    const tokens = tokensOf(input);
    const spans: Span[] = [];
    for (let at = 0; at < tokens.length; at++) {
      for (let length = Math.min(longest, tokens.length - at); length > 0; length--) {
        const run = tokens.slice(at, at + length);
        const label = known.get(keyOf(run));
        if (label === undefined) continue;
        spans.push({ start: run[0]!.start, end: run.at(-1)!.end, label });
        at += length - 1;
        break;
      }
    }
    return answer(spans);
  };
};

/** Runs of tokens with a capital first, the text's first token only where another follows; all have the rows' commonest label. */
export const fitCapitals: Fit = (rows, labels) => {
  const label =
    commonest(
      named(rows, labels).map((name) => ({ key: "", label: name.label })),
      labels,
    ).get("") ?? labels[0];
  return (input) => {
    const tokens = tokensOf(input);
    const capital = tokens.map(({ text }) => /^X/u.test(shapeOf(text)));
    if (!capital[1]) capital[0] = false;
    return answer(
      label === undefined
        ? []
        : spansOf(
            tokens,
            capital.map((is) => (is ? label : OUTSIDE)),
          ),
    );
  };
};

/** Finds no entity anywhere: the floor of every scheme. */
export const fitNothing: Fit = () => () => answer([]);

/** What the window classifier sees of a token: itself, its ends and shape, and the same of its neighbours. */
function featuresOf(tokens: readonly Token[], at: number): string[] {
  const text = tokens[at]!.text;
  const low = text.toLowerCase();
  const beside = [-2, -1, 1, 2].flatMap((step) => {
    const other = tokens[at + step]?.text;
    return other === undefined
      ? [`${step}:end`]
      : [`${step}:${other.toLowerCase()}`, `${step}:shape ${shapeOf(other)}`];
  });
  const shapes = `${tokens[at - 1] ? shapeOf(tokens[at - 1]!.text) : "^"} ${shapeOf(text)}`;
  return [
    `is ${low}`,
    `shape ${shapeOf(text)}`,
    `shapes ${shapes}`,
    `ends ${low.slice(-3)}`,
    `begins ${low.slice(0, 3)}`,
    ...beside,
  ];
}

/** Rows' loss against the penalty; features are 13 of equal weight and length 1 together. */
const COST = 30;
/** Keeps the fit to seconds. */
const MOST_ROWS = 1000;

/**
 * Multinomial logistic regression on each token's window (words, their ends and shapes, two to each side), then the likeliest
 * sequence (`likeliestTags`). Features that no fitted token has are left out. Of more than 1000 rows 1000 are drawn, by a fixed
 * seed.
 * @throws RangeError for no rows.
 */
export const fitWindows: Fit = (rows, labels) => {
  if (rows.length === 0) throw new RangeError("A classifier is fitted on labelled rows; found none.");
  const places = new Map<string, number>();
  const vector = (features: readonly string[], grow: boolean): SparseVector => {
    const indices = [...new Set(features)].flatMap((feature) => {
      if (grow && !places.has(feature)) places.set(feature, places.size);
      const place = places.get(feature);
      return place === undefined ? [] : [place];
    });
    const values = new Float64Array(indices.length).fill(1 / Math.sqrt(features.length));
    return { indices: Int32Array.from(indices), values };
  };
  const vectors: SparseVector[] = [];
  const targets: number[] = [];
  const fittedOn = rows.length > MOST_ROWS ? new Random(1).shuffled(rows).slice(0, MOST_ROWS) : rows;
  for (const { input, target } of fittedOn) {
    const tokens = tokensOf(input);
    tagsOf(tokens, spansIn(target, labels)).forEach((tag, i) => {
      vectors.push(vector(featuresOf(tokens, i), true));
      targets.push(1 + labels.indexOf(partsOfTag(tag)?.label ?? ""));
    });
  }
  const classes = labels.length + 1;
  const problem = { vectors, targets: Int32Array.from(targets), classes, features: places.size, cost: COST };
  const scoresOf = fitLogistic(problem);
  return (input) => {
    const tokens = tokensOf(input);
    const scores = tokens.map((_, i) => logSoftmax(scoresOf(vector(featuresOf(tokens, i), false))));
    return answer(spansOf(tokens, likeliestTags(tokens, scores, labels)));
  };
};

function logSoftmax(scores: Float64Array): number[] {
  const top = Math.max(...scores);
  const total = top + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0));
  return Array.from(scores, (score) => score - total);
}
