/** @file What a study will take, as a range, from its pilot and from what earlier studies took. Pure. */
import { beyondCost } from "#study/beyond-estimate.ts";
import { dialCost, trainingCost } from "#study/dial-estimate.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { answersHoldLikelihoods } from "#study/fidelity/likelihood.ts";
import type { KnownSpeeds } from "#study/known-speeds.ts";
import type { ContestantFacts, Pilot } from "#study/pilot.ts";
import { solvingBlockRows } from "#study/fidelity/solve.ts";
import { type Plan, solvingWays, type WayToSolve } from "#study/plan.ts";
import { rowCost, type Speeds } from "#study/row-cost.ts";
import type { Range, StudyEstimate, Work } from "#study/work.ts";

export interface EstimateInput {
  plan: Plan;
  data: StudyData;
  pilot: Pilot;
  known: KnownSpeeds;
  concurrency: number;
  storage: StudyEstimate["storage"];
  madeAtMs: number;
}

const scale = ({ low, high }: Range, by: number): Range => ({ low: low * by, high: high * by });
const sum = (ranges: readonly Range[]): Range => ({
  low: ranges.reduce((total, { low }) => total + low, 0),
  high: ranges.reduce((total, { high }) => total + high, 0),
});

/** Training holds its speed within this where the same model was trained before, and where one of another size was. */
const sameModel: Range = { low: 0.8, high: 1.4 };
const otherModel: Range = { low: 0.7, high: 1.5 };

/** What the pilot tries. */
type PilotKind = "generate" | WayToSolve;

/** Attempts per accepted row. */
const attempts: Range = { low: 1, high: 1.15 };

/** Rows that one contestant makes of a kind. */
function rowsOf({ plan, data }: EstimateInput, { fold, generates }: ContestantFacts, kind: PilotKind): number {
  const { perGenerator, seeds } = plan.generate;
  const folds = fold === null ? 1 : (plan.data.demonstrations?.folds ?? 1);
  const written = (perGenerator * seeds) / folds;
  if (kind === "generate") return generates ? written : 0;
  return data.test.length / folds + written * plan.models.length * Math.max(1, draws(plan));
}

const draws = (plan: Plan) => (plan.data.demonstrations?.folds ? 1 : (plan.data.demonstrations?.draws ?? 1));

function speedsOf(input: EstimateInput, kind: PilotKind): Speeds {
  const ofKind = (work: readonly Work[]) => work.filter((own) => own.kind === kind && own.rows > 0);
  return {
    ...{ kind, blockRows: largestBlock(input, kind) },
    ...{ piloted: ofKind(input.pilot.work), known: ofKind(input.known.work) },
  };
}

function largestBlock({ plan, data }: EstimateInput, kind: PilotKind): number {
  return kind === "generate" ? plan.blockRows : solvingBlockRows(plan, kind, data.labels);
}

/** How long jobs take that `lanes` workers take one after another, in their order. */
function makespan(jobs: readonly number[], lanes: number): number {
  const ends = Array.from({ length: lanes }, () => 0);
  for (const job of jobs) {
    const lane = ends.indexOf(Math.min(...ends));
    ends[lane]! += job;
  }
  return Math.max(...ends);
}

function adaptationTime({ pilot, known, concurrency }: EstimateInput): Range {
  const speeds = pilot.adaptations.flatMap(({ ms, tokens, parameters }) =>
    ms === null ? [] : [ms / tokens / trainingCost(parameters)],
  );
  const unit = speeds.length > 0 ? speeds.reduce((total, speed) => total + speed, 0) / speeds.length : 0;
  const left = pilot.adaptations.filter(({ kept, ms }) => !kept && ms === null);
  const costs = left.map(({ base, parameters, tokens }): Range => {
    const earlier = known.trainingMsPerToken[base];
    return earlier === undefined
      ? scale(otherModel, unit * trainingCost(parameters) * tokens)
      : scale(sameModel, earlier * tokens);
  });
  return {
    low: makespan(
      costs.map(({ low }) => low),
      concurrency,
    ),
    high: makespan(
      costs.map(({ high }) => high),
      concurrency,
    ),
  };
}

