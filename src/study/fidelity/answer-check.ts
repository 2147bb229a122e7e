/** @file How one answer compares with its target, in the terms of its task. */
import { exactMatchOf, readAcceptedAnswers, tokenF1Of } from "#measures/answers.ts";
import { type SpanCounts, spanCounts } from "#measures/span-schemes.ts";
import { readSpans, type Span } from "#measures/spans.ts";
import { taskOf } from "#tasks/tasks.ts";
import type { TaskName } from "#tasks/task.ts";

/** `right`: what a list of wrong answers leaves out; each task says what it means. */
export type AnswerCheck =
  | { kind: "label"; right: boolean }
  /** Prediction minus target, null where none could be read; right where it is less than a step of the scale. */
  | { kind: "score"; right: boolean; error: number | null }
  /** Right where bounds and types of all are; the counts are those of the strict scheme. */
  | { kind: "entities"; right: boolean; truth: readonly Span[]; found: readonly Span[] | null; counts: SpanCounts }
  /** Right where it is an accepted answer, up to what `exactMatchOf` leaves out. */
  | { kind: "answer"; right: boolean; accepted: readonly string[]; tokenF1: number };

/** What an answer is held against. */
export interface Asking {
  task: TaskName;
  labels: readonly string[];
}

export function checkAnswer({ task, labels }: Asking, target: string, prediction: string | null): AnswerCheck {
  switch (task) {
    case "classification":
      return { kind: "label", right: prediction === target };
    case "similarity": {
      const error = prediction === null ? null : Number(prediction) - Number(target);
      const step = Number(labels[1] ?? 1) - Number(labels[0] ?? 0);
      return { kind: "score", right: error !== null && Math.abs(error) < step, error };
    }
    case "entities": {
      const truth = readSpans(target);
      const found = prediction === null ? null : readSpans(prediction);
      const counts = spanCounts("strict", truth, found ?? []);
      const right = found !== null && counts.incorrect + counts.missed + counts.spurious === 0;
      return { kind: "entities", right, truth, found, counts };
    }
    case "answers": {
      const accepted = readAcceptedAnswers(target);
      const right = prediction !== null && exactMatchOf(accepted, prediction) === 1;
      return { kind: "answer", right, accepted, tokenF1: prediction === null ? 0 : tokenF1Of(accepted, prediction) };
    }
  }
}

/** The labels by which a row can be found: its label, its level, the types of its entities; none for questions. */
export function labelsOfTarget({ task, labels }: Asking, target: string): readonly string[] {
  if (task === "answers") return [];
  if (task === "entities") return readSpans(target).map(({ label }) => label);
  return [taskOf(task).stratumOf(target, labels)];
}
