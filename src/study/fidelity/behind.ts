/** @file What stands behind a score: instances, answers, and everything a study knows of one of them. */
import type { Prompt } from "#core/language-model.ts";
import type { Instance, Prediction } from "#core/words.ts";
import { type AnswerCheck, type Asking, checkAnswer } from "#study/fidelity/answer-check.ts";
import { type Asked, askedOf, writtenFrom } from "#study/fidelity/asked.ts";
import type { AuditAnswer, ReportInput } from "#study/fidelity/report-input.ts";
import { taskOfPlan, type WayToSolve } from "#study/plan.ts";

export interface AnsweredInstance {
  instance: Instance;
  prediction: Prediction;
  /** See `AnswerCheck`. */
  right: boolean;
  check: AnswerCheck;
}

/** Everything about one instance that the study knows. */
export interface Details extends AnsweredInstance {
  asked: Asked | string;
  /** Log-probabilities, likeliest label first; empty where the solver gave none. */
  labels: readonly { label: string; logProb: number }[];
  /** All solvers that answered it, in the order of the matrix. */
  answers: readonly { solver: string; prediction: string | null; right: boolean; check: AnswerCheck }[];
  /** The prompt that a generated row was written from, or why it is not known; null for a real row. */
  writtenFrom: Prompt | string | null;
  audit: AuditAnswer | null;
}

export const askingOf = ({ plan, data }: Pick<ReportInput, "plan" | "data">): Asking => ({
  task: taskOfPlan(plan).name,
  labels: data.labels,
});

/** The instances among `instances` that `solver` answered, in their order. */
export function answeredBy(
  solver: string,
  instances: readonly Instance[],
  predictions: readonly Prediction[],
  asking: Asking,
): AnsweredInstance[] {
  const own = new Map(predictions.filter((row) => row.solver === solver).map((row) => [row.instance, row]));
  return instances.flatMap((instance) => {
    const prediction = own.get(instance.id);
    if (!prediction) return [];
    const check = checkAnswer(asking, instance.target, prediction.prediction);
    return [{ instance, prediction, right: check.right, check }];
  });
}

/** What is known of one answer. `predictions` are those of all solvers on its dataset, solved in the same `way`. */
export function detailsOf(
  rows: ReportInput,
  answered: AnsweredInstance,
  { way, predictions }: { way: WayToSolve; predictions: readonly Prediction[] },
): Details {
  const { instance, prediction } = answered;
  const { dataset } = prediction;
  const given = new Map(predictions.filter((row) => row.instance === instance.id).map((row) => [row.solver, row]));
  const entry = (name: string | null) => rows.solvers.find((solver) => solver.name === name);
  const writer = entry(rows.written.find((set) => set.dataset.name === dataset)?.dataset.generator ?? null);
  return {
    ...answered,
    asked: askedOf(rows, entry(prediction.solver)!, {
      ...{ dataset, instance, way },
      label: rows.data.labels.find((label) => label === (prediction.prediction ?? instance.target)) ?? prediction.raw,
    }),
    labels: (prediction.logProbs ?? [])
      .map((logProb, i) => ({ label: rows.data.labels[i]!, logProb }))
      .sort((a, b) => b.logProb - a.logProb),
    answers: rows.solvers.flatMap(({ name }) => {
      const answer = given.get(name)?.prediction;
      if (answer === undefined) return [];
      const check = checkAnswer(askingOf(rows), instance.target, answer);
      return [{ solver: name, prediction: answer, right: check.right, check }];
    }),
    writtenFrom: writer ? writtenFrom(rows, writer, dataset, instance) : null,
    audit: rows.audit?.find((row) => row.dataset === dataset && row.instance === instance.id) ?? null,
  };
}