/** Fitting the classical solvers: milliseconds a row and root of labels. Computing the results: milliseconds an answer. */
const classicalMsPerFit: Range = { low: 0.2, high: 1 };
const measureMsPerPrediction: Range = { low: 0.06, high: 0.25 };
const measureMsAtLeast: Range = { low: 300, high: 1500 };
/** Workers also load models, and wait for the last of them. */
const idle = 1.15;

/** What is left of a study after its pilot. A range per phase; its ends go together, since speeds err alike. */
export function estimateStudy(input: EstimateInput): StudyEstimate {
  const { plan, data, pilot, concurrency, storage, madeAtMs } = input;
  const ways = solvingWays(plan);
  const basis = { known: 0, piloted: 0, scaled: 0 };
  const kindTime = (kind: PilotKind): Range => {
    const speeds = speedsOf(input, kind);
    const parts = pilot.contestants.map((contestant) => {
      const cost = rowCost(contestant, speeds);
      if (kind === "generate" || (kind === ways[0] && !contestant.generates)) basis[cost.basis]++;
      return scale(cost.ms, rowsOf(input, contestant, kind));
    });
    return scale(sum(parts), idle / concurrency);
  };
  const write = kindTime("generate");
  const rowsBy = (kind: PilotKind) => pilot.contestants.reduce((total, one) => total + rowsOf(input, one, kind), 0);
  const written = Math.round(rowsBy("generate"));
  const answered = Math.round(rowsBy("direct")) * ways.length;
  const fitted = plan.panel.classifiers ? data.demonstrations.flat().length || data.training.length : 0;
  const classical = scale(classicalMsPerFit, fitted * Math.sqrt(data.labels.length));
  const direct = speedsOf(input, "direct");
  const dial = dialCost(input, direct);
  const beyond = beyondCost({
    ...{ plan, contestants: pilot.contestants, held: answersHoldLikelihoods(plan) },
    rowMs: (contestant) => scale(rowCost(contestant, direct).ms, idle / concurrency),
    texts: (contestant) => rowsOf(input, contestant, "direct"),
  });
  const phasesMs = {
    adapt: adaptationTime(input),
    generate: { low: write.low * attempts.low, high: write.high * attempts.high },
    solve: sum([...ways.map(kindTime), classical]),
    ...beyond,
    ...(dial && { dial: scale(dial.timeMs, idle) }),
    measure: sum([measureMsAtLeast, scale(measureMsPerPrediction, answered)]),
  };
  const left = pilot.adaptations.filter(({ kept, ms }) => !kept && ms === null);
  return {
    ...{ madeAtMs, phasesMs, storage, basis, storageBytes: storageOf(input, dial?.bytes ?? 0) },
    timeMs: sum(Object.values(phasesMs)),
    rows: { written, answered },
    adaptations: {
      left: left.length,
      kept: pilot.adaptations.length - left.length,
      tokens: left.reduce((total, { tokens }) => total + tokens, 0),
    },
    ...(dial && { dial: { trained: dial.trained, tokens: dial.tokens } }),
    pilot: { tookMs: pilot.tookMs, work: pilot.work },
  };
}

/** Rows as JSON, at what the pilot's took, and the models that are yet to be adapted at what those kept take. */
function storageOf(input: EstimateInput, dialBytes: number): Range {
  const { pilot, known, plan } = input;
  const rows = (["generate", ...solvingWays(plan)] as const).map((kind) => {
    const seen = [...pilot.work, ...known.work].filter((work) => work.kind === kind);
    const own = seen.filter((work) => pilot.work.includes(work));
    const of = own.length > 0 ? own : seen;
    const perRow = of.reduce((total, work) => total + work.bytes, 0) / of.reduce((total, work) => total + work.rows, 0);
    const count = pilot.contestants.reduce((total, one) => total + rowsOf(input, one, kind), 0);
    return of.length === 0 ? 0 : perRow * count;
  });
  const sized = pilot.adaptations.filter(({ bytes }) => bytes !== null);
  const perParameter =
    sized.reduce((total, { bytes }) => total + bytes!, 0) /
    sized.reduce((total, { parameters }) => total + (parameters ?? 0), 0);
  const models = pilot.adaptations
    .filter(({ bytes }) => bytes === null)
    .reduce((total, { parameters }) => total + (parameters ?? 0) * (sized.length > 0 ? perParameter : 8), 0);
  const bytes = rows.reduce((total, own) => total + own, 0) + models + dialBytes;
  return { low: 0.9 * bytes, high: 1.3 * bytes };
}
