import { describe, expect, it } from "vitest";
import { answerLine, sumWords } from "#pages/report/explorer-words.ts";
import { checkAnswer, labelsOfTarget } from "#study/fidelity/answer-check.ts";
import { auditedRows, auditOf, drawAudit } from "#study/fidelity/audit.ts";
import { answeredBy, askingOf, detailsOf } from "#study/fidelity/behind.ts";
import { textsOf } from "#study/texts-of.ts";
import { taskStudy } from "#support/task-study.ts";

const similarity = { task: "similarity", labels: ["0", "1", "2"] } as const;
const entities = { task: "entities", labels: ["LOC", "PER"] } as const;
const answers = { task: "answers", labels: ["question"] } as const;

describe("an answer beside its target", () => {
  it("of a pair is off by a number, or unread", () => {
    expect(checkAnswer(similarity, "1.5", "0.75")).toEqual({ kind: "score", right: true, error: -0.75 });
    expect(checkAnswer(similarity, "0.5", "1.5")).toMatchObject({ right: false, error: 1 });
    expect(checkAnswer(similarity, "0.5", null)).toEqual({ kind: "score", right: false, error: null });
    const wide = { ...similarity, labels: ["0", "25", "50"] };
    expect(checkAnswer(wide, "0", "20").right).toBe(true);
  });

  it("of a sentence counts what was missed, spurious or otherwise wrong", () => {
    const target = '[[0,3,"PER"],[10,14,"LOC"]]';
    expect(checkAnswer(entities, target, target).right).toBe(true);
    const check = checkAnswer(entities, target, '[[0,3,"LOC"],[20,22,"PER"]]');
    expect(check).toMatchObject({ right: false, counts: { correct: 0, incorrect: 1, missed: 1, spurious: 1 } });
    expect(checkAnswer(entities, "[]", null)).toMatchObject({ right: false, found: null });
  });

  it("of a question is accepted or shares words", () => {
    expect(checkAnswer(answers, '["4","four pears"]', "The four pears.")).toMatchObject({ right: true, tokenF1: 1 });
    expect(checkAnswer(answers, '["four red pears"]', "four apples")).toMatchObject({ right: false, tokenF1: 0.4 });
  });

  it("can be found by the level, or by the types of its entities", () => {
    expect(labelsOfTarget(similarity, "1.6")).toEqual(["2"]);
    expect(labelsOfTarget(entities, '[[0,3,"PER"]]')).toEqual(["PER"]);
    expect(labelsOfTarget(answers, '["4"]')).toEqual([]);
  });
});

describe.each(["similarity", "entities", "answers"] as const)("the rows behind a %s study", (task) => {
  const { input } = taskStudy(task, { rows: 40 });
  const { name, instances } = input.written[0]!.dataset;
  const predictions = input.predictions[0]!.rows.filter((row) => row.dataset === name);
  const answered = answeredBy("zoo/ben-s", instances, predictions, askingOf(input));

  it("are all told, and say how many are right", () => {
    expect(answered).toHaveLength(40);
    const right = answered.filter((row) => row.right).length;
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThan(40);
    expect(sumWords(task, answered)).toContain(`${right} of 40`);
    for (const row of answered) expect(answerLine(row)).not.toMatch(/\[\[|undefined|NaN/);
  });

  it("show their texts apart, and every solver's answer", () => {
    const details = detailsOf(input, answered[0]!, { way: input.predictions[0]!.way, predictions });
    expect(details.answers).toHaveLength(input.solvers.length);
    expect(textsOf(task, details.instance.input)).toHaveLength(task === "entities" ? 1 : 2);
  });

  it("are audited by level where there are levels, and for their origin alone elsewhere", () => {
    const shown = drawAudit(input, null).map(({ dataset, instance }) => ({ dataset, instance }));
    const said = shown.map((row) => ({ ...row, label: task === "similarity" ? "3" : null, guess: "real" as const }));
    const levels = new Set(auditedRows(input, said).map(({ target }) => target));
    const found = auditOf({ ...input, audit: said })!;
    expect(found.saidGenerated.generated.estimate).toBe(0);
    if (task !== "similarity") expect(found.agreement.real).toMatchObject({ estimate: null });
    else {
      expect([...levels].every((level) => input.data.labels.includes(level))).toBe(true);
      expect(found.agreement.real.estimate).toBeGreaterThan(0);
    }
  });
});
