/** @file Which labels a generator may write, and which a person should. */
import type { Measure } from "#core/words.ts";
import type { Slice, SliceContrast } from "#measures/slices.ts";
import { agreementTolerance, labelTolerance, leastLabelRows } from "#study/fidelity/tolerances.ts";

export type LabelReason =
  /** The panel scores alike on both, and the classifier does not contradict the labels. */
  | "as real"
  | "harder"
  | "easier"
  /** The classifier gives clearly too many of the texts another label. */
  | "doubtful labels"
  | "few rows"
  | "few solvers"
  | "unclear";

export interface LabelVerdict {
  label: string;
  verdict: "synthesise" | "by hand" | "cannot tell";
  why: LabelReason;
  /** Panel-mean recall, synthetic minus real. */
  difference: Measure;
  /** Share of the label's synthetic rows that the classifier gives this label too; null where it was refused. */
  agreement: Measure | null;
}

/** What the classifier says of the set's labels, and whether the panel is too small to speak for other systems. */
interface LabelEvidence {
  /** By label; labels that the set does not hold are left out. */
  agreements: ReadonlyMap<string, Measure>;
  agreementCeiling: Measure;
  fewSolvers: boolean;
}

/**
 * Sorts the labels of one synthetic set.
 *
 * `by hand`: the interval of the difference lies outside ± labelTolerance and the difference holds after Holm's correction
 * for all labels, or the interval of the agreement lies below the ceiling by more than agreementTolerance.
 * `synthesise`: the interval of the difference lies within ± labelTolerance, with leastLabelRows independent rows on either
 * side and leastSolvers solvers. Else `cannot tell`.
 */
export function labelVerdicts(slices: readonly Slice[], set: string, evidence: LabelEvidence): LabelVerdict[] {
  return slices.flatMap((slice) => {
    const contrast = slice.synthetic[set];
    if (!contrast) return [];
    const why = reasonOf(slice, contrast, evidence);
    const { difference } = contrast;
    return [
      {
        label: slice.name,
        verdict: verdictOf[why],
        why,
        difference,
        agreement: evidence.agreements.get(slice.name) ?? null,
      },
    ];
  });
}

const verdictOf: Readonly<Record<LabelReason, LabelVerdict["verdict"]>> = {
  "as real": "synthesise",
  harder: "by hand",
  easier: "by hand",
  "doubtful labels": "by hand",
  "few rows": "cannot tell",
  "few solvers": "cannot tell",
  unclear: "cannot tell",
};

function reasonOf(
  { name, real }: Slice,
  { score, difference: { low, high }, adjustedP }: SliceContrast,
  { agreements, agreementCeiling, fewSolvers }: LabelEvidence,
): LabelReason {
  const agreed = agreements.get(name)?.high ?? null;
  if (low !== null && high !== null && adjustedP! < 0.05) {
    if (high < -labelTolerance) return "harder";
    if (low > labelTolerance) return "easier";
  }
  if (agreed !== null && agreed < (agreementCeiling.estimate ?? 0) - agreementTolerance) return "doubtful labels";
  if (Math.min(real.n, score.n) < leastLabelRows) return "few rows";
  if (fewSolvers) return "few solvers";
  const within = low !== null && high !== null && low >= -labelTolerance && high <= labelTolerance;
  return within ? "as real" : "unclear";
}
