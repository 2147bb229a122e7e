import { classification } from "#tasks/classification/task.ts";
/** @file Labels, columns and solvers may be called as what every JavaScript object has. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Instance, Prediction } from "#core/words.ts";
import { readInstances } from "#study/fidelity/data.ts";
import { report } from "#study/fidelity/report.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { readAnswers, withSystems } from "#study/own-systems.ts";
import { readStudyFile, studyFileBytes, type WholeStudy } from "#study/study-file.ts";
import { wholeStudy } from "#support/whole-study.ts";

const names = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype"];
const columns = ["constructor", "__proto__"];

let study: WholeStudy;
let input: ReportInput;
beforeAll(async () => {
  study = await wholeStudy();
  input = renamed(study.input);
});

/** The study under other labels, with two columns to slice by; the first set holds no row of the first label. */
function renamed({ plan, data, solvers, written, predictions }: ReportInput): ReportInput {
  const label = new Map(data.labels.map((old, i) => [old, names[i]!]));
  const rows = (instances: readonly Instance[]) =>
    instances.map((row, i) => ({
      ...row,
      target: label.get(row.target)!,
      columns: Object.fromEntries(columns.map((column) => [column, i % 2 === 0 ? "even" : "odd"])),
    }));
  const lacking = written[0]!.dataset.name;
  const kept = (dataset: string, { target }: { target: string }) => dataset !== lacking || target !== data.labels[0];
  const answers = (all: readonly Prediction[]) =>
    all
      .filter((row) => kept(row.dataset, row))
      .map((row) => ({
        ...row,
        target: label.get(row.target)!,
        prediction: row.prediction === null ? null : label.get(row.prediction)!,
      }));
  return {
    plan: { ...plan, data: { ...plan.data, test: { ...plan.data.test, slices: columns } } },
    data: { ...data, labels: [...label.values()], test: rows(data.test), training: rows(data.training) },
    solvers,
    written: written.map((set) => ({
      ...set,
      dataset: { ...set.dataset, instances: rows(set.dataset.instances.filter((row) => kept(set.dataset.name, row))) },
    })),
    predictions: predictions.map(({ way, rows: all }) => ({ way, rows: answers(all) })),
    audit: [],
  };
}

const constructorsOf = ({ dataset }: ReportInput["written"][number]) =>
  dataset.instances.filter(({ target }) => target === "constructor");

describe("a study whose labels and columns are called like that", () => {
  test("has a report that can leave its worker, with a verdict on every label", () => {
    const [result] = structuredClone(report(input));
    const used = input.data.labels;
    expect(result!.slices.find(({ kind }) => kind === "label")!.slices.map(({ name }) => name)).toEqual(used);
    const [lacking, next] = Object.values(result!.syntheticFacts);
    expect(Object.keys(lacking!.agreementByLabel)).toEqual(used.slice(1));
    expect(Object.keys(next!.agreementByLabel)).toEqual(used);
    const agreements = result!.decision.sets.map(
      ({ labels }) => labels.find(({ label }) => label === "constructor")!.agreement,
    );
    expect(agreements[0]).toBeNull();
    expect(agreements.at(-1)!.n).toBe(input.written.slice(1).flatMap(constructorsOf).length);
    const byColumn = result!.slices.filter(({ kind }) => kind === "column");
    expect(byColumn.map(({ column, slices }) => [column, slices.length])).toEqual([
      ["constructor", 2],
      ["__proto__", 2],
    ]);
  });

  test("is the same after its file was read", async () => {
    const datasets = Object.fromEntries(names.map((name) => [name, { hash: "of it", rows: 1 }]));
    const manifest = { ...study.document.manifest, datasets };
    const bytes = await studyFileBytes({ ...study, input, document: { ...study.document, manifest } });
    const read = await readStudyFile(bytes, "a.selfsame.json.gz");
    expect(Object.keys(read.document.manifest.datasets)).toEqual(names);
    expect(report({ ...read.input, plan: input.plan })).toEqual(report(input));
  });

  test("takes in systems of such names", () => {
    const sheet = ["dataset,instance,prediction,solver"];
    for (const { name, instances } of [
      { name: input.plan.data.test.name, instances: input.data.test },
      ...input.written.map(({ dataset }) => dataset),
    ]) {
      for (const { id, target } of instances) {
        for (const system of ["toString", "__proto__"]) sheet.push(`${name},${id},${target},${system}`);
      }
    }
    const brought = withSystems(input, readAnswers(sheet.join("\n"), "mine.csv", input));
    const [result] = structuredClone(report(brought));
    const real = result!.datasets[result!.real]!.scores;
    for (const system of ["toString", "__proto__"]) {
      expect(real[result!.solvers.indexOf(system)]).toBe(1);
      expect(Object.keys(result!.solverFacts)).toContain(system);
    }
  });
});

test("a column that every object seems to have is missed like any other", () => {
  const rows = [{ text: "play jazz", label: "music" }];
  const read = () => readInstances("mine", rows, classification, { text: "text", label: "constructor" });
  expect(read).toThrow('has no column "constructor"; its columns are text, label');
});
