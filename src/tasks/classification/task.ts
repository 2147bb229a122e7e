/** @file Text classification: which of the labels does a short text have? Intent detection is one case of it. */
import { cell } from "#tasks/cell.ts";
import { classicalSolvers } from "#tasks/classifiers/panel.ts";
import { labelsOf } from "#tasks/labels.ts";
import { quotas } from "#tasks/quotas.ts";
import { likeliestLabel } from "#tasks/scoring.ts";
import type { FittedSolver, Task } from "#tasks/task.ts";
import { parseAnswer } from "./answer.ts";
import { answerPrompt, classificationRow, generationPrompt, generativeRow } from "./prompts.ts";

import { validator } from "./validate.ts";

/** The task as a study uses it; each part is documented where it is defined. */
export const classification: Task = {
  name: "classification",
  metrics: ["macroF1", "accuracy"],
  usualColumns: { text: "text", label: "label" },
  demonstrations: "per label",
  leastLabels: 2,
  ways: ["direct", "generative", "answer"],
  readRow(row, columns) {
    const input = cell(row, columns.text);
    const target = cell(row, columns.label);
    if (!input) return { column: columns.text, problem: "is empty; expected a text" };
    return target ? { input, target } : { column: columns.label, problem: "is empty; expected a label" };
  },
  labelsOf: (tested) => labelsOf(tested),
  stratumOf: (target) => target,
  faultOf: (value, _instance, labels) => (labels.includes(value) ? null : `is "${value}", which is no label`),
  rowScore: (metric, target, prediction) => (metric === "accuracy" ? (prediction === target ? 1 : 0) : null),
  write: {
    maxNewTokens: 64,
    quotas,
    prompt: (style, { label }, context) => generationPrompt(style, label, context),
    validator: ({ demonstrations }) => validator(demonstrations),
  },
  solve: {
    answerTokens: 32,
    adaptedAnswers: false,
    answerPrompt,
    readAnswer: (reply, _input, { labels }) => ({ raw: reply, prediction: parseAnswer(reply, labels) }),
    rowsPerInput: (way, labels) => (way === "generative" ? labels.length : 1),
    scoringRows: (way, style, input, context) =>
      way === "direct"
        ? [classificationRow(style, input, context)]
        : context.labels.map((label) => generativeRow(style, input, label, context)),
    readScores: (way, _input, logProbs, { labels }) =>
      likeliestLabel(way === "direct" ? logProbs[0]! : logProbs.map(([only]) => only!), labels),
  },
  written: (style, { input, target }, context) => generativeRow(style, input, target, context),
  adaptation: (labels, rows) => ({ labels, rows }),
  fitted: Object.fromEntries(
    Object.entries(classicalSolvers).map(([name, fit]) => [
      name,
      (rows, labels): FittedSolver => {
        const classifier = fit(rows, { labels });
        return (input) => likeliestLabel(classifier.predict(input).logProbs, labels);
      },
    ]),
  ),
};
