import { describe, expect, it } from "vitest";
import { cautions } from "#pages/report/cautions.ts";
import { because, nextSteps, toleranceSense } from "#pages/report/decision-words.ts";
import { entityTypeRows } from "#pages/report/entity-types.ts";
import { findings } from "#pages/report/findings.ts";
import { changesUnder, changeSentence, otherTitle, overallSentence } from "#pages/report/other-words.ts";
import { biasViews } from "#pages/report/own-data.ts";
import { shiftWords } from "#pages/report/scores.ts";
import { sliceScore, sliceSign } from "#pages/report/slice-words.ts";
import { method, metricName, preparation } from "#pages/report/words.ts";
import { dependsOnScaleOf, panelOrder } from "#state/reading.ts";
import { taskStudy } from "#support/task-study.ts";

const pairs = taskStudy("similarity");
const errors = taskStudy("similarity", { metric: "meanSquaredError" });
const sentences = taskStudy("entities");
const questions = taskStudy("answers");
const of = ({ document }: typeof pairs) => ({ document, result: document.results[0]! });

describe("a report on another task", () => {
  it("speaks of its rows, its metric and its way, not of labels", () => {
    const said = [pairs, sentences, questions].map((study) => method(of(study).document, of(study).result));
    expect(said[0]).toMatch(/^Task: text similarity\. Each model wrote 80 pairs .* 1 demonstration per level/);
    expect(said[0]).toContain("the mean of the levels");
    expect(said[0]).toMatch(/Scores are Pearson correlation, from −1 to 1\.$/);
    expect(said[1]).toMatch(
      /Each model wrote 80 sentences .* gives each token the tag .* Scores are entity-type F1\.$/,
    );
    expect(said[2]).toMatch(/Each model wrote 80 questions .* Scores are token F1\.$/);
    const [adapted] = Object.values(of(sentences).result.solverFacts);
    expect(preparation(adapted!, { draws: 1, task: "entities" })).toBe("adapted on 5 sentences");
    for (const study of [pairs, sentences, questions]) {
      const { document, result } = of(study);
      const words = [...findings(result), ...cautions(document, result), ...result.notes].join(" ");
      expect(words).not.toMatch(/\bwrong labels\b|agreement of the labels|labels a text/i);
    }
    expect([sliceScore("macroF1"), sliceScore("partialF1")]).toEqual([
      "the share of right answers",
      "the partial F1 of its rows",
    ]);
    expect(metricName("something else")).toBe("something else");
  });

  it("names the second scale of its metric, and what depends on it", () => {
    expect(biasViews(of(pairs).result).map(({ title }) => title)).toEqual(
      expect.arrayContaining(["Points of correlation", "Fisher’s z"]),
    );
    expect(biasViews(of(sentences).result)[1]!.title).toBe("Log-odds");
    const { result } = of(pairs);
    const above = { estimate: 0.2, low: 0.1, high: 0.3, n: 80, reason: dependsOnScaleOf("pearson") };
    const marked = { ...result, measures: { ...result.measures, biasFactor: { "zoo/anna-xs": above } } };
    expect(findings(marked).join(" ")).toContain("For anna-xs it depends on the scale.");
  });

  it("reads an error the other way round", () => {
    const { result } = of(errors);
    expect(result.metric).toBe("meanSquaredError");
    const onReal = result.datasets[result.real]!.scores as number[];
    const order = panelOrder(result)!.solvers.map((m) => onReal[m]!);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const harder = {
      ...result.datasets,
      set: { generator: null, seed: 0, scores: onReal.map((e) => e + 1), intervals: [] },
    };
    expect(shiftWords({ ...result, datasets: harder }, "set")).toBe("harder, +1.000");
    expect(sliceSign("meanSquaredError")).toContain("harder");
    expect(biasViews(result)[0]!.title).toBe("Squared points of the scale");
  });
});

