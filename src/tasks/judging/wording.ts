/** @file What a judge is told of the texts: what they were asked to be, and how one is shown. */
import { InputError } from "#core/words.ts";
import type { Example, TaskContext, TaskName } from "#tasks/task.ts";

const quoted = (text: string) => `"${text}"`;

/** What a text of `label` was asked to be, as the end of the sentence "Both were written as …". */
export function wishOf(task: TaskName, label: string, { labels, card }: TaskContext): string {
  const noun = card?.noun?.trim() || "label";
  const meaning = card?.labels && Object.hasOwn(card.labels, label) ? card.labels[label]!.trim() : "";
  const meant = meaning ? ` (${meaning.replace(/\.$/u, "")})` : "";
  if (task === "classification") return `a text with the ${noun} ${quoted(label)}${meant}`;
  if (task === "similarity") {
    const scale = labels.length > 1 ? ` on the scale from ${labels[0]} to ${labels.at(-1)}` : "";
    return `a pair of sentences whose meanings are alike to the degree ${label}${scale}`;
  }
  if (task === "answers") return "a question that has one short and certain answer";
  return labels.includes(label)
    ? `a sentence that names something of the type ${quoted(label)}${meant}`
    : `a sentence that names something of at least one of these types: ${labels.join(", ")}`;
}

/** A text as a judge reads it. */
export function shownText(task: TaskName, { input, target }: Example): string {
  if (task !== "answers") return input;
  return `${input}\nAnswer: ${firstAnswer(target)}`;
}

function firstAnswer(target: string): string {
  const accepted: unknown = JSON.parse(target);
  if (Array.isArray(accepted) && typeof accepted[0] === "string") return accepted[0];
  throw new InputError(`A question's target is ${target}, expected a list of accepted answers such as ["4", "four"].`);
}
