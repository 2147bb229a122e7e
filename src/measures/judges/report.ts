/** @file What a study says about its judges. */
import type { Measure } from "#core/words.ts";
import { selfPreferences, type SelfPreference } from "./definitions.ts";
import { evidenceOf, type EvidenceOptions } from "./evidence.ts";
import { judgeMeasures, type JudgeMeasures } from "./judge-measures.ts";
import { preferenceLeakageOf } from "./preference-leakage.ts";
import type { Verdict } from "./verdict.ts";

export interface JudgesReport {
  /** Pairs of texts in all. */
  pairs: number;
  judges: readonly JudgeMeasures[];
  /** Every definition of `definitions`, by model and kind of opponent. */
  selfPreference: readonly SelfPreference[];
  /** PLS of every two judges, each pair once. */
  preferenceLeakage: readonly { i: string; j: string; measure: Measure }[];
}

/**
 * All measures of judging, as rows of JSON. Models are the judges and the generators of `scores` and `likelihood`, in this order.
 * Equal verdicts, gold, scores and seed give an equal report. Throws RangeError as `evidenceOf` does.
 */
export function judgesReport(verdicts: readonly Verdict[], options: EvidenceOptions): JudgesReport {
  const evidence = evidenceOf(verdicts, options);
  const { judges } = evidence;
  const generators = [evidence.scores, evidence.likelihood].flatMap(
    (sample) => sample?.panel.generators.map(({ name }) => name) ?? [],
  );
  return {
    pairs: evidence.pairs.length,
    judges: judges.map((judge) => judgeMeasures(evidence, judge)),
    selfPreference: selfPreferences(evidence, [...new Set([...judges, ...generators])]),
    preferenceLeakage: judges.flatMap((i, at) =>
      judges.slice(at + 1).map((j) => ({ i, j, measure: preferenceLeakageOf(evidence, i, j) })),
    ),
  };
}
