/** @file The phases of a run that go beyond scores: texts are scored, pairs are judged. */
import { runJudges, judgesOf } from "#study/fidelity/judge.ts";
import { answersHoldLikelihoods, scoreTexts, scoringModels, textsToScore } from "#study/fidelity/likelihood.ts";
import { allLikelihoodRows } from "#study/fidelity/likelihood-report.ts";
import type { Bench } from "#study/fidelity/parts.ts";
import type { PhaseClock } from "#study/fidelity/phase-clock.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { Plan } from "#study/plan.ts";
import type { BlockDone, Contestant, Services } from "#study/services.ts";

/** Throws an InputError where the plan asks for likelihoods that no model gives, before anything is run. */
export function checkBeyond(plan: Plan, generators: readonly Contestant[]): void {
  scoringModels(plan, generators);
}

/** Scores texts and judges pairs where the plan asks for it; what the journal holds is not made again. */
export async function runBeyondScores(
  { input, generators, benches }: { input: ReportInput; generators: readonly Contestant[]; benches: readonly Bench[] },
  services: Services,
  { signal, clock, onBlock }: { signal: AbortSignal | undefined; clock: PhaseClock; onBlock: BlockDone },
): Promise<Pick<ReportInput, "likelihood" | "judging">> {
  const { plan, data, written } = input;
  const models = answersHoldLikelihoods(plan) ? [] : scoringModels(plan, generators);
  let scored: ReportInput = input;
  if (models.length > 0) {
    const pass = { plan, data, models, benches };
    clock.start("likelihood", textsToScore(pass));
    const likelihood = await scoreTexts(pass, services, {
      ...{ signal, onKept: (texts) => clock.add(texts, 0) },
      onBlock: (block) => {
        onBlock(block);
        clock.add(block.rows.length, block.tokens);
      },
    });
    scored = { ...input, likelihood };
  }
  const further = scored.likelihood ? { likelihood: scored.likelihood } : {};
  if (!plan.judges) return further;
  clock.start("judge", 0);
  const judges = judgesOf(plan, generators);
  const byLikelihood = judges.some(({ way }) => way === "likelihood");
  const rows = byLikelihood ? allLikelihoodRows(scored) : [];
  const judging = await runJudges({ plan, data, written, judges, rows }, services, {
    signal,
    onBlock: (block) => {
      onBlock(block);
      clock.tokens.judge += block.tokens;
    },
    onProgress: (done, total) => clock.set(done, total),
  });
  return { ...further, judging };
}
