/** @file What a plan's dial will take: trainings and answers, judged like the rest of a study. Pure. */
import type { ContestantFacts } from "#study/pilot.ts";
import type { EstimateInput } from "#study/estimate.ts";
import { rowCost, type Speeds } from "#study/row-cost.ts";
import type { Range } from "#study/work.ts";
import { adaptationRecipe } from "#training/adaptation/recipe.ts";

export interface DialCost {
  /** Solvers to train. */
  trained: number;
  /** Tokens that they are trained on in all. */
  tokens: number;
  timeMs: Range;
  /** Of the trained models in the database. */
  bytes: number;
}

/** Milliseconds per token and unit of `trainingCost` where nothing on this machine says more, as measured on one; its range is wide. */
const usualUnit = 5e-7;
const otherMachine: Range = { low: 0.4, high: 3 };
/** A token costs an overhead that any model has, and arithmetic that grows with it. */
export const trainingCost = (parameters: number | null) => 100_000 + (parameters ?? 1_000_000);
/** Training holds its speed within this where the same model was trained before. */
const sameModel: Range = { low: 0.8, high: 1.4 };
const otherModel: Range = { low: 0.7, high: 1.5 };
/** Bytes of a trained model per parameter: two files of fp32. */
const bytesPerParameter = 8;
/** Where no text was written yet. */
const usualTokens = 15;

/** Null without a dial. Solvers that the plan leaves open are taken to be its two smallest models. */
export function dialCost({ plan, data, pilot, known, concurrency }: EstimateInput, speeds: Speeds): DialCost | null {
  const { dial, generate, models } = plan;
  if (!dial) return null;
  const facts = [...new Map(pilot.contestants.map((contestant) => [contestant.base, contestant])).values()];
  const smallest = [...facts].sort((a, b) => (a.parameters ?? Infinity) - (b.parameters ?? Infinity));
  const solvers = dial.solvers ? facts.filter(({ base }) => dial.solvers!.includes(base)) : smallest.slice(0, 2);
  const runs = dial.seeds * (1 + 2 * (dial.doses.length - 1));
  const half = (generate.perGenerator * generate.seeds) / 2;
  const written = pilot.work.filter(({ kind }) => kind === "generate");
  const rows = written.reduce((sum, own) => sum + own.rows, 0);
  const perText = rows > 0 ? written.reduce((sum, own) => sum + own.tokens, 0) / rows : usualTokens;
  const tokensOf = ({ parameters }: ContestantFacts) =>
    perText * adaptationRecipe(parameters ?? 1_000_000, data.labels.length, dial.rows ?? half).sequences;
  const unit = measuredUnit(pilot.adaptations, known.trainingMsPerToken, facts);
  const times = solvers.map((solver): Range => {
    const earlier = known.trainingMsPerToken[solver.base];
    const perToken = earlier ?? (unit ?? usualUnit) * trainingCost(solver.parameters);
    const spread = earlier !== undefined ? sameModel : unit !== null ? otherModel : otherMachine;
    const train = perToken * tokensOf(solver);
    const answer = rowCost({ ...solver, preparation: "adapted" }, speeds).ms;
    const tested = data.test.length + half * models.length;
    return {
      low: (runs * (train * spread.low + answer.low * tested)) / concurrency,
      high: (runs * (train * spread.high + answer.high * tested)) / concurrency,
    };
  });
  const sum = (of: (solver: ContestantFacts) => number) => solvers.reduce((total, solver) => total + of(solver), 0);
  return {
    trained: runs * solvers.length,
    tokens: Math.round(runs * sum(tokensOf)),
    timeMs: {
      low: times.reduce((total, { low }) => total + low, 0),
      high: times.reduce((total, { high }) => total + high, 0),
    },
    bytes: runs * bytesPerParameter * sum(({ parameters }) => parameters ?? 0),
  };
}

/** By adaptations of this study's pilot or of earlier ones on this machine; null where there were none. */
function measuredUnit(
  adaptations: EstimateInput["pilot"]["adaptations"],
  trainingMsPerToken: EstimateInput["known"]["trainingMsPerToken"],
  facts: readonly ContestantFacts[],
): number | null {
  const units = [
    ...adaptations.flatMap(({ ms, tokens, parameters }) =>
      ms === null ? [] : [ms / tokens / trainingCost(parameters)],
    ),
    ...facts.flatMap(({ base, parameters }) => {
      const earlier = trainingMsPerToken[base];
      return earlier === undefined ? [] : [earlier / trainingCost(parameters)];
    }),
  ];
  return units.length === 0 ? null : units.reduce((sum, own) => sum + own, 0) / units.length;
}
