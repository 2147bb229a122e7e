/** @file A decision in words: what may be done with a set, what that rests on, what to do next. */
import { count, counted, inLine, listed, type NumberFormat, score, share } from "#charts/format.ts";
import type { Result } from "#state/lab.svelte.ts";
import {
  averageOfGeneratorsName,
  type Condition,
  type ConditionName,
  type LabelReason,
  type LabelVerdict,
  type Outcome,
  type Purpose,
  type SetDecision,
  type Verdict,
} from "#state/reading.ts";
import { shortNameIn } from "./own-data.ts";
import type { SectionName } from "./sections.ts";
import { someOf } from "./words.ts";

export const verdictWords: Readonly<Record<Verdict, string>> = {
  use: "Use",
  "use for these labels": "Use for these labels",
  "do not use": "Do not use",
  "cannot tell": "Cannot tell",
};

/** What to try first comes first. */
const order: readonly Verdict[] = ["use", "use for these labels", "cannot tell", "do not use"];

/** Sets by their verdicts, then by what their scores err. */
export function inOrder({ decision, measures }: Result): readonly SetDecision[] {
  const error = ({ set }: SetDecision) => measures.squaredScoreError[set]?.estimate ?? Infinity;
  const place = ({ verdict, scores, ranking }: SetDecision) =>
    [verdict, scores.verdict, ranking.verdict].reduce((sum, own) => sum * order.length + order.indexOf(own), 0);
  return decision.sets.toSorted((a, b) => place(a) - place(b) || error(a) - error(b));
}

