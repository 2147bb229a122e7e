import "fake-indexeddb/auto";
import { beforeAll, describe, expect, test } from "vitest";
import { toCsv, toJsonLines } from "#storage/export.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { questionTable } from "#study/export.ts";
import { keepStudy } from "#study/keep.ts";
import { addSystems, removeSystem } from "#study/own-systems-journal.ts";
import { readAnswers } from "#study/own-systems.ts";
import type { WholeStudy } from "#study/study-file.ts";
import { readWholeStudy } from "#study/whole-study.ts";
import { wholeStudy } from "#support/whole-study.ts";

let study: WholeStudy;
/** The downloaded questions, answered as a real solver of the study did. */
let answers: { dataset: string; instance: string; prediction: string }[];
const columns = ["dataset", "instance", "prediction"];
const likeAnna = "zoo/anna-s";

beforeAll(async () => {
  study = await wholeStudy({ solve: "direct", metric: "accuracy" });
  const said = new Map(
    study.input.predictions[0]!.rows.filter(({ solver }) => solver === likeAnna).map(
      ({ dataset, instance, prediction }) => [`${dataset} ${instance}`, prediction!],
    ),
  );
  answers = questionTable(study.input).rows.map(({ dataset, instance, text: _text }) => ({
    dataset: dataset as string,
    instance: instance as string,
    prediction: said.get(`${dataset as string} ${instance as string}`)!,
  }));
});

const read = (text: string, filename = "my model.csv") => readAnswers(text, filename, study.input);
const csv = (rows: readonly object[], names = columns) => toCsv(rows as Record<string, unknown>[], names);

describe("a file of answers", () => {
  test("is read as CSV, TSV, JSON and JSONL, with ids alone where they are unique", () => {
    const bare = ["instance", "prediction"];
    const tsv = csv(answers, bare).replaceAll(",", "\t");
    const lists = [csv(answers), csv(answers, bare), toJsonLines(answers), JSON.stringify(answers)];
    const first = read(lists[0]!)[0]!;
    expect(first).toMatchObject({ name: "my model", expected: 300, missing: 0, empty: 0, stray: [] });
    for (const [i, text] of lists.slice(1).entries())
      expect(read(text, `my model.${["csv", "jsonl", "json"][i]}`)).toEqual([first]);
    expect(read(tsv, "my model.tsv")).toEqual([first]);
    expect(first.rows.every(({ score, prediction, target }) => score === (prediction === target ? 1 : 0))).toBe(true);
  });

  test("may hold several systems", () => {
    const both = ["b", "a"].flatMap((solver) => answers.map((row) => ({ ...row, solver })));
    expect(read(csv(both, [...columns, "solver"])).map(({ name, rows }) => [name, rows.length])).toEqual([
      ["b", 300],
      ["a", 300],
    ]);
  });

  test("counts what is missing, empty or no label as unparsed, and guesses nothing", () => {
    const label = study.input.data.labels[0]!;
    const rows = answers.slice(3).map((row, i) => ({
      ...row,
      prediction: i < 2 ? "" : i < 5 ? label.toUpperCase() : i === 5 ? "nonsense" : row.prediction,
    }));
    const [system] = read(csv(rows));
    expect(system).toMatchObject({ missing: 3, empty: 2 });
    expect(system!.stray).toEqual([
      { said: label.toUpperCase(), count: 3, meant: label },
      { said: "nonsense", count: 1, meant: null },
    ]);
    expect(system!.rows.filter(({ prediction }) => prediction === null)).toHaveLength(9);
  });

  test.each<[string, () => string, RegExp]>([
    [
      "no id column",
      () => csv(answers, ["dataset", "prediction"]),
      /no column "instance"; its columns are dataset, pred/,
    ],
    ["no answers", () => csv(answers, ["instance"]), /no column "prediction"/],
    [
      "an unknown id",
      () => csv([...answers, { instance: `${answers[0]!.instance}x`, prediction: "a" }], ["instance", "prediction"]),
      /1 row names what .* row 301: instance "row-\d+x", did you mean "row-\d+"\?/,
    ],
    [
      "an unknown set",
      () => csv(answers.map((row) => ({ ...row, dataset: "reference-tset" }))),
      /300 rows .* row 1: dataset "reference-tset", did you mean "reference-test"\?.*and 297 more/,
    ],
    ["an answer given twice", () => csv([...answers, answers[4]!]), /answered twice\. rows 5 and 301/],
    ["a set left out", () => csv(answers.slice(0, 60)), /answers none of the 60 rows of "zoo\/anna-xs"/],
    [
      "a nameless system",
      () =>
        csv(
          answers.map((row) => ({ ...row, solver: "" })),
          [...columns, "solver"],
        ),
      /no name\. row 1/,
    ],
  ])("is refused with %s", (_what, text, reason) => {
    expect(() => read(text())).toThrow(reason);
  });

  test("needs the dataset where two sets share an id", () => {
    const [first, ...others] = study.input.written;
    const shared = study.input.data.test[0]!.id;
    const [row, ...rows] = first!.dataset.instances;
    const dataset = { ...first!.dataset, instances: [{ ...row!, id: shared }, ...rows] };
    const input = { ...study.input, written: [{ ...first!, dataset }, ...others] };
    const renamed = answers.map((answer) => (answer.instance === row!.id ? { ...answer, instance: shared } : answer));
    expect(() => readAnswers(csv(renamed, ["instance", "prediction"]), "a.csv", input)).toThrow(
      `"${shared}" is in reference-test and in zoo/anna-xs`,
    );
    const [system] = readAnswers(csv(renamed), "a.csv", input);
    expect(system!.missing).toBe(0);
    expect(system!.rows.filter(({ instance }) => instance === shared)).toHaveLength(2);
  });
});

describe("own systems in a study", () => {
  const kept = async (): Promise<{ database: SelfsameDatabase; id: string }> => {
    const database = await openDatabase(`own systems ${Math.random()}`);
    return { database, id: (await keepStudy(study, database)).id };
  };

  test("enter matrix, MSPD and SRCC, and leave them as they were when removed", async () => {
    const { database, id } = await kept();
    await addSystems(id, read(csv(answers)), database);
    const { document } = await readWholeStudy(id, database);
    const [result] = document.results;
    const before = study.document.results[0]!;
    expect(result!.solvers).toEqual([...before.solvers, "my model"]);
    expect(result!.solverFacts["my model"]).toMatchObject({ preparation: "outside", generates: false });
    for (const { scores } of Object.values(result!.datasets)) {
      expect(scores.at(-1)).toBe(scores[result!.solvers.indexOf(likeAnna)]);
    }
    expect(result!.measures.mspd["zoo/ben-xs"]).not.toEqual(before.measures.mspd["zoo/ben-xs"]);
    expect(result!.measures.spearman["zoo/ben-xs"]).not.toEqual(before.measures.spearman["zoo/ben-xs"]);
    expect(result!.measures.biasFactor).toEqual(before.measures.biasFactor);
    await removeSystem(id, "my model", database);
    expect((await readWholeStudy(id, database)).document.results).toEqual(study.document.results);
  });

  test("with a name that is taken change nothing", async () => {
    const { database, id } = await kept();
    const [system] = read(csv(answers));
    await expect(addSystems(id, [{ ...system!, name: likeAnna }], database)).rejects.toThrow("already");
    await expect(addSystems(id, [{ ...system!, name: "x".repeat(61) }], database)).rejects.toThrow("61 letters");
    await expect(removeSystem(id, likeAnna, database)).rejects.toThrow("no system");
    expect((await readWholeStudy(id, database)).document.results).toEqual(study.document.results);
  });
});
