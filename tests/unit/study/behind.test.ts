import { beforeAll, describe, expect, test } from "vitest";
import type { Prompt } from "#core/language-model.ts";
import { askedOf, writtenFrom } from "#study/fidelity/asked.ts";
import { answeredBy, askingOf, detailsOf } from "#study/fidelity/behind.ts";
import { realDataset } from "#study/fidelity/parts.ts";
import { report } from "#study/fidelity/report.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { sliceInstances } from "#study/fidelity/slices.ts";
import { wholeStudy } from "#support/whole-study.ts";

let input: ReportInput;
beforeAll(async () => {
  ({ input } = await wholeStudy());
});

const solver = (name: string): SolverEntry => input.solvers.find((entry) => entry.name === name)!;
const question = (way: "direct" | "generative" | "answer") => ({
  dataset: input.plan.data.test.name,
  instance: input.data.test[0]!,
  way,
  label: "music",
});

describe("what stands behind a score", () => {
  test("is one answer of every solver to every instance, right as often as the report says", () => {
    const [result] = report({
      ...input,
      plan: { ...input.plan, metric: "accuracy" },
      data: { ...input.data, metric: "accuracy" },
    });
    for (const { name, instances } of [realDataset(input.plan, input.data), input.written[2]!.dataset]) {
      const predictions = input.predictions[0]!.rows.filter((row) => row.dataset === name);
      result!.solvers.forEach((of, m) => {
        const rows = answeredBy(of, instances, predictions, askingOf(input));
        expect(rows).toHaveLength(instances.length);
        const right = rows.filter((row) => row.right).length;
        expect(right / rows.length).toBeCloseTo(result!.datasets[name]!.scores[m]!, 12);
      });
    }
  });

  test("names who else is right, and the labels by their log-probability", () => {
    const { name, instances } = input.written[0]!.dataset;
    const predictions = input.predictions[0]!.rows.filter((row) => row.dataset === name);
    const [first] = answeredBy("zoo/ben-xs", instances, predictions, askingOf(input));
    const details = detailsOf(input, first!, { way: "direct", predictions });
    expect(details.answers.map((answer) => answer.solver)).toEqual(input.solvers.map((entry) => entry.name));
    expect(details.labels[0]!.label).toBe(first!.prediction.prediction);
    const logProbs = details.labels.map(({ logProb }) => logProb);
    expect(logProbs).toEqual([...logProbs].sort((a, b) => b - a));
    expect(details.writtenFrom).toEqual({ parts: [{ control: "gen" }, { label: first!.instance.target }] });
  });

  test("holds as many rows of a slice as the slice counted", () => {
    const datasets = [realDataset(input.plan, input.data), ...input.written.map(({ dataset }) => dataset)];
    for (const table of report(input)[0]!.slices) {
      for (const { name, rows } of table.slices) {
        const found = datasets.map((dataset) => [
          dataset.name,
          sliceInstances(table, name, { labels: input.data.labels, datasets, dataset }).length,
        ]);
        expect(rows).toMatchObject(Object.fromEntries(found) as object);
      }
    }
  });
});

describe("the prompt that was used", () => {
  test("is made again in the style and way of the solver", () => {
    const [instance] = input.data.test;
    expect(askedOf(input, solver("zoo/ben-xs"), question("direct"))).toEqual({
      prompt: { parts: [{ control: "cls" }, { text: instance!.input }, { control: "lab" }] },
      continuation: [{ label: "music" }],
    });
    expect(askedOf(input, solver("zoo/ben-xs"), question("generative"))).toEqual({
      prompt: { parts: [{ control: "gen" }, { label: "music" }] },
      continuation: [{ text: instance!.input }, { control: "end" }],
    });
  });

  test("shows a few-shot model the demonstrations of its fold", () => {
    const shot = (fold: number) => [{ id: `d${fold}`, input: `demonstration of fold ${fold}`, target: "music" }];
    const folded: ReportInput = {
      ...input,
      data: { ...input.data, demonstrations: [shot(0), shot(1)], folds: input.data.test.map((_, i) => i % 2) },
    };
    const chat: SolverEntry = {
      ...solver("zoo/ben-xs"),
      promptStyle: "chat",
      preparation: "few-shot",
      draw: 0,
      perLabel: 1,
    };
    const text = (prompt: Prompt | string) => JSON.stringify(prompt);
    for (const fold of [0, 1]) {
      const instance = input.data.test[fold]!;
      const asked = askedOf(folded, chat, { ...question("answer"), instance });
      expect(text((asked as { prompt: Prompt }).prompt)).toContain(`demonstration of fold ${fold}`);
      expect(text((asked as { prompt: Prompt }).prompt)).not.toContain(`demonstration of fold ${1 - fold}`);
    }
  });

  test("is said not to exist, or not to be known", () => {
    expect(askedOf(input, solver("classical/majority"), question("direct"))).toContain("no prompt");
    const outside: SolverEntry = { ...solver("classical/majority"), preparation: "outside" };
    expect(askedOf(input, outside, question("direct"))).toContain("brought from outside");
    const old: SolverEntry = { ...outside, preparation: "zero-shot", base: "folder/mine" };
    expect(writtenFrom(input, old, "zoo/ben-xs", input.data.test[0]!)).toContain("did not write");
  });
});
