/** @file What a decision compares: a found interval with a stated threshold. */
import type { Measure } from "#core/words.ts";

/** `met`: the whole interval is on the right side of the threshold. `failed`: on the wrong side. Else `unclear`. */
export type Outcome = "met" | "failed" | "unclear";

export type ConditionName =
  | "real rows"
  | "synthetic rows"
  | "solvers"
  | "score error"
  | "label agreement"
  | "labels apart"
  | "rankable"
  | "rank deficit";

export interface Condition {
  name: ConditionName;
  /** What was found, with its interval; for counts the estimate alone. */
  found: Measure;
  /** The found value has to be at most, or at least, `threshold`. */
  relation: "at most" | "at least";
  /** Null where none is known. */
  threshold: number | null;
  outcome: Outcome;
  /** `be met`: anything else keeps the verdict from "use". `not fail`: only a clear failure does. */
  must: "be met" | "not fail";
}

/** Compares an interval with a threshold; without one of them nothing is clear. */
export function interval(
  name: ConditionName,
  found: Measure,
  relation: Condition["relation"],
  threshold: number | null,
  must: Condition["must"] = "be met",
): Condition {
  const { low, high } = found;
  const outcome = (): Outcome => {
    if (low === null || high === null || threshold === null) return "unclear";
    if (relation === "at most") return high <= threshold ? "met" : low > threshold ? "failed" : "unclear";
    return low >= threshold ? "met" : high < threshold ? "failed" : "unclear";
  };
  return { name, found, relation, threshold, outcome: outcome(), must };
}

/** A count that has to reach `least`; too few never show that a set is bad, so they leave things unclear. */
export function enough(name: ConditionName, count: number, least: number): Condition {
  const found = { estimate: count, low: null, high: null, n: count };
  return {
    name,
    found,
    relation: "at least",
    threshold: least,
    outcome: count >= least ? "met" : "unclear",
    must: "be met",
  };
}

/** All together: `failed` where one clearly fails, `met` where all that must be met are, else `unclear`. */
export function joint(conditions: readonly Condition[]): Outcome {
  const sized = conditions.every(
    ({ found, must, outcome, threshold }) =>
      must === "not fail" || (found.low !== null && threshold !== null) || outcome === "met",
  );
  if (!sized) return "unclear";
  if (conditions.some(({ outcome }) => outcome === "failed")) return "failed";
  return conditions.every(({ must, outcome }) => must === "not fail" || outcome === "met") ? "met" : "unclear";
}
