/** @file Which ensemble is better than a single set, as data. */
import type { EnsembleKey, EnsembleTable } from "./ensembles.ts";

/**
 * What an ensemble table answers. A benchmark counts where its gain has an adjusted p below .05.
 *
 * "both": some lower corrected MSPD and raise SRCC, `best` of them with the lowest corrected MSPD. "scores": some lower
 * corrected MSPD, none raises SRCC too; "ranks" the reverse; "either": some do the one, others the other; "neither".
 * `worse`: benchmarks that raise corrected MSPD or lower SRCC. "undefined": nothing could be compared.
 */
export type EnsembleVerdict =
  | { kind: "both"; benchmarks: EnsembleKey[]; best: EnsembleKey; worse: EnsembleKey[] }
  | { kind: "scores" | "ranks"; benchmarks: EnsembleKey[]; worse: EnsembleKey[] }
  | { kind: "either"; scores: EnsembleKey[]; ranks: EnsembleKey[]; worse: EnsembleKey[] }
  | { kind: "neither"; worse: EnsembleKey[] }
  | { kind: "undefined"; reason: string };

/** The verdict of a table of ensembles, over datasets or of one arm. */
export function ensembleVerdict({ benchmarks }: EnsembleTable): EnsembleVerdict {
  const defined = benchmarks.filter(({ gain }) => gain.mspdCorrected.p !== null || gain.spearman.p !== null);
  if (defined.length === 0) {
    return { kind: "undefined", reason: benchmarks[0]?.gain.mspdCorrected.reason ?? "There are no ensembles." };
  }
  const direction = (gain: { estimate: number | null; adjustedP: number | null }) =>
    gain.adjustedP !== null && gain.adjustedP < 0.05 ? Math.sign(gain.estimate!) : 0;
  const keysOf = (list: typeof defined) => list.map(({ key }) => key);
  const lower = defined.filter(({ gain }) => direction(gain.mspdCorrected) < 0);
  const higher = defined.filter(({ gain }) => direction(gain.spearman) > 0);
  const worse = keysOf(defined.filter(({ gain }) => direction(gain.mspdCorrected) > 0 || direction(gain.spearman) < 0));
  const both = lower.filter((benchmark) => higher.includes(benchmark));
  if (both.length > 0) {
    const best = both.reduce((least, next) =>
      next.mspdCorrected.estimate! < least.mspdCorrected.estimate! ? next : least,
    );
    return { kind: "both", benchmarks: keysOf(both), best: best.key, worse };
  }
  if (lower.length > 0 && higher.length > 0) {
    return { kind: "either", scores: keysOf(lower), ranks: keysOf(higher), worse };
  }
  if (lower.length > 0) return { kind: "scores", benchmarks: keysOf(lower), worse };
  if (higher.length > 0) return { kind: "ranks", benchmarks: keysOf(higher), worse };
  return { kind: "neither", worse };
}
