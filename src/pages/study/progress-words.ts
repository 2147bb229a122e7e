/** @file The progress of a study in words. */
import { count, duration, roughDuration, roughDurations } from "#charts/format.ts";
import type { Phase } from "#state/lab.svelte.ts";
import { type PhaseProgress, remainingMs, type Running, studyRemainingMs, tokensPerSecond } from "#state/running.ts";

export const phaseWords: Record<Phase, { doing: string; done: string; unit: string }> = {
  pilot: { doing: "Trying three rows of each model", done: "Tried three rows of each model", unit: "models" },
  adapt: { doing: "Preparing the models", done: "Prepared the models", unit: "models adapted" },
  generate: { doing: "Writing the sets", done: "Wrote the sets", unit: "rows" },
  solve: { doing: "Solving the sets", done: "Solved the sets", unit: "answers" },
  likelihood: { doing: "Scoring the texts", done: "Scored the texts", unit: "texts" },
  judge: { doing: "Judging pairs of texts", done: "Judged pairs of texts", unit: "verdicts" },
  dial: { doing: "Training on dialled rows", done: "Trained on dialled rows", unit: "trained solvers" },
  measure: { doing: "Measuring", done: "Measured", unit: "" },
};

/** "1,280 of 1,920 rows" */
export function phaseCount({ phase, done, total }: PhaseProgress): string {
  if (phase === "measure") return "";
  if (total === 0) return phase === "adapt" || phase === "pilot" ? "opening the models" : "";
  return `${count(Math.floor(done))} of ${count(total)} ${phaseWords[phase].unit}`;
}

/** "9,400 tokens a second, about 40 s left here" */
export function phaseSpeed(progress: PhaseProgress): string {
  const speed = tokensPerSecond(progress);
  const rest = remainingMs(progress);
  return [
    ...(speed === null ? [] : [`${count(Math.round(speed))} tokens a second`]),
    ...(rest === null ? [] : [`about ${roughDuration(rest)} left of this`]),
  ].join(", ");
}

/** "20 s to 50 s left in all" */
export function studyRest(running: Running): string {
  const rest = studyRemainingMs(running);
  return rest === null ? "" : `${roughDurations(rest)} left in all`;
}

/** What a finished phase came to. */
export function phaseOutcome({ phase, total, tokens, elapsedMs }: PhaseProgress): string {
  if (phase === "adapt" && total === 0) return "nothing to adapt";
  return [
    ...(phase === "measure" ? [] : [`${count(total)} ${phaseWords[phase].unit}`]),
    ...(tokens > 0 ? [`${count(tokens)} tokens`] : []),
    duration(elapsedMs),
  ].join(", ");
}

/** What a screen reader is told: a phase when it begins, then each quarter. */
export function spokenProgress({ stopping, phases }: Running): string {
  const progress = phases.at(-1);
  if (stopping) return "Stopping.";
  if (!progress) return "The study begins.";
  const { phase, done, total } = progress;
  const quarter = total > 0 && phase !== "measure" ? Math.floor((4 * done) / total) : 0;
  const part = ["", ": a quarter done", ": half done", ": three quarters done", ": done"][quarter] ?? "";
  return `${phaseWords[phase].doing}${part}.`;
}
