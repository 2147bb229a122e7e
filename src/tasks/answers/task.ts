/** @file Short-answer questions: a few words answer a question, with or without a text that it is about. */
import { exactMatchOf, readAcceptedAnswers, tokenF1Of } from "#measures/answers.ts";
import type { Task } from "#tasks/task.ts";
import { parseAnswer } from "./parse.ts";
import { answerPrompt, controlText, generationPrompt, QUESTION, writtenRow } from "./prompts.ts";
import { readRow, usualColumns } from "./rows.ts";
import { frequentAnswer, lastNumber, nearestQuestion, oneCalculation } from "./solvers.ts";
import { validator } from "./validate.ts";

/** A list of accepted answers is a target; predictions are plain text, and no text is wrong in form. */
function faultOf(value: string, { target }: { target: string }): string | null {
  if (value !== target) return null;
  try {
    readAcceptedAnswers(value);
    return null;
  } catch {
    return `is "${value.slice(0, 60)}"; expected a list of accepted answers such as ["4","four"]`;
  }
}

const notScored = (): never => {
  throw new RangeError("Questions have no candidates to score: they are answered in words.");
};

/** The task as a study uses it; each part is documented where it is defined. Its one label is "question". */
export const answers: Task = {
  name: "answers",
  metrics: ["tokenF1", "exactMatch"],
  usualColumns,
  demonstrations: "in all",
  leastLabels: 1,
  ways: ["answer"],
  readRow,
  labelsOf: () => [QUESTION],
  stratumOf: () => QUESTION,
  faultOf,
  rowScore(metric, target, prediction) {
    if (metric !== "tokenF1" && metric !== "exactMatch") return null;
    if (prediction === null) return 0;
    return (metric === "tokenF1" ? tokenF1Of : exactMatchOf)(readAcceptedAnswers(target), prediction);
  },
  write: {
    maxNewTokens: 200,
    quotas: (_labels, count) => new Map([[QUESTION, count]]),
    prompt: (style, _wanted, context) => generationPrompt(style, context),
    validator,
  },
  solve: {
    answerTokens: 32,
    adaptedAnswers: true,
    answerPrompt,
    readAnswer: (reply) => ({ raw: reply, prediction: parseAnswer(reply) }),
    rowsPerInput: () => 1,
    scoringRows: notScored,
    readScores: notScored,
  },
  written: writtenRow,
  adaptation: (labels, demonstrations) => ({
    labels,
    rows: demonstrations.map((row) => ({ input: controlText(row), target: QUESTION, direction: "write" })),
  }),
  fitted: {
    "classical/one-calculation": oneCalculation,
    "classical/nearest-question": nearestQuestion,
    "classical/frequent-answer": frequentAnswer,
    "classical/last-number": lastNumber,
  },
};
