/** @file What each kind of fault is called, what it does to a study, and what may be done. */
import type { Choice, DatasetTask, FaultKind, FaultSummary } from "#state/importing.svelte.ts";

interface FaultWords {
  title: string;
  why: string;
  choices: Partial<Record<Choice, string>>;
}

const faultWords: Readonly<Record<FaultKind, FaultWords>> = {
  ragged: {
    title: "Too many or too few values",
    why: "Mostly a text holds the character that parts values and is not in quotes.",
    choices: { leave: "Leave these rows out", keep: "Keep them: what is missing stays empty, what is too much is cut" },
  },
  noText: {
    title: "No text",
    why: "There is nothing to answer. Fill the cell in the file to have the row.",
    choices: { leave: "Leave these rows out" },
  },
  noLabel: {
    title: "No label",
    why: "No answer can be right or wrong. Fill the cell in the file to have the row.",
    choices: { leave: "Leave these rows out" },
  },
  alikeLabels: {
    title: "Labels that differ only in case, spaces, hyphens or underscores",
    why: "Counted as two labels, a right answer in the other spelling would be wrong.",
    choices: { merge: "Merge them into the commonest spelling", keep: "Keep them apart" },
  },
  rareLabel: {
    title: "Labels of a single row",
    why: "One row cannot be shown and tested on; such labels are set aside when a study is prepared.",
    choices: { keep: "Keep these rows", leave: "Leave these rows out" },
  },
  overlapping: {
    title: "Entities that overlap or nest",
    why: "Models tag each token once here, so of two entities that overlap they can find one at most.",
    choices: { keep: "Keep these rows", leave: "Leave these rows out" },
  },
  contradiction: {
    title: "The same text with different labels",
    why: "One of them is wrong, or the text does not settle it: no model can be right on both.",
    choices: { keep: "Keep these rows", leave: "Leave all of them out" },
  },
  repeat: {
    title: "Repeated texts",
    why: "Repeats count as one observation in every interval, and never stand on both sides of a split.",
    choices: { keep: "Keep the repeats", leave: "Keep the first of each, leave the others out" },
  },
  nearRepeat: {
    title: "Nearly the same text as an earlier row",
    why: "They share four fifths of their words. They count as one observation, and never stand on both sides of a split.",
    choices: { keep: "Keep these rows", leave: "Leave the later ones out" },
  },
  longText: {
    title: "Texts of more than 1,000 characters",
    why: "The bundled models read about 500 word pieces; such texts may not fit.",
    choices: { keep: "Keep these rows", leave: "Leave these rows out" },
  },
};

/** Where a task's rows have faults of their own names. */
const ofTask: Readonly<Record<DatasetTask, Partial<Record<FaultKind, Partial<FaultWords>>>>> = {
  classification: {},
  similarity: {
    noText: { title: "A text of the pair is not there" },
    noLabel: { title: "No score that can be read", why: "Without a number there is nothing to compare answers with." },
    contradiction: {
      title: "The same pair with different scores",
      why: "In either order. People who rated it may not agree; no model can be right on both.",
    },
    repeat: { title: "Repeated pairs" },
    nearRepeat: { title: "Nearly the same pair as an earlier row" },
    longText: { title: "Pairs of more than 1,000 characters" },
  },
  entities: {
    noText: { title: "No text that can be read" },
    noLabel: {
      title: "Entities that cannot be read",
      why: "Without them no answer can be right or wrong. A text without entities has an empty list, [], or the tag O for every token.",
    },
    contradiction: { title: "The same text with different entities" },
  },
  answers: {
    noText: { title: "No question" },
    noLabel: { title: "No answer that can be read", why: "Without it no answer can be right or wrong." },
    contradiction: {
      title: "The same question with different answers",
      why: "No model can be right on both. Where several answers are right, put them in one row as a list.",
    },
    repeat: { title: "Repeated questions" },
    nearRepeat: { title: "Nearly the same question as an earlier row" },
  },
};

export const wordsOfFault = (kind: FaultKind, task: DatasetTask): FaultWords => ({
  ...faultWords[kind],
  ...ofTask[task][kind],
});

/** The faults in an order of weight: what stops a study first. */
export const inOrder = (faults: readonly FaultSummary[]): FaultSummary[] => {
  const kinds = Object.keys(faultWords);
  return [...faults].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
};
