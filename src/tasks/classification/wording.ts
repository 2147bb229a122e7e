/** @file How prompts speak of labels, from the task card. */
import type { TaskContext } from "#tasks/task.ts";

/** The card's noun: in a sentence, of several, and at the start of a line. */
export function nounOf({ card }: Pick<TaskContext, "card">): { one: string; many: string; title: string } {
  const one = card?.noun?.trim() || "label";
  const many = /(?:s|x|ch|sh)$/u.test(one)
    ? `${one}es`
    : /[^aeiou]y$/u.test(one)
      ? `${one.slice(0, -1)}ies`
      : `${one}s`;
  return { one, many, title: one.charAt(0).toUpperCase() + one.slice(1) };
}

/** What the labels mean, which of them is out of scope, and the guideline; absent where the card says nothing. */
export function whatLabelsMean(context: TaskContext): string | undefined {
  const { card, labels } = context;
  const described = labels.flatMap((label) => {
    const meaning = card?.labels && Object.hasOwn(card.labels, label) ? card.labels[label] : undefined;
    return meaning ? [`${label}: ${meaning.trim()}`] : [];
  });
  const noun = nounOf(context);
  const outside =
    card?.outOfScope !== undefined && labels.includes(card.outOfScope)
      ? `${card.outOfScope} is for texts that have none of the other ${noun.many}.`
      : undefined;
  const guideline = card?.guideline?.trim();
  const parts = [
    described.length > 0 ? `What the ${noun.many} mean:\n${described.join("\n")}` : undefined,
    outside,
    guideline ? `About the ${noun.many}: ${guideline}` : undefined,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join("\n") : undefined;
}
