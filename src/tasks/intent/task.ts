/** @file Intent detection: which of the labels does a short text have? */
import { labelsOf } from "#tasks/labels.ts";
import { parseAnswer } from "./answer.ts";
import { parseGenerated } from "./parse.ts";
import { answerPrompt, classificationRow, generationPrompt, generativeRow } from "./prompts.ts";
import { quotas, yieldTable } from "./quotas.ts";
import { validator } from "./validate.ts";

/** The task as a study uses it; each part is documented where it is defined. */
export const intentTask = {
  name: "intent",
  /** The first is the default. */
  metrics: ["macroF1", "accuracy"],
  labelsOf,
  generationPrompt,
  classificationRow,
  generativeRow,
  answerPrompt,
  parseGenerated,
  parseAnswer,
  validator,
  quotas,
  yieldTable,
} as const;
