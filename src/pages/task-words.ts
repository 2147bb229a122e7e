/** @file What each task, its rows and its labels are called on screen. */
import { counted } from "#charts/format.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";

interface TaskWords {
  title: string;
  /** What a row holds and what is asked. */
  about: string;
  /** "12 pairs" */
  rows: (n: number) => string;
  /** "6 levels" */
  labels: (n: number) => string;
  /** One label, level or type, at the start of a line. */
  label: string;
  /** How demonstrations are counted. */
  each: "per label" | "per level" | "in all";
  /** What a row's target is called: "score". */
  target: string;
}

export const taskWords: Readonly<Record<DatasetTask, TaskWords>> = {
  classification: {
    title: "Text classification",
    about: "A text and its label: an intent, a topic, a sentiment.",
    rows: (n) => counted(n, "row"),
    labels: (n) => counted(n, "label"),
    label: "Label",
    each: "per label",
    target: "label",
  },
  similarity: {
    title: "Text similarity",
    about: "Two texts and a number that says how alike they are in meaning.",
    rows: (n) => counted(n, "pair"),
    labels: (n) => counted(n, "level"),
    label: "Level",
    each: "per level",
    target: "score",
  },
  entities: {
    title: "Named entities",
    about: "A text and the names in it, each with its type.",
    rows: (n) => counted(n, "sentence"),
    labels: (n) => counted(n, "entity type"),
    label: "Entity type",
    each: "in all",
    target: "entities",
  },
  answers: {
    title: "Short answers",
    about: "A question, with or without a context, and its answer in a few words.",
    rows: (n) => counted(n, "question"),
    labels: (n) => counted(n, "label"),
    label: "Label",
    each: "in all",
    target: "accepted answers",
  },
};

/** The task of a plan or a result; "intent" is classification by another name. */
export const taskNamed = (task: string): DatasetTask =>
  Object.hasOwn(taskWords, task) ? (task as DatasetTask) : "classification";

export const taskNames = Object.keys(taskWords) as DatasetTask[];

export const taskOptions = taskNames.map((value) => ({ value, label: taskWords[value].title }));
