/** @file What a study's judges say, from their verdicts. */
import type { Sample } from "#measures/intervals.ts";
import { judgesReport, type JudgesReport } from "#measures/judges/report.ts";
import type { JudgingRows } from "#study/fidelity/judge.ts";
import type { Plan } from "#study/plan.ts";
import type { WayToJudge } from "#tasks/judging/verdicts.ts";

export interface JudgesResult extends JudgesReport {
  /** Pairs asked for, per judge. */
  perJudge: number;
  /** Whether own texts met texts of like length. */
  matchLength: boolean;
  /** Judge → how it judged. */
  ways: Readonly<Record<string, WayToJudge>>;
  /** Judges for whom the texts ran out. */
  short: JudgingRows["short"];
}

/**
 * A pure function of a study's verdicts and samples. People have not judged these pairs, so definitions that need such a
 * standard say that they are undefined, and those that can take the majority of the other judges instead.
 */
export function judgesResult(
  plan: Plan,
  { verdicts, short }: JudgingRows,
  samples: { scores: Sample; likelihood?: Sample },
): JudgesResult {
  const report = judgesReport(verdicts, { seed: plan.seed, ...samples });
  const { pairs: perJudge, matchLength } = plan.judges!;
  const wayOf = (judge: string): WayToJudge => {
    const own = verdicts.filter((verdict) => verdict.judge === judge);
    if (own.some(({ orderFree }) => orderFree)) return "likelihood";
    return own.some(({ raw }) => raw !== undefined) ? "words" : "probabilities";
  };
  return {
    ...{ ...report, perJudge, matchLength, short },
    ways: Object.fromEntries(report.judges.map(({ judge }) => [judge, wayOf(judge)])),
  };
}
