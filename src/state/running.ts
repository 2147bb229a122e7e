/** @file How far a running study has come. */
import type { Phase, Range, StudyEstimate } from "#study/work.ts";
import type { Progress } from "#study/services.ts";

/** The phases in the order in which a study goes through them. */
const phases: readonly Phase[] = ["pilot", "adapt", "generate", "solve", "likelihood", "judge", "dial", "measure"];

/** The phases that are yet to come; what not every plan asks for only where the estimate has it. */
export function phasesToCome({ phases: seen, estimate }: Pick<Running, "phases" | "estimate">): readonly Phase[] {
  const current = seen.at(-1);
  const after = current ? phases.slice(phases.indexOf(current.phase) + 1) : phases;
  return after.filter((phase) => {
    const optional = phase === "likelihood" || phase === "judge" || phase === "dial";
    return !optional || estimate?.phasesMs[phase] !== undefined;
  });
}

export interface PhaseProgress extends Progress {
  /** Where new work began: units that an earlier run had journalled are done at once and say nothing about speed. */
  began: { done: number; elapsedMs: number };
}

export interface Running {
  /** Null until the study is written down. */
  id: string | null;
  startedAtMs: number;
  stopping: boolean;
  /** What the pilot made of the rest; null before it. */
  estimate: StudyEstimate | null;
  /** The phases that have begun, in their order; the last is under way. */
  phases: readonly PhaseProgress[];
}

/** A run that has just begun. */
export const noProgress = (id: string | null, estimate: StudyEstimate | null): Running => ({
  ...{ id, startedAtMs: Date.now(), stopping: false, estimate, phases: [] },
});

/** Takes one report in. A phase counts its work as new from the first report that has tokens or takes time. */
export function withProgress(running: Running, progress: Progress): Running {
  const last = running.phases.at(-1);
  const goesOn = last?.phase === progress.phase;
  const journalled = progress.tokens === 0 && progress.elapsedMs < settlingMs;
  const here = { done: progress.done, elapsedMs: progress.elapsedMs };
  const began = goesOn && !journalled ? last.began : here;
  const before = goesOn ? running.phases.slice(0, -1) : running.phases;
  return { ...running, phases: [...before, { ...progress, began }] };
}

/** Reports without tokens that come this early are journalled rows. */
const settlingMs = 500;

/** Below this share of new work a phase's speed is guesswork. */
const leastShare = 0.05;

/** What is left of a phase at the speed of its new work, in milliseconds; null while that cannot be said. */
export function remainingMs({ done, total, elapsedMs, began }: PhaseProgress): number | null {
  const made = done - began.done;
  const left = total - done;
  if (total === 0 || left <= 0 || made < leastShare * (total - began.done)) return null;
  return ((elapsedMs - began.elapsedMs) / made) * left;
}

/** Tokens a second of a phase; null where it counts none. */
export function tokensPerSecond({ tokens, elapsedMs, began }: PhaseProgress): number | null {
  const spentMs = elapsedMs - began.elapsedMs;
  return tokens > 0 && spentMs > 0 ? (1000 * tokens) / spentMs : null;
}

/** The speed so far is that of some models and sets, not of all. */
const phaseSpread: Range = { low: 0.8, high: 1.4 };

/**
 * What is left of the whole study, in milliseconds: of its present phase by the speed so far, or by the estimate while
 * that cannot be said, and of the phases to come by the estimate. Null before there is an estimate.
 */
export function studyRemainingMs(running: Running): Range | null {
  const { phases: seen, estimate } = running;
  const current = seen.at(-1);
  if (!estimate || !current || current.phase === "pilot") return null;
  const expected = estimate.phasesMs[current.phase] ?? nothing;
  const rest = remainingMs(current);
  const here = rest === null ? minus(expected, current.elapsedMs) : times(phaseSpread, rest);
  const coming = phasesToCome(running) as Exclude<Phase, "pilot">[];
  return coming.reduce((sum, phase) => plus(sum, estimate.phasesMs[phase] ?? nothing), here);
}

const nothing: Range = { low: 0, high: 0 };
const plus = (a: Range, b: Range): Range => ({ low: a.low + b.low, high: a.high + b.high });
const times = ({ low, high }: Range, by: number): Range => ({ low: low * by, high: high * by });
const minus = ({ low, high }: Range, by: number): Range => ({
  low: Math.max(0, low - by),
  high: Math.max(0, high - by),
});
