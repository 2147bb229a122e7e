/** @file What a study will take, as a range, from its pilot and from what earlier studies took. Pure. */
import { pilotRows } from "#study/blocks.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import type { KnownSpeeds } from "#study/known-speeds.ts";
import type { ContestantFacts, Pilot } from "#study/pilot.ts";
import { type Plan, solvingWays } from "#study/plan.ts";
import type { BlockKind, Phase } from "#study/services.ts";
import type { Work } from "#study/work.ts";

/** Where about four of five outcomes are expected to lie. */
export interface Range {
  low: number;
  high: number;
}

export interface StudyEstimate {
  madeAtMs: number;
  /** Of what is left after the pilot. */
  timeMs: Range;
  phasesMs: Readonly<Record<Exclude<Phase, "pilot">, Range>>;
  /** Exact, if every generator fills its set. */
  rows: { written: number; answered: number };
  storageBytes: Range;
  /** What the browser says of its storage; null where it says nothing. */
  storage: { usedBytes: number; allowedBytes: number } | null;
  /** How each share of the work was judged: numbers of models. */
  basis: { known: number; piloted: number; scaled: number };
  /** Models to adapt; those that are kept already cost nothing. */
  adaptations: { left: number; kept: number; tokens: number };
  pilot: { tookMs: number; work: readonly Work[] };
}

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

/** A speed of an earlier study holds again within this. */
const knownSpread: Range = { low: 0.85, high: 1.35 };
/** One of another size, scaled. */
const scaledSpread: Range = { low: 0.7, high: 1.5 };

/**
 * How many times faster a row is in a whole block than in one of three, on WebAssembly with one thread a worker: most
 * where a model is so small that a step is mostly overhead. Measured on the bundled models, see README, "Estimates".
 */
export function blockGain(kind: BlockKind, parameters: number | null): Range {
  const size = parameters ?? 10_000_000;
  const shrink = 1 / (1 + size / 500_000);
  const most = kind === "generate" ? { low: 5, high: 10 } : { low: 1, high: 3 };
  return { low: 1 + (most.low - 1) * shrink, high: 1 + (most.high - 1) * shrink };
}

/** Cost of a token relative to other sizes: overhead that any model has, and arithmetic that grows with it. */
const tokenCost = (parameters: number | null) => 167_000 + (parameters ?? 1_000_000);
const trainingCost = (parameters: number | null) => 100_000 + (parameters ?? 1_000_000);

/** Attempts per accepted row. */
const attempts: Range = { low: 1, high: 1.15 };

/** Rows that one contestant makes of a kind. */
function rowsOf({ plan, data }: EstimateInput, { fold, generates }: ContestantFacts, kind: BlockKind): number {
  const { perGenerator, seeds } = plan.generate;
  const folds = fold === null ? 1 : (plan.data.demonstrations?.folds ?? 1);
  const written = (perGenerator * seeds) / folds;
  if (kind === "generate") return generates ? written : 0;
  return data.test.length / folds + written * plan.models.length * Math.max(1, draws(plan));
}

const draws = (plan: Plan) => (plan.data.demonstrations?.folds ? 1 : (plan.data.demonstrations?.draws ?? 1));

