import "fake-indexeddb/auto";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "#core/hash.ts";
import { openDatabase } from "#storage/schema.ts";
import { readWholeStudy } from "#study/whole-study.ts";
import { keepStudy } from "#study/keep.ts";
import { readStudyFile, type StudyFile, studyFileBytes, studyFileOf, type WholeStudy } from "#study/study-file.ts";
import { wholeStudy } from "#support/whole-study.ts";

let study: WholeStudy;
let file: StudyFile;
beforeAll(async () => {
  study = await wholeStudy();
  file = JSON.parse(JSON.stringify(studyFileOf(study))) as StudyFile;
});

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const database = () => openDatabase(`study file ${Math.random()}`);

/** Reads the file after a change to a copy of it. */
function changed(change: (copy: typeof file) => void): Promise<WholeStudy> {
  const copy = structuredClone(file);
  change(copy);
  return readStudyFile(bytesOf(copy), "my.selfsame.json");
}
const put = (object: unknown, key: string, value: unknown) => Reflect.set(object as object, key, value);

describe("a study file", () => {
  test("opens elsewhere with equal rows, attempts and measures, and gives the same file again", async () => {
    const elsewhere = await database();
    const { id, differences } = await keepStudy(await readStudyFile(await studyFileBytes(study), "a.gz"), elsewhere);
    expect(differences).toEqual([]);
    const kept = await readWholeStudy(id, elsewhere);
    expect(kept.document).toEqual(study.document);
    const inOrder = (rows: WholeStudy["attempts"]) => rows.map((row) => canonicalJson(row)).sort();
    expect(inOrder(kept.attempts)).toEqual(inOrder(study.attempts));
    const { predictions, ...rows } = kept.input;
    const { predictions: before, ...others } = study.input;
    expect(rows).toEqual(others);
    const sorted = (of: typeof predictions) =>
      of.map(({ way, rows: all }) => [way, all.map((row) => canonicalJson(row)).sort()]);
    expect(sorted(predictions)).toEqual(sorted(before));
    const again = await keepStudy(await readStudyFile(await studyFileBytes(kept), "b.gz"), await database());
    expect(again.differences).toEqual([]);
  });

  test("opens unpacked too, as some browsers save it", async () => {
    expect((await readStudyFile(bytesOf(file), "a.selfsame.json.gz")).document).toEqual(study.document);
  });

  test("keeps answers from outside, a blind audit and log-probabilities of −∞", async () => {
    const audit = [{ dataset: "reference-test", instance: study.input.data.test[0]!.id, label: null, guess: "real" }];
    const classical = study.input.solvers.at(-1)!;
    const theirs = study.input.predictions[0]!.rows.filter(({ solver }) => solver === classical.name);
    const predictions = study.input.predictions.map(({ way, rows }) => {
      const labels = study.input.data.labels.map((_, i) => (i === 0 ? -Infinity : -i));
      const [first, ...rest] = rows;
      return {
        way,
        rows: [{ ...first!, logProbs: labels }, ...rest, ...theirs.map((r) => ({ ...r, solver: "mine" }))],
      };
    });
    const solvers = [...study.input.solvers, { ...classical, name: "mine", preparation: "outside" as const }];
    const input = { ...study.input, audit, predictions, solvers } as WholeStudy["input"];
    const elsewhere = await database();
    const bytes = await studyFileBytes({ ...study, input, auditSet: [{ set: null }] });
    const { id } = await keepStudy(await readStudyFile(bytes, "a.gz"), elsewhere);
    const kept = await readWholeStudy(id, elsewhere);
    expect(kept.auditSet).toEqual([{ set: null }]);
    expect(kept.input.audit).toEqual(audit);
    expect(kept.input.solvers).toEqual(solvers);
    expect(kept.document.results[0]!.solvers).toContain("mine");
    for (const { rows } of kept.input.predictions) {
      expect(rows.filter(({ solver }) => solver === "mine")).toHaveLength(theirs.length);
      expect(rows.some(({ logProbs }) => logProbs?.[0] === -Infinity)).toBe(true);
    }
  });

  test("whose numbers do not follow from its rows is opened with those that do, and the differences are told", async () => {
    const tampered = await changed((copy) => {
      put(copy.results[0]!.measures.mspd["zoo/anna-xs"], "estimate", 0);
      put(copy.results[1]!.datasets["reference-test"]!.scores, "2", null);
    });
    const elsewhere = await database();
    const { id, differences } = await keepStudy(tampered, elsewhere);
    expect(differences.map(({ place, stated }) => [place, stated])).toEqual([
      ["direct › measures › mspd › zoo/anna-xs › estimate", 0],
      ["generative › datasets › reference-test › scores › 2", null],
    ]);
    expect((await readWholeStudy(id, elsewhere)).document.results).toEqual(study.document.results);
  });

  test("with changed rows shows it in the numbers", async () => {
    const tampered = await changed((copy) => {
      for (const row of copy.input.predictions[0]!.rows.slice(0, 20)) put(row, "prediction", null);
    });
    expect((await keepStudy(tampered, await database())).differences.length).toBeGreaterThan(10);
  });

  test("of a study that is there already becomes a copy", async () => {
    const elsewhere = await database();
    const names: string[] = [];
    for (let i = 0; i < 3; i++) names.push((await keepStudy(study, elsewhere)).name);
    expect(names).toEqual(["A small study", "A small study (copy)", "A small study (copy 2)"]);
    expect(await elsewhere.studies.count()).toBe(3);
  });
});

