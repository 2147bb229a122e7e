/** @file How a question with its answer is asked for, and how a question is asked; the words are ours. */
import type { Prompt, PromptPart, PromptStyle, ScoringRow } from "#core/language-model.ts";
import { readAcceptedAnswers } from "#measures/answers.ts";
import { oneLine } from "#tasks/cell.ts";
import type { Example, TaskContext } from "#tasks/task.ts";
import { partsOf } from "./rows.ts";
import { paragraphs } from "#tasks/prompt-text.ts";

/** Stand around what a chat model writes. */
export const MARKER = { open: "<item>", close: "</item>" };

/** The task's only label: there is nothing to balance, and tiny models write under it. */
export const QUESTION = "question";

/** "Context: …" where there is one, "Question: …". */
export function asked(input: string): string {
  const { context, question } = partsOf(input);
  return [...(context ? [`Context: ${context}`] : []), `Question: ${question}`].join("\n");
}

const answerOf = ({ target }: Example) => readAcceptedAnswers(target)[0]!;
const whole = (example: Example) => `${asked(example.input)}\nAnswer: ${answerOf(example)}`;

/** Whether examples have a context, so that new questions need one. */
export const needsContext = ({ demonstrations }: Pick<TaskContext, "demonstrations">) =>
  demonstrations.some(({ input }) => partsOf(input).context !== "");

/** What a reply that continues plain text begins with: it stands in the prompt. */
export const opening = (context: Pick<TaskContext, "demonstrations">) =>
  needsContext(context) ? "Context:" : "Question:";

const guidelineOf = ({ card }: TaskContext) => card?.guideline?.trim() ?? "";

/** Asks for one new question with its answer. Read the reply with `parseItem`. */
export function generationPrompt(style: PromptStyle, context: TaskContext): Prompt {
  if (style === "control") return { parts: [{ control: "gen" }, { label: QUESTION }] };
  const examples = context.demonstrations.map(whole).join("\n\n");
  const lines = needsContext(context) ? "Context:, Question: and Answer:" : "Question: and Answer:";
  const head = needsContext(context)
    ? "Texts, a question on each and its short answer."
    : "Questions and short answers.";
  if (style === "text") {
    return { parts: [{ text: paragraphs(head, oneLine(guidelineOf(context)), examples, opening(context)) }] };
  }
  const system = paragraphs(
    "You write questions with short answers on which programs that answer questions are tested.",
    guidelineOf(context),
    examples && `Examples:\n\n${examples}`,
    "Write one new question that can be answered from what is given, and its answer in as few words as the examples. " +
      "Write as the examples are written; vary topic, names and numbers, and repeat no example. " +
      `Reply with the lines ${lines} alone, between ${MARKER.open} and ${MARKER.close}.`,
  );
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: "Write the next one." },
    ],
  };
}

/** Asks a question. Read the reply with `parseAnswer`. */
export function answerPrompt(style: PromptStyle, input: string, context: TaskContext): Prompt {
  if (style === "control") return { parts: [{ control: "gen" }, { label: QUESTION }, { text: `${input}\n` }] };
  const guideline = guidelineOf(context);
  if (style === "text") {
    const examples = context.demonstrations.map(whole).join("\n\n");
    const text = paragraphs("Questions and short answers.", oneLine(guideline), examples, `${asked(input)}\nAnswer:`);
    return { parts: [{ text }] };
  }
  const order = "Answer the question in as few words as you can: a number, a name or a short phrase, and nothing else.";
  return {
    messages: [
      { role: "system", content: paragraphs(order, guideline) },
      ...context.demonstrations.flatMap((example) => [
        { role: "user" as const, content: asked(example.input) },
        { role: "assistant" as const, content: answerOf(example) },
      ]),
      { role: "user", content: asked(input) },
    ],
  };
}

/** What a tiny model reads and writes: the question (its context before it), then the answer on a line of its own. */
export const controlText = (example: Example): string => `${example.input}\n${answerOf(example)}`;

/** The generation prompt, and the reply that writes this example. */
export function writtenRow(style: PromptStyle, example: Example, context: TaskContext): ScoringRow {
  const reply: PromptPart[] =
    style === "control"
      ? [{ text: controlText(example) }, { control: "end" }]
      : style === "chat"
        ? [{ text: `${MARKER.open}${whole(example)}${MARKER.close}` }, { control: "end" }]
        : [{ text: `${whole(example).slice(opening(context).length)}\n` }];
  return { prompt: generationPrompt(style, context), continuations: [reply] };
}