describe("the decision on another task", () => {
  it("has thresholds in points of its metric and asks for people's eyes", () => {
    for (const study of [pairs, sentences, questions]) {
      const { result } = of(study);
      for (const set of result.decision.sets) {
        expect(set.scores.conditions.map(({ name }) => name)).not.toContain("label agreement");
        expect(nextSteps(set, result).join(" ")).toContain("nothing here checks");
      }
    }
    expect(toleranceSense("pearson", 0.05)).toContain("72.3% instead of 64% of the variance");
    expect(toleranceSense("strictF1", 0.05)).toBe("");
  });

  it("refuses to hold a mean squared error to a tolerance, with the reason", () => {
    for (const set of of(errors).result.decision.sets) {
      expect(set.scores.verdict).toBe("cannot tell");
      expect(because(set.scores)).toContain("no tolerance is set");
      expect(set.ranking.conditions.map(({ name }) => name)).toContain("rank deficit");
    }
  });
});

describe("the other metrics", () => {
  it("are all of the task's, pairs also with unread answers counted twice over", () => {
    expect(of(pairs).result.otherScores!.map(otherTitle)).toEqual([
      ...["Spearman correlation", "Mean squared error"],
      "Pearson correlation, unread answers as the worst level",
      "Pearson correlation, unread answers as a random level",
    ]);
    expect(of(questions).result.otherScores!.map(otherTitle)).toEqual(["Exact match"]);
  });

  it("change a conclusion only where a preference that was told turns its sign", () => {
    const { result } = of(pairs);
    const [other] = result.otherScores!;
    const models = Object.keys(result.measures.biasFactor);
    const measure = (estimate: number, low: number, high: number) => ({ estimate, low, high, n: 80 });
    const before = [
      measure(0.2, 0.1, 0.3),
      measure(0.2, 0.1, 0.3),
      measure(0.01, -0.1, 0.1),
      measure(-0.2, -0.3, -0.1),
    ];
    const now = [measure(0.1, 0, 0), measure(-0.1, 0, 0), measure(-0.1, 0, 0), measure(-0.3, 0, 0)];
    const named = (list: typeof before) => Object.fromEntries(models.map((model, i) => [model, list[i]!]));
    const known = { ...result, measures: { ...result.measures, biasFactor: named(before) } };
    const turned = { ...other!, measures: { ...other!.measures, biasFactor: named(now) } };
    expect(changesUnder(known, turned)).toMatchObject({ turned: [models[1]], untold: 1, wavering: 1 });
    expect(changeSentence(known, turned)).toContain("the bias factor turns for ben-s (of 3 that were told from zero)");
    expect(overallSentence(known, [turned])).toContain("The bias factor of ben-s changes its sign under spearman");
    expect(
      overallSentence(known, [{ ...turned, measures: { ...turned.measures, biasFactor: named(before) } }]),
    ).toContain("No sign of a bias factor");
  });

  it("swap pairs of solvers by what is better, not by what is more", () => {
    const { result } = of(pairs);
    const squared = result.otherScores!.find(({ metric }) => metric === "meanSquaredError")!;
    const onReal = result.datasets[result.real]!.scores;
    const mirrored = { ...squared, datasets: { [result.real]: onReal.map((score) => 1 - score!) } };
    expect(changesUnder(result, mirrored)).toMatchObject({ pairs: 10, swapped: 0 });
    const upside = { ...squared, datasets: { [result.real]: onReal } };
    expect(changesUnder(result, upside)).toMatchObject({ pairs: 10, swapped: 10 });
  });
});

it("scores by entity type are means over solvers, with the entities counted", () => {
  const { result } = of(sentences);
  const [row] = entityTypeRows(result, result.entityLabelScores!);
  expect(row).toMatchObject({ label: "LOC", real: { n: 80 } });
  const scores = result.entityLabelScores!["LOC"]![result.real]! as number[];
  expect(row!.real.mean).toBeCloseTo(scores.reduce((sum, value) => sum + value, 0) / scores.length, 12);
  const missing = { LOC: { [result.real]: [0.5, null], set: [0.7, 0.9] } };
  const [own] = entityTypeRows({ real: result.real, datasets: { [result.real]: null!, set: null! } }, missing);
  expect(own!.sets[0]).toMatchObject({ n: null, mean: 0.8, difference: expect.closeTo(0.2, 12) });
});