/** "Use a and b; cannot tell for c; do not use the other 8.", for one of the two purposes. */
export function purposeSummary(result: Result, purpose: "scores" | "ranking"): string {
  const { sets } = result.decision;
  const short = shortNameIn(result);
  const having = (verdict: Verdict) => sets.filter((set) => set[purpose].verdict === verdict).map(({ set }) => set);
  const parts = order.flatMap((verdict) => {
    const found = having(verdict);
    if (found.length === 0) return [];
    const all = found.length === sets.length && sets.length > 1;
    const ofSets = found.filter((set) => set !== averageOfGeneratorsName).length; // the average is no set
    const average = ofSets < found.length;
    const named = (set: string) => (set === averageOfGeneratorsName ? `the ${set}` : short(set));
    const which = all ? `the ${count(ofSets)} sets` : someOf(found.map(named), 3);
    const any = all ? `any of ${which}${average ? " or their average" : ""}` : which;
    if (verdict === "use") return `use ${any}`;
    if (verdict === "use for these labels") return `use some labels of ${which}`;
    if (verdict === "cannot tell") return `it cannot be told for ${any}`;
    if (all) return `use none of ${which}${average ? ", nor their average" : ""}`;
    return `do not use ${found.length > 2 ? `the other ${count(ofSets)}${average ? " or the average" : ""}` : which}`;
  });
  const sentence = parts.join("; ");
  return sentence === "" ? "There is no synthetic set." : `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

interface ConditionWords {
  /** What is asked of the set. */
  asks: string;
  write: NumberFormat;
  /** The part of the report that shows more of it. */
  section: SectionName;
}

export const conditionWords: Readonly<Record<ConditionName, ConditionWords>> = {
  "real rows": { asks: "Independent real rows", write: count, section: "scores" },
  "synthetic rows": { asks: "Independent synthetic rows", write: count, section: "scores" },
  solvers: { asks: "Solvers", write: count, section: "solvers" },
  "score error": { asks: "Typical error of a score", write: score, section: "distance" },
  "label agreement": { asks: "Rows whose label the classifier gives too", write: share, section: "sets" },
  "labels apart": { asks: "Labels that are clearly harder or easier than real ones", write: count, section: "slices" },
  rankable: { asks: "SRCC between halves of the real rows", write: score, section: "order" },
  "rank deficit": { asks: "SRCC lost against half of the real rows", write: score, section: "order" },
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  met: "met",
  failed: "clearly not met",
  unclear: "cannot tell",
};

/** A found value without an interval where it is a plain count. */
export function foundWords({ name, found }: Condition): string {
  const { write } = conditionWords[name];
  return write === count ? count(found.estimate ?? 0) : inLine(found, write);
}

export const thresholdWords = ({ name, relation, threshold }: Condition): string =>
  threshold === null ? "no tolerance is set" : `${relation} ${conditionWords[name].write(threshold)}`;

/** What the tolerated error of a score is in a metric; empty where that is plain. */
export function toleranceSense(metric: string, tolerance: number): string {
  if (metric === "meanSquaredError") {
    return "Mean squared error has no upper end, so no tolerance is set for it and scores cannot be decided on.";
  }
  if (metric !== "pearson" && metric !== "spearman") return "";
  const explained = (r: number) => share(r * r);
  return (
    `Scores are correlations here: a true ${score(0.8)} would be read as up to ${score(0.8 + tolerance)}, that is ` +
    `${explained(0.8 + tolerance)} instead of ${explained(0.8)} of the variance.`
  );
}

/** Why a purpose has its verdict: the conditions that stand against it, or the numbers that carry it. */
export function because({ verdict, conditions }: Purpose): string {
  const told = (found: readonly Condition[]) => listed(found.map(clause));
  const failed = conditions.filter(({ outcome }) => outcome === "failed");
  const unclear = conditions.filter(({ outcome, must }) => outcome === "unclear" && must === "be met");
  const sentence =
    verdict === "use"
      ? told(conditions.filter(({ name }) => name === "score error" || name === "rank deficit"))
      : told(failed.length > 0 && verdict !== "cannot tell" ? failed : [...unclear, ...failed]);
  return sentence === "" ? "" : `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

function clause(condition: Condition): string {
  const { name, found, outcome, threshold } = condition;
  const value = foundWords(condition);
  const limit = threshold === null ? "" : conditionWords[name].write(threshold);
  const open = found.low === null && found.reason ? ` (${found.reason.replace(/\.$/, "")})` : "";
  switch (name) {
    case "real rows":
      return `there are ${value} independent real rows; ${limit} are needed`;
    case "synthetic rows":
      return `it has ${value} independent rows; ${limit} are needed`;
    case "solvers":
      return `there are ${value} solvers; ${limit} are needed to speak for others`;
    case "score error":
      if (threshold === null) return `its scores err by ${value}, for which no tolerance is set`;
      return outcome === "unclear"
        ? `its scores err by ${value}${open}, which may be more or less than the ${limit} allowed`
        : `its scores err by ${value} where ${limit} is allowed`;
    case "label agreement":
      return `the classifier gives only ${value} of its rows the label asked for; ${limit} are needed`;
    case "labels apart":
      return `${counted(found.estimate ?? 0, "label is", "labels are")} clearly harder or easier than in real data`;
    case "rankable":
      return `halves of the real rows rank these solvers at only ${value}${open}; ${limit} is needed to have an order to compare with`;
    case "rank deficit":
      return outcome === "unclear"
        ? `against half of the real rows it loses ${value}${open} of SRCC, which may be more or less than the ${limit} allowed`
        : `against half of the real rows it loses ${value} of SRCC where ${limit} is allowed`;
  }
}

const labelReasons: Readonly<Record<LabelReason, string>> = {
  "as real": "as hard as real rows",
  harder: "clearly harder than real rows",
  easier: "clearly easier than real rows",
  "doubtful labels": "too many of its texts look like another label",
  "few rows": "too few rows",
  "few solvers": "too few solvers",
  unclear: "the interval reaches over the limit",
};

/** Labels of one verdict by reason: "harder …: a, b". */
export function labelGroups(labels: readonly LabelVerdict[], verdict: LabelVerdict["verdict"]) {
  const own = labels.filter((label) => label.verdict === verdict);
  return [...new Set(own.map(({ why }) => why))].map((why) => ({
    why: labelReasons[why],
    labels: own.filter((label) => label.why === why).map(({ label }) => label),
  }));
}

/** What would settle it, in the order of what helps most. */
export function nextSteps(found: SetDecision, result: Result): string[] {
  const { decision, real } = result;
  const { leastRows, leastSolvers, leastLabelRows } = decision.tolerances;
  const all = new Map([...found.scores.conditions, ...found.ranking.conditions].map((own) => [own.name, own.outcome]));
  const is = (name: ConditionName, outcome: Outcome) => all.get(name) === outcome;
  const boundless = found.scores.conditions.some(({ threshold }) => threshold === null);
  const few = found.labels.filter(({ why }) => why === "few rows").length;
  const byHand = found.labels.filter(({ verdict }) => verdict === "by hand").length;
  return [
    is("real rows", "unclear") && `Label real rows until ${leastRows} independent ones are in ${real}.`,
    is("synthetic rows", "unclear") && `Let the model write at least ${leastRows} different rows.`,
    is("solvers", "unclear") && `Add systems until ${leastSolvers} solve both: models, or answers of your own systems.`,
    is("rankable", "unclear") &&
      "To judge a ranking, add real rows, or systems that differ more: these are too alike to be told apart.",
    result.task !== "intent" &&
      result.task !== "classification" &&
      "Read some of its rows before anything else: nothing here checks whether they are what was asked for.",
    is("score error", "failed") && "Report scores from real rows: see what this set is worth in labelled rows below.",
    is("label agreement", "failed") &&
      "Read the rows whose label the classifier doubts before anything else; a better model or fewer, clearer labels help.",
    boundless && "To decide on scores, make a correlation the metric of the plan: this one has no upper end.",
    ((is("score error", "unclear") && !boundless) || is("rank deficit", "unclear")) &&
      "Label more real rows, and let the models write more: that narrows the intervals until they fall on one side.",
    byHand > 0 && `Write ${counted(byHand, "label")} by hand, the rest by model, and decide anew.`,
    few > 0 &&
      `To judge single labels, bring ${leastLabelRows} independent rows of a label, real and synthetic: ${counted(few, "label has", "labels have")} fewer.`,
    found.favours.length > 0 &&
      `Leave ${someOf(found.favours.map(shortNameIn(result)))} out of comparisons on this set: on its own data it does better than its rivals’ data suggest.`,
  ].filter((step) => step !== false);
}