describe("a file that is no study file is refused", () => {
  test.each([
    ["empty", () => new Uint8Array(), "is empty"],
    ["text", () => bytesOf("hello"), "neither gzip nor JSON"],
    ["a table", () => bytesOf("text,label\na,b\n"), "neither gzip nor JSON"],
    ["gzipped text", () => gzipSync("hello"), "what it holds is not JSON"],
    ["broken off", () => gzipSync(JSON.stringify(file)).subarray(0, 2000), "broken off or damaged"],
    ["a list", () => bytesOf([]), "no study file"],
    ["null", () => bytesOf("null"), "no study file"],
    ["study.json", () => bytesOf(study.document), "looks like study.json"],
    ["a later version", () => bytesOf({ ...file, version: 2 }), "of version 2; this Selfsame reads version 1"],
    ["a plan of another version", () => bytesOf({ ...file, plan: { version: 7 } }), "plan has version 7"],
    ["without rows", () => bytesOf({ ...file, input: undefined }), "input: it is missing"],
  ] as const)("%s", async (_what, bytes, reason) => {
    await expect(readStudyFile(bytes(), "it.json")).rejects.toThrow(new RegExp(reason, "i"));
  });

  const row = (copy: typeof file) => copy.input.predictions[0]!.rows[3];
  test.each<[string, (copy: typeof file) => void, string]>([
    ["a plan that was changed", (copy) => void put(copy.plan, "seed", 8), "planHash"],
    [
      "a row's text missing",
      (copy) => void put(copy.input.data.test[1], "input", undefined),
      "test › 2 › input: it is missing",
    ],
    ["an unknown row", (copy) => void put(row(copy), "instance", "x"), 'prediction 4 of "direct" is about row "x"'],
    ["an unknown solver", (copy) => void put(row(copy), "solver", "x"), 'by "x", which is no solver'],
    ["an unknown label", (copy) => void put(row(copy), "prediction", "x"), 'is "x", which is no label'],
    ["another target", (copy) => void put(row(copy), "target", "x"), 'has the target "x"'],
  ])("%s", async (_what, change, reason) => {
    await expect(changed(change)).rejects.toThrow(reason);
  });

  test("answers missing or given twice", async () => {
    const rows = (copy: typeof file) => copy.input.predictions[0]!.rows as unknown[];
    await expect(changed((copy) => void rows(copy).pop())).rejects.toThrow(/1 of 2400 answers of "direct" are missing/);
    await expect(changed((copy) => void rows(copy).push(rows(copy)[0]))).rejects.toThrow("a second time");
    await expect(changed((copy) => void (copy.input.predictions as unknown[]).pop())).rejects.toThrow(
      "the plan asks for",
    );
    await expect(changed((copy) => void (copy.input.solvers as unknown[]).push(copy.input.solvers[0]))).rejects.toThrow(
      "two solvers are called",
    );
  });
});
