/** @file One answer beside its target, and a list of them, in the words of the task. */
import { count, counted, logit, score } from "#charts/format.ts";
import { taskWords } from "#pages/task-words.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";
import type { AnswerCheck, AnsweredInstance } from "#state/explorer.svelte.ts";

/** "12 missed, 1 spurious", strict: an entity with other bounds or another type is wrong. */
function entityWords({ missed, spurious, incorrect }: Extract<AnswerCheck, { kind: "entities" }>["counts"]): string {
  const parts = [
    missed > 0 && `${count(missed)} missed`,
    spurious > 0 && `${count(spurious)} spurious`,
    incorrect > 0 && `${count(incorrect)} with other bounds or type`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "all marked, and nothing else" : parts.join(", ");
}

/** What became of an answer. */
export function checkWords(check: AnswerCheck): string {
  switch (check.kind) {
    case "label":
      return check.right ? "right" : "wrong";
    case "score":
      return check.error === null ? "could not be read" : `off by ${logit(check.error)}`;
    case "entities":
      return check.found === null ? "could not be read" : entityWords(check.counts);
    case "answer":
      return check.right ? "accepted" : `not accepted, token F1 ${score(check.tokenF1)}`;
  }
}

/** The line below a text in the list. */
export function answerLine({ instance, prediction, check }: AnsweredInstance): string {
  const said = prediction.prediction ?? "unread";
  if (check.kind === "score") return `${said} for ${instance.target}: ${checkWords(check)}`;
  if (check.kind === "entities") return checkWords(check);
  const target = check.kind === "answer" ? (check.accepted[0] ?? "") : instance.target;
  return `${checkWords(check)}: ${said}${check.right ? "" : ` for ${target}`}`;
}

/** "is right on 12 of 40 rows" */
export function sumWords(task: DatasetTask, answered: readonly AnsweredInstance[]): string {
  const right = count(answered.filter((row) => row.right).length);
  const all = taskWords[task].rows(answered.length);
  return {
    classification: () => `is right on ${right} of ${counted(answered.length, "row")}`,
    similarity: () => `is less than a level off on ${right} of ${all}`,
    entities: () => `marks all names and nothing else in ${right} of ${all}`,
    answers: () => `gives an accepted answer to ${right} of ${all}`,
  }[task]();
}

/** What the list can be cut down to. */
export const wrongOnes: Readonly<Record<DatasetTask, string>> = {
  classification: "wrong ones only",
  similarity: "unread, or off by a level or more",
  entities: "with missed, spurious or wrong names",
  answers: "not accepted ones only",
};

/** Of the solvers' answers to one row. */
export const whoIsRight: Readonly<Record<DatasetTask, string>> = {
  classification: "Who is right",
  similarity: "Less than a level off",
  entities: "Who marks all, and nothing else",
  answers: "Who gives an accepted answer",
};