/** Milliseconds a row of a contestant takes in whole blocks, and on what that rests. */
function rowCost(input: EstimateInput, contestant: ContestantFacts, kind: BlockKind) {
  const { base, preparation, parameters } = contestant;
  const fits = (work: Work) => work.kind === kind && work.base === base && work.preparation === preparation;
  const piloted = input.pilot.work.filter((work) => work.kind === kind && work.rows > 0);
  const tokens = piloted.reduce((total, work) => total + work.tokens, 0);
  const tokensPerRow = tokens / piloted.reduce((total, work) => total + work.rows, 0);
  const earlier = input.known.work.find(fits);
  if (earlier) {
    const ms = earlier.tokens > 0 && tokens > 0 ? (earlier.ms / earlier.tokens) * tokensPerRow : earlier.ms / earlier.rows;
    return { ms: scale(knownSpread, ms), basis: "known" as const };
  }
  const inBlocks = (work: Work): Range => {
    const gain = largestBlock(input, kind) <= pilotRows ? { low: 1, high: 1 } : blockGain(kind, work.parameters);
    const ms = work.ms / work.rows;
    return { low: ms / gain.high, high: ms / gain.low };
  };
  const own = piloted.find(fits);
  if (own) return { ms: inBlocks(own), basis: "piloted" as const };
  const scaled = piloted.map((work) => scale(inBlocks(work), tokenCost(parameters) / tokenCost(work.parameters)));
  const mean = scaled.length > 0 ? scale(sum(scaled), 1 / scaled.length) : { low: 0, high: 0 };
  return {
    ms: { low: mean.low * scaledSpread.low, high: mean.high * scaledSpread.high },
    basis: "scaled" as const,
  };
}

function largestBlock({ plan, data }: EstimateInput, kind: BlockKind): number {
  return kind === "generative" ? Math.max(1, Math.floor((plan.blockRows * 4) / data.labels.length)) : plan.blockRows;
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
      ? scale(scaledSpread, unit * trainingCost(parameters) * tokens)
      : scale(knownSpread, earlier * tokens);
  });
  return {
    low: makespan(costs.map(({ low }) => low), concurrency),
    high: makespan(costs.map(({ high }) => high), concurrency),
  };
}

/** Fitting the classical solvers and answering with them, and computing the results: milliseconds a prediction. */
const classicalMsPerFit: Range = { low: 0.3, high: 2 };
const measureMsPerPrediction: Range = { low: 0.02, high: 0.12 };

/** What is left of a study after its pilot. A range per phase; its ends go together, since speeds err alike. */
export function estimateStudy(input: EstimateInput): StudyEstimate {
  const { plan, data, pilot, concurrency, storage, madeAtMs } = input;
  const ways = solvingWays(plan);
  const basis = { known: 0, piloted: 0, scaled: 0 };
  const kindTime = (kind: BlockKind): Range => {
    const parts = pilot.contestants.map((contestant) => {
      const cost = rowCost(input, contestant, kind);
      if (kind === "generate" || (kind === ways[0] && !contestant.generates)) basis[cost.basis]++;
      return scale(cost.ms, rowsOf(input, contestant, kind));
    });
    return scale(sum(parts), 1 / concurrency);
  };
  const write = kindTime("generate");
  const rowsBy = (kind: BlockKind) => pilot.contestants.reduce((total, one) => total + rowsOf(input, one, kind), 0);
  const written = Math.round(rowsBy("generate"));
  const answered = Math.round(rowsBy("direct")) * ways.length;
  const fitted = plan.panel.classifiers ? data.demonstrations.flat().length || data.training.length : 0;
  const classical = scale(classicalMsPerFit, fitted * Math.sqrt(data.labels.length));
  const phasesMs = {
    adapt: adaptationTime(input),
    generate: { low: write.low * attempts.low, high: write.high * attempts.high },
    solve: sum([...ways.map(kindTime), classical]),
    measure: scale(measureMsPerPrediction, answered),
  };
  const left = pilot.adaptations.filter(({ kept, ms }) => !kept && ms === null);
  return {
    ...{ madeAtMs, phasesMs, storage, basis, storageBytes: storageOf(input) },
    timeMs: sum(Object.values(phasesMs)),
    rows: { written, answered },
    adaptations: {
      left: left.length,
      kept: pilot.adaptations.length - left.length,
      tokens: left.reduce((total, { tokens }) => total + tokens, 0),
    },
    pilot: { tookMs: pilot.tookMs, work: pilot.work },
  };
}

/** Rows as JSON, at what the pilot's took, and the models that are yet to be adapted at what those kept take. */
function storageOf(input: EstimateInput): Range {
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
  const bytes = rows.reduce((total, own) => total + own, 0) + models;
  return { low: 0.9 * bytes, high: 1.3 * bytes };
}
