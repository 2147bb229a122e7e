/** @file Text similarity: how alike are two texts in meaning, on a scale? */
import { decimalOf } from "#measures/decimals.ts";
import { quotas } from "#tasks/quotas.ts";
import type { Task } from "#tasks/task.ts";
import { parseScore } from "./answer.ts";
import { expectedScore, scoreText } from "./expected.ts";
import { merged } from "./merged.ts";
import { answerPrompt, generationPrompt, generativeRow, levelsRow } from "./prompts.ts";
import { readRow, usualColumns } from "./rows.ts";
import { endsOf, levelsOf, nearestLevel } from "./scale.ts";
import { sharedMarked } from "./shared-marked.ts";
import { characterOverlap, lengthRatio, onScale, tfIdfCosine, wordOverlap } from "./solvers.ts";
import { validator } from "./validate.ts";

/** The task as a study uses it; each part is documented where it is defined. Its labels are the levels of the scale. */
export const similarity: Task = {
  name: "similarity",
  metrics: ["pearson", "spearman", "meanSquaredError"],
  usualColumns,
  demonstrations: "per label",
  leastLabels: 2,
  ways: ["direct", "answer", "generative"],
  readRow,
  labelsOf: (_tested, all) => levelsOf(all),
  stratumOf: nearestLevel,
  faultOf: (value) => (decimalOf(value) === null ? `is "${value.slice(0, 60)}"; expected a number such as 3.8` : null),
  rowScore: () => null, // a correlation is no mean over rows, and the squared error leaves unparsed rows out
  write: {
    maxNewTokens: 160,
    quotas,
    prompt: (style, { label }, context) => generationPrompt(style, label, context),
    validator,
  },
  solve: {
    answerTokens: 24,
    adaptedAnswers: false,
    answerPrompt,
    readAnswer(reply, _input, context) {
      const score = parseScore(reply, endsOf(context));
      return { raw: reply, prediction: score === null ? null : scoreText(score) };
    },
    rowsPerInput: (way, labels) => (way === "generative" ? labels.length : 1),
    scoringRows: (way, style, input, context) =>
      way === "direct"
        ? [levelsRow(style, input, context)]
        : context.labels.map((level) => generativeRow(style, input, level, context)),
    readScores: (way, _input, logProbs, { labels }) =>
      expectedScore(way === "direct" ? logProbs[0]! : logProbs.map(([only]) => only!), labels),
  },
  written: (style, { input, target }, context) =>
    generativeRow(style, input, nearestLevel(target, context.labels), context),
  adaptation: (labels, demonstrations) => ({
    labels,
    rows: demonstrations.flatMap(({ input, target }) => {
      const level = nearestLevel(target, labels);
      return [
        { input: merged(input), target: level, direction: "write" as const },
        { input: sharedMarked(input), target: level, direction: "solve" as const },
      ];
    }),
  }),
  fitted: {
    "classical/tfidf-cosine": (rows, labels) => onScale(tfIdfCosine(rows), rows, labels),
    "classical/character-overlap": (rows, labels) => onScale(characterOverlap, rows, labels),
    "classical/word-overlap": (rows, labels) => onScale(wordOverlap, rows, labels),
    "classical/length-ratio": (rows, labels) => onScale(lengthRatio, rows, labels),
  },
};
