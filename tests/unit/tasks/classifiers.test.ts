import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { fitKeyword, fitMajority } from "#tasks/classifiers/keyword.ts";
import { fitLogistic } from "#tasks/classifiers/logistic.ts";
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

describe.each(Object.entries(classicalSolvers))("%s", (name, fit) => {
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

  it.skipIf(name === "classical/majority")("tells labels apart by their words", () => {
    const said = ["alarm for noon", "what weather", "play it"].map((text) => classifier.predict(text).label);
    expect(said).toEqual(["alarm", "weather", "music"]);
  });

  it("refuses no rows and unknown labels", () => {
    expect(() => fit([], { labels })).toThrow("found none");
    expect(() => fit(rows, { labels: ["alarm"] })).toThrow('Row 4 has the label "weather"');
  });
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
  it("ends at the optimum: every weight is cost · Σ (target − probability) · value", () => {
    const random = new Random(3);
    const [classes, features, cost] = [3, 5, 2];
    const vectors: SparseVector[] = Array.from({ length: 40 }, () => ({
      indices: Int32Array.from([0, 1, 2, 3, 4]),
      values: Float64Array.from({ length: features }, () => random.normal()),
    }));
    const targets = Int32Array.from(vectors, () => random.below(classes)); // not separable
    const scoresOf = fitLogistic({ vectors, targets, classes, features, cost });
    const zero = scoresOf({ indices: new Int32Array(), values: new Float64Array() });
    for (let f = 0; f < features; f++) {
      const weights = scoresOf({ indices: Int32Array.of(f), values: Float64Array.of(1) }).map((z, k) => z - zero[k]!);
      const expected = new Float64Array(classes);
      vectors.forEach((x, i) => {
        const exps = scoresOf(x).map(Math.exp);
        const sum = exps.reduce((a, b) => a + b);
        exps.forEach((e, k) => (expected[k]! += cost * ((targets[i] === k ? 1 : 0) - e / sum) * x.values[f]!));
      });
      weights.forEach((weight, k) => expect(Math.abs(weight - expected[k]!)).toBeLessThan(0.1));
    }
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
