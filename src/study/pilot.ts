/** @file The pilot: three rows of each model and way to solve, made first and kept, and the speeds they show. */
import type { PromptStyle } from "#core/language-model.ts";
import { mapLimited } from "#study/blocks.ts";
import { type Entry, listEntries, prepareContestant } from "#study/fidelity/contestants.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { writePilot } from "#study/fidelity/generate.ts";
import { benchesOf, partOf } from "#study/fidelity/parts.ts";
import { PhaseClock } from "#study/fidelity/phase-clock.ts";
import type { RunnerOptions } from "#study/fidelity/runner.ts";
import { checkWay, solvePilot } from "#study/fidelity/solve.ts";
import { type Plan, solvingWays } from "#study/plan.ts";
import type { AdaptationCost, Services } from "#study/services.ts";
import type { Work } from "#study/work.ts";
import { WorkLog } from "#study/work-log.ts";

/** One adaptation that the study needs. */
export interface AdaptationFacts {
  base: string;
  parameters: number | null;
  /** Tokens that it trains on. */
  tokens: number;
  /** Whether it is in the database already. */
  kept: boolean;
  /** What it took, where the pilot did it. */
  ms: number | null;
  /** What its files take in the database, where that is known. */
  bytes: number | null;
}

/** One contestant as an estimate sees it. */
export interface ContestantFacts {
  base: string;
  parameters: number | null;
  preparation: Work["preparation"];
  fold: number | null;
  generates: boolean;
  promptStyle: PromptStyle;
}

export interface Pilot {
  contestants: readonly ContestantFacts[];
  adaptations: readonly AdaptationFacts[];
  /** Of the blocks that this pilot made. */
  work: readonly Work[];
  tookMs: number;
}

export interface PilotServices extends Services {
  adaptationCost(request: NonNullable<Entry["adaptation"]>, signal?: AbortSignal): Promise<AdaptationCost>;
}

/**
 * Runs the first block of each model's set and of its answers to the real rows, each way. Models that must be adapted
 * first take part where they are adapted already; of the others the least costly, one per worker, are adapted, which the
 * study needs anyway. All rows and models are kept; what the journal holds is not made again.
 */
export async function runPilot(
  plan: Plan,
  data: StudyData,
  services: PilotServices,
  { signal, onProgress = () => undefined }: RunnerOptions,
): Promise<Pilot> {
  const startedMs = performance.now();
  const clock = new PhaseClock(onProgress);
  const log = new WorkLog();
  clock.start("pilot", 0);
  const entries = await listEntries(plan, data, services, signal);
  const costs = new Map<Entry, AdaptationCost>();
  for (const entry of entries)
    if (entry.adaptation) costs.set(entry, await services.adaptationCost(entry.adaptation, signal));

  const weight = (entry: Entry) => costs.get(entry)!.tokens * (entry.base.info.parameters ?? Infinity);
  const missing = [...costs].filter(([, cost]) => !cost.kept).map(([entry]) => entry);
  const chosen = new Set(missing.sort((a, b) => weight(a) - weight(b)).slice(0, services.concurrency));
  const taking = entries.filter((entry) => !missing.includes(entry) || chosen.has(entry));

  const ways = solvingWays(plan);
  const shares = new Map(taking.map((entry) => [entry, 0]));
  const tell = (entry: Entry, done: number) => {
    shares.set(entry, done);
    clock.set(
      [...shares.values()].reduce((sum, share) => sum + share, 0),
      shares.size,
    );
  };
  const tookMs = new Map<Entry, number>();
  const [real] = benchesOf(plan, data, []);
  await mapLimited(taking, services.concurrency, async (entry) => {
    const adaptedShare = chosen.has(entry) ? 0.9 : 0;
    const beganMs = performance.now();
    const contestant = await prepareContestant(entry, services, {
      signal,
      onProgress: (share) => tell(entry, adaptedShare * share),
    });
    if (chosen.has(entry)) tookMs.set(entry, performance.now() - beganMs);
    for (const way of ways) checkWay(way, contestant, plan);
    const run = { signal, onBlock: (block: Parameters<WorkLog["add"]>[0]) => log.add(block) };
    if (entry.generates) {
      const { demonstrations } = entry;
      await writePilot({ plan, contestant, labels: data.labels, run: 0, demonstrations }, services, run);
    }
    for (const way of ways) {
      const dataset = partOf(real!, entry.fold);
      const job = { plan, way, solver: contestant, dataset, labels: data.labels, metric: data.metric };
      await solvePilot(job, services, run);
    }
    tell(entry, 1);
  });
  clock.stop();

  const adaptations = await Promise.all(
    [...costs].map(async ([entry, { tokens, kept, bytes }]) => {
      const { id: base, parameters } = entry.base.info;
      const ms = tookMs.get(entry) ?? null;
      const now = ms === null ? bytes : (await services.adaptationCost(entry.adaptation!, signal)).bytes;
      return { base, parameters, tokens, kept, ms, bytes: now };
    }),
  );
  return {
    contestants: entries.map((entry) => contestantFacts(entry)),
    adaptations,
    work: log.pilot,
    tookMs: performance.now() - startedMs,
  };
}

function contestantFacts({ base, adaptation, draw, fold, generates }: Entry): ContestantFacts {
  const { id, parameters, capabilities } = base.info;
  const preparation = adaptation ? "adapted" : draw === null ? "zero-shot" : "few-shot";
  return { base: id, parameters, preparation, fold, generates, promptStyle: capabilities.promptStyle };
}
