/** @file The sentences that must stand beside a study's numbers. */
import { intervalScope } from "#measures/interval-scope.ts";
import { metrics } from "#measures/metrics.ts";
import { mspdCoverage } from "#measures/noise-correction.ts";
import { rankIntervalNote } from "#measures/rank-ceiling.ts";
import type { StudyMeasures } from "#measures/study-measures.ts";
import { worthNote } from "#measures/worth.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import type { Written } from "#study/fidelity/written.ts";
import type { SolverEntry } from "#study/fidelity/report-input.ts";
import { type Plan, taskOfPlan, type WayToSolve } from "#study/plan.ts";

interface Facts {
  plan: Plan;
  data: StudyData;
  way: WayToSolve;
  solvers: readonly SolverEntry[];
  written: readonly Written[];
  measures: StudyMeasures;
  /** Answers of all solvers that could not be read. */
  unparsed: number;
}

export function studyNotes({ plan, data, way, solvers, written, measures, unparsed }: Facts): string[] {
  const task = taskOfPlan(plan).name;
  const notes = [
    intervalScope({ generationSeeds: plan.generate.seeds, draws: plan.data.demonstrations?.draws ?? 1 }),
    ...data.notes,
  ];
  const folds = plan.data.demonstrations?.folds;
  if (folds !== undefined) notes.push(crossFittingNote(folds));
  if (way === "generative") {
    const judges = task === "similarity" ? "rates a pair" : "labels a text";
    notes.push(
      `Generative solving is partly self-preferring by construction: a model ${judges} by the same probability ` +
        "that it samples its own texts from.",
    );
  }
  notes.push(mspdCoverage.text, rankIntervalNote, worthNote);
  const scored = metrics[data.metric];
  if (task !== "classification") {
    notes.push(
      `Those coverages and sizes were measured with right and wrong answers to labels; for ${scored.name} take them as a ` +
        "guide.",
    );
    notes.push(
      "No classifier checks what was written: whether the rows of a set are what was asked for is for people to read.",
    );
  }
  if (task === "similarity" && unparsed > 0) {
    notes.push(
      `${unparsed} answers could not be read. They are left out of the scores; the other metrics show the headline with ` +
        "them as the worst level and as a level drawn at random.",
    );
  }
  if (!scored.higherIsBetter) {
    notes.push(
      `Scores are ${scored.name}, an error: a bias factor above 0 means a smaller error on own data, and rank 1 the ` +
        "smallest error.",
    );
  }
  if (measures.rankCeiling.reason) notes.push(measures.rankCeiling.reason);
  const short = written.filter((set) => set.dataset.instances.length < plan.generate.perGenerator);
  for (const { dataset, attempts } of short) {
    notes.push(
      `${dataset.name} holds ${dataset.instances.length} of ${plan.generate.perGenerator} rows: no more were accepted ` +
        `in ${attempts} attempts.`,
    );
  }
  if (
    folds === undefined &&
    solvers.some((solver) => solver.preparation === "adapted") &&
    (plan.data.demonstrations?.draws ?? 1) === 1
  ) {
    notes.push(
      "All models saw the same demonstrations: a preference that they share shows in no bias factor, and what one of " +
        "them made of those rows cannot be told from the model itself. Plan several draws to tell them apart.",
    );
  }
  return notes;
}

/** What a study in folds can say, and what its intervals leave out. */
function crossFittingNote(folds: number): string {
  const overlap = folds > 2 ? "The demonstrations of different folds overlap, so their models are alike. " : "";
  return (
    `Cross-fitting in ${folds} folds: each row was answered by models that saw neither it, nor its group, nor a ` +
    `near-duplicate, and each set is written by ${folds} models on the demonstrations of the other folds. Scores are of ` +
    `the models of all folds together. ${overlap}Intervals resample rows and adapt nothing anew, so they are somewhat ` +
    `too narrow for other demonstrations. Within a fold all models saw the same demonstrations: a preference that they ` +
    `share shows in no bias factor.`
  );
}
