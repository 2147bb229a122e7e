/** @file Slices in words and in the order of what they show. */
import { counted, pValue } from "#charts/format.ts";
import { directionOf } from "#state/metrics.ts";
import type { SliceContrast, SliceTable } from "#state/reading.ts";
import { metricName } from "./words.ts";

/** What is compared in each part of the rows. */
export const sliceScore = (metric: string): string =>
  metric === "macroF1" || metric === "accuracy"
    ? "the share of right answers"
    : `the ${metricName(metric)} of its rows`;

/** What the sign of a difference says, and what else may be behind it. */
export function sliceSign(metric: string): string {
  if (directionOf(metric) < 0) return "A positive difference: the synthetic rows are harder, because this is an error.";
  const range =
    metric === "pearson" || metric === "spearman"
      ? " A part whose scores lie closer together has a lower correlation for that alone."
      : "";
  return `A positive difference: the synthetic rows are easier.${range}`;
}

export const sliceTitle = ({ kind, column }: SliceTable): string =>
  kind === "column" ? `By ${column}` : { label: "By label", length: "By length", rarity: "By rarity of words" }[kind];

/** What the slices of a kind are, in one sentence. */
export function sliceDefinition({ kind, column }: SliceTable): string {
  switch (kind) {
    case "label":
      return "Right answers among the rows of one label: the solvers’ mean recall.";
    case "length":
      return "Words per text, cut where they cut the real rows into thirds.";
    case "rarity":
      return (
        "How rare a text’s words are: the mean over its words of ln((N + 1) / (f + 1)), where f of the N other real " +
        "texts hold the word; cut where it cuts the real rows into thirds."
      );
    case "column":
      return (
        `Generated rows have no ${column}: each part of the real rows is compared with the whole synthetic set, so a ` +
        "difference may also come from another mix of labels."
      );
  }
}

/** Excludes zero alone, or also after the correction for all slices of the kind; undefined where nothing is told. */
export function mark({ difference: { low, high }, adjustedP }: SliceContrast): "corrected" | "alone" | null {
  if (low === null || high === null || (low <= 0 && high >= 0)) return null;
  return adjustedP! < 0.05 ? "corrected" : "alone";
}

/** Rows of a table: largest difference first for labels and the user's values, in their natural order else. */
export function orderedSlices({ kind, slices }: SliceTable, set: string) {
  const rows = slices.flatMap((slice) => {
    const contrast = slice.synthetic[set];
    return contrast ? [{ slice, contrast, mark: mark(contrast) }] : [];
  });
  const size = ({ contrast }: (typeof rows)[number]) => Math.abs(contrast.difference.estimate ?? -1);
  return kind === "label" || kind === "column" ? rows.sort((a, b) => size(b) - size(a)) : rows;
}

/** "3 of 12 intervals leave out zero, 1 after the correction." */
export function sliceSummary(rows: ReturnType<typeof orderedSlices>): string {
  const told = rows.filter(({ contrast }) => contrast.difference.low !== null);
  if (told.length === 0) return "No difference has an interval here; the notes give the reasons.";
  const out = told.filter(({ mark: found }) => found !== null).length;
  const corrected = told.filter(({ mark: found }) => found === "corrected").length;
  const chance = told.length >= 20 ? ` By chance alone about ${Math.round(told.length / 20)} would.` : "";
  return (
    `${out} of ${counted(told.length, "interval")} ${out === 1 ? "leaves" : "leave"} out zero (*), ${corrected} of them ` +
    `after Holm’s correction (**).${chance}`
  );
}

export const correctedP = ({ adjustedP }: SliceContrast): string => (adjustedP === null ? "–" : pValue(adjustedP));
