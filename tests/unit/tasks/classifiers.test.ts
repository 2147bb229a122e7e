import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { fitKeyword, fitMajority } from "#tasks/classifiers/keyword.ts";
import { fitLogistic } from "#tasks/classifiers/logistic.ts";
import { fitNearestCentroid } from "#tasks/classifiers/nearest-centroid.ts";
import { fitNgramLogistic } from "#tasks/classifiers/ngram-logistic.ts";
import { classicalSolvers } from "#tasks/classifiers/panel.ts";
import { fitTfIdf, type SparseVector } from "#tasks/classifiers/tf-idf.ts";
import { wordsOf } from "#tasks/classifiers/words.ts";

const rows = [
  ["wake me at six", "alarm"],
  ["set an alarm for seven", "alarm"],
  ["alarm at nine tomorrow", "alarm"],
  ["will it rain tomorrow", "weather"],
  ["how is the weather in rome", "weather"],
  ["weather for sunday", "weather"],
  ["play some jazz", "music"],
  ["play a song by nina", "music"],
].map(([input, target]) => ({ input: input!, target: target! }));
const labels = ["alarm", "card", "music", "weather"];

describe.each(Object.entries(classicalSolvers))("%s", (_, fit) => {
  const classifier = fit(rows, { labels });

  it("gives log-probabilities of all labels, absent ones included, and says the likeliest", () => {
    for (const text of ["set the alarm", "zzz", "", "मौसम 🎵"]) {
      const { label, logProbs } = classifier.predict(text);
      expect(logProbs).toHaveLength(labels.length);
      expect(logProbs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 9);
      expect(labels.indexOf(label)).toBe(logProbs.indexOf(Math.max(...logProbs)));
    }
  });

  it("says the same when fitted again", () => {
    expect(fit(rows, { labels }).predict("rain at six")).toEqual(classifier.predict("rain at six"));
  });

  it("refuses no rows and unknown labels", () => {
    expect(() => fit([], { labels })).toThrow("found none");
    expect(() => fit(rows, { labels: ["alarm"] })).toThrow('Row 4 has the label "weather"');
  });
});

it.each([
  ["logistic regression", fitNgramLogistic],
  ["the nearest centroid", fitNearestCentroid],
  ["keywords", fitKeyword],
] as const)("%s tells labels apart by their words", (_, fit) => {
  const classifier = fit(rows, { labels });
  const said = ["alarm for noon", "what weather", "play it"].map((text) => classifier.predict(text).label);
  expect(said).toEqual(["alarm", "weather", "music"]);
});

describe("without a known word", () => {
  const skewed = [...rows, { input: "play it again", target: "music" }, { input: "play on", target: "music" }];
  it.each([fitKeyword, fitMajority])("the most frequent label is said", (fit) => {
    expect(fit(skewed, { labels }).predict("zzz").label).toBe("music");
  });
  it("the first of equally frequent labels is said", () => {
    expect(fitMajority(rows, { labels: [...labels].reverse() }).predict("zzz").label).toBe("weather");
  });
});

describe("logistic regression", () => {
  const random = new Random(3);
  const [rowCount, classes, features, cost] = [40, 3, 5, 0.1];
  const dense = Array.from({ length: rowCount }, () => Array.from({ length: features }, () => random.normal()));
  const targets = Int32Array.from(dense, () => random.below(classes)); // not separable
  const vectorOf = (values: readonly number[]): SparseVector => ({
    indices: Int32Array.from(values.keys()),
    values: Float64Array.from(values),
  });
  const unit = (f: number) => vectorOf(Array.from({ length: features }, (_, j) => (j === f ? 1 : 0)));

  /** ½‖W‖² + cost · Σ −ln softmax(Wx)[target] and its gradient; the last row of W is the intercept. */
  function objective(weights: number[][]): { value: number; gradient: number[][] } {
    const gradient = weights.map((row) => [...row]);
    let value = weights.flat().reduce((sum, weight) => sum + (weight * weight) / 2, 0);
    dense.forEach((row, i) => {
      const x = [...row, 1];
      const exps = Array.from({ length: classes }, (_, k) =>
        Math.exp(x.reduce((sum, xf, f) => sum + xf * weights[f]![k]!, 0)),
      );
      const total = exps.reduce((sum, e) => sum + e);
      value -= cost * Math.log(exps[targets[i]!]! / total);
      x.forEach((xf, f) => exps.forEach((e, k) => (gradient[f]![k]! += cost * xf * (e / total - +(targets[i] === k)))));
    });
    return { value, gradient };
  }

  it("ends at the optimum that gradient descent finds", () => {
    const scoresOf = fitLogistic({ vectors: dense.map(vectorOf), targets, classes, features, cost });
    const intercept = [...scoresOf(vectorOf([]))];
    const slopes = Array.from({ length: features }, (_, f) => [...scoresOf(unit(f))].map((z, k) => z - intercept[k]!));
    const fitted = objective([...slopes, intercept]).value;

    let weights = [...slopes, intercept].map((row) => row.map(() => 0));
    for (let step = 0; step < 2000; step++) {
      const { gradient } = objective(weights);
      weights = weights.map((row, f) => row.map((weight, k) => weight - 0.05 * gradient[f]![k]!));
    }
    const best = objective(weights).value;
    expect(fitted).toBeGreaterThan(best - 1e-6);
    expect(fitted - best).toBeLessThan(3e-4);
  });
});

describe("features", () => {
  it("have length 1, and none for unknown n-grams", () => {
    const tfIdf = fitTfIdf(["play jazz", "play rock rock"]);
    const { values } = tfIdf.vector("rock rock jazz");
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
    expect(tfIdf.vector("###").indices).toHaveLength(0);
  });

  it("see words in any script", () => {
    expect(wordsOf("Größe?")).toEqual(["größe", "?"]);
    expect(wordsOf("天气abc")).toEqual(["天", "气", "abc"]);
    expect(wordsOf("मौसम कैसा")).toEqual(["मौसम", "कैसा"]);
    expect(wordsOf("hi🎵")).toEqual(["hi", "🎵"]);
  });
});
