import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import type { Instance } from "#core/words.ts";
import { fitAgreementJudge } from "#tasks/agreement.ts";
import type { Fit } from "#tasks/classifiers/classifier.ts";
import { fitKeyword } from "#tasks/classifiers/keyword.ts";
import { fitNearestCentroid } from "#tasks/classifiers/nearest-centroid.ts";
import { fitNgramLogistic } from "#tasks/classifiers/ngram-logistic.ts";
import { byLabel, labelsOf } from "#tasks/labels.ts";

const folder = "../shared/data";
const why = existsSync(folder) ? "" : ` (skipped: ${folder} is not there)`;

type Table = Record<string, string>[];
const named = (rows: Table, text: string, label: string): Instance[] =>
  rows.map((row, i) => ({ id: String(i), input: row[text]!, target: row[label]! }));
const jsonl = (file: string) =>
  readFileSync(`${folder}/${file}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
const csv = (file: string) =>
  Papa.parse<Record<string, string>>(readFileSync(`${folder}/${file}`, "utf8"), { header: true, skipEmptyLines: true })
    .data;
const draw = (rows: readonly Instance[], perLabel: number) =>
  [...byLabel(rows).values()].flatMap((own) => new Random(1).shuffled(own).slice(0, perLabel));

function accuracy(fit: Fit, rows: readonly Instance[], test: readonly Instance[]): number {
  const classifier = fit(rows, { labels: labelsOf(rows) });
  return test.filter((row) => classifier.predict(row.input).label === row.target).length / test.length;
}

describe.skipIf(why)(`SNIPS${why}`, () => {
  const read = (part: string) => named(jsonl(`snips/${part}.jsonl`), "text", "intent");
  const [train, test] = why ? [[], []] : [read("train"), read("test")];

  it.each([
    ["n-gram logistic regression, 10 rows per label", fitNgramLogistic, 10, 0.91, 0.95],
    ["n-gram logistic regression, 50 rows per label", fitNgramLogistic, 50, 0.95, 0.98],
    ["n-gram logistic regression, 200 rows per label", fitNgramLogistic, 200, 0.97, 1],
    ["nearest centroid, 50 rows per label", fitNearestCentroid, 50, 0.93, 0.98],
    ["keywords, 50 rows per label", fitKeyword, 50, 0.75, 0.92],
  ])("%s", (_, fit, perLabel, low, high) => {
    const share = accuracy(fit, draw(train, perLabel), test);
    expect(share).toBeGreaterThan(low);
    expect(share).toBeLessThanOrEqual(high);
  });

  it("agreement of real rows reaches the ceiling", () => {
    const half = test.filter((_, i) => i % 2 === 0);
    const rest = test.filter((_, i) => i % 2 === 1);
    const judge = fitAgreementJudge({ labels: labelsOf(test), real: half, training: [], demonstrations: [], seed: 7 });
    const { hits, n } = judge.agreement(rest);
    expect(hits! / n).toBeGreaterThan(judge.ceiling.hits / judge.ceiling.n - 0.04);
  });
});

describe.skipIf(why)(`BANKING77${why}`, () => {
  it("n-gram logistic regression, 20 rows per label of 77", () => {
    const [train, test] = [csv("banking77/train.csv"), csv("banking77/test.csv")].map((rows) =>
      named(rows, "text", "category"),
    );
    expect(accuracy(fitNgramLogistic, draw(train!, 20), test!)).toBeGreaterThan(0.8);
  });
});
