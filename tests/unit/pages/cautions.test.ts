import { beforeAll, describe, expect, test } from "vitest";
import { auditMeasures } from "#measures/audit.ts";
import { labelKeys, labelsLike } from "#pages/report/audit-keys.ts";
import { agreementSentence, tellSentence } from "#pages/report/audit-words.ts";
import { cautions } from "#pages/report/cautions.ts";
import { neighbours } from "#pages/report/scores.ts";
import type { Result, StudyDocument } from "#state/lab.svelte.ts";
import { studyDocument } from "#support/study-document.ts";
import { smallStudy } from "#support/whole-study.ts";

let document: StudyDocument;
let result: Result;
beforeAll(async () => {
  document = await studyDocument(smallStudy);
  result = document.results[0]!;
});

const said = (changed: Result, plan = document.plan) => cautions({ ...document, plan }, changed).join(" ");

describe("the cautions", () => {
  test("call bundled data a grammar, and nobody’s own rows", () => {
    expect(said(result)).toContain("not written by people");
    const test = { ...document.plan.data.test, name: "mine" };
    expect(said(result, { ...document.plan, data: { ...document.plan.data, test } })).not.toContain("grammar");
  });

  test("tell of construction where a result was solved generatively, and only there", () => {
    expect(said(result)).not.toContain("by construction");
    expect(said(document.results[1]!)).toContain("by construction");
  });

  test("count the neighbours whose intervals overlap on the real rows", () => {
    const { real, datasets } = result;
    const withScores = (scores: number[], half: number): Result => {
      const intervals = scores.map((score) => [score - half, score + half] as [number, number]);
      return { ...result, datasets: { ...datasets, [real]: { ...datasets[real]!, scores, intervals } } };
    };
    const spread = result.solvers.map((_, m) => 0.2 + m * 0.1);
    expect(neighbours(withScores(spread, 0.04))).toEqual({ pairs: spread.length - 1, close: 0 });
    expect(said(withScores(spread, 0.04))).not.toContain("The order of like solvers");
    const close = [...spread.slice(1), spread[1]! + 0.01];
    expect(neighbours(withScores(close, 0.04)).close).toBe(1);
    expect(said(withScores(close, 0.04))).toContain("1 of 7 pairs");
  });

  test("warn of SRCC with few solvers or a narrow panel", () => {
    expect(said({ ...result, solvers: result.solvers.slice(0, 4) })).toContain("only 4 solvers");
    const { real, datasets } = result;
    const scores = result.solvers.map((_, m) => 0.8 + m / 1000);
    const narrow = { ...result, datasets: { ...datasets, [real]: { ...datasets[real]!, scores } } };
    expect(said(narrow)).toContain("within .007 of one another");
  });
});

describe("what is said of an audit", () => {
  const rows = (right: number) =>
    Array.from({ length: 40 }, (_, i) => ({
      generated: i % 2 === 0,
      target: "lamp",
      label: "lamp",
      guess: (i % 2 === 0) === i < right ? ("generated" as const) : ("real" as const),
    }));

  test("claims that it could be told only where the interval leaves out blind guessing", () => {
    expect(tellSentence(auditMeasures(rows(40)))).toContain("This person could tell");
    expect(tellSentence(auditMeasures(rows(20)))).toContain("cannot be told from blind guessing");
    expect(tellSentence(auditMeasures(rows(0)))).toContain("the wrong way round");
    expect(tellSentence(auditMeasures(rows(40).slice(0, 1)))).toContain("cannot be said yet");
    expect(agreementSentence(auditMeasures(rows(40)))).toContain("of 20 real rows");
  });

  test("is asked with a key for each label, or by typing where there are too many", () => {
    expect(labelKeys(["a", "b"])).toEqual(["1", "2"]);
    expect(new Set(labelKeys(Array.from({ length: 35 }, String))).size).toBe(35);
    expect(labelKeys(Array.from({ length: 36 }, String))).toBeNull();
    expect(labelsLike(["lost_card", "card_arrival", "top_up"], "card")).toEqual(["card_arrival", "lost_card"]);
    expect(labelsLike(["lost_card", "card_arrival"], "card lo")).toEqual(["lost_card"]);
  });
});
