/** @file What scoring the texts and judging pairs will take, judged by the speed of solving. Pure. */
import { judges } from "#study/fidelity/likelihood.ts";
import type { ContestantFacts } from "#study/pilot.ts";
import type { Plan } from "#study/plan.ts";
import type { Range } from "#study/work.ts";

interface BeyondCosts {
  plan: Plan;
  contestants: readonly ContestantFacts[];
  /** Whether the answers hold the likelihoods already. */
  held: boolean;
  /** What a row costs a contestant that solves directly: one text, scored. */
  rowMs: (contestant: ContestantFacts) => Range;
  /** Texts that a contestant meets. */
  texts: (contestant: ContestantFacts) => number;
}

/** A judge reads two texts and an instruction in each of two orders. */
const perPair: Range = { low: 4, high: 10 };

/** Milliseconds of the models; a phase that the plan does not have is absent. */
export function beyondCost({ plan, contestants, held, rowMs, texts }: BeyondCosts): {
  likelihood?: Range;
  judge?: Range;
} {
  const writers = contestants.filter(({ generates }) => generates);
  const judging = writers.filter(({ base }) => judges(plan, base));
  const asked = judging.filter(({ promptStyle }) => promptStyle !== "control");
  const scoring = plan.likelihood ? writers : judging.filter(({ promptStyle }) => promptStyle === "control");
  const sum = (of: readonly ContestantFacts[], times: (contestant: ContestantFacts) => Range): Range =>
    of.reduce(
      (total, contestant) => {
        const [ms, by] = [rowMs(contestant), times(contestant)];
        return { low: total.low + ms.low * by.low, high: total.high + ms.high * by.high };
      },
      { low: 0, high: 0 },
    );
  const pairs = (plan.judges?.pairs ?? 0) * judging.length;
  return {
    ...(scoring.length > 0 &&
      !held && { likelihood: sum(scoring, (contestant) => ({ low: texts(contestant), high: texts(contestant) })) }),
    ...(plan.judges && { judge: sum(asked, () => ({ low: pairs * perPair.low, high: pairs * perPair.high })) }),
  };
}
