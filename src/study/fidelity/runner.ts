/** @file A fidelity study from plan to rows: adapt, generate, solve. Every row is journalled before it counts. */
import type { Prediction } from "#core/words.ts";
import { checkBeyond, runBeyondScores } from "#study/fidelity/beyond-run.ts";
import type { ClassicalJob } from "#study/fidelity/classical.ts";
import { prepareContestants } from "#study/fidelity/contestants.ts";
import { type Row, type StudyData, studyData } from "#study/fidelity/data.ts";
import { dialOf, runDial } from "#study/fidelity/dial.ts";
import { syntheticName, writeDataset } from "#study/fidelity/generate.ts";
import { type Bench, benchesOf, partOf, pooledSet } from "#study/fidelity/parts.ts";
import { PhaseClock } from "#study/fidelity/phase-clock.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { checkWay, solveDataset } from "#study/fidelity/solve.ts";
import { mapLimited } from "#study/blocks.ts";
import type { BlockDone, Contestant, Progress, Services } from "#study/services.ts";
import type { Phase, Work } from "#study/work.ts";
import { WorkLog } from "#study/work-log.ts";
import { type Plan, solvingWays, taskOfPlan, type WayToSolve } from "#study/plan.ts";
import type { Result } from "#study/results.ts";

/** What a finished run gives: the results, and the rows from which the same results follow at any time. */
export interface FinishedRun {
  results: readonly Result[];
  input: ReportInput;
  models: readonly Contestant[];
  timingsMs: Readonly<Record<Phase, number>>;
  tokens: Readonly<Record<Phase, number>>;
  /** What each model did in whole blocks, and its time for it. */
  work: readonly Work[];
}

export interface RunnerOptions {
  signal?: AbortSignal | undefined;
  onProgress?: (progress: Progress) => void;
}

/**
 * Runs a plan, or what is left of it: blocks that the journal holds are taken from there. Aborting rejects with the
 * signal's reason; what was journalled stays.
 */
export async function runFidelityStudy(
  plan: Plan,
  datasets: ReadonlyMap<string, readonly Row[]>,
  services: Services,
  { signal, onProgress = () => undefined }: RunnerOptions = {},
): Promise<FinishedRun> {
  const clock = new PhaseClock(onProgress);
  const data = studyData(plan, datasets);

  clock.start("adapt", 0);
  const contestants = await prepareContestants(plan, data, services, {
    signal,
    onAdapted: (done, total) => clock.set(done, total),
  });
  const models = [...contestants.generators, ...contestants.panel];
  for (const way of solvingWays(plan)) for (const solver of models) checkWay(way, solver, plan);
  const dial = dialOf(plan, models);
  checkBeyond(plan, contestants.generators);

  const log = new WorkLog();
  const onBlock: BlockDone = (block) => {
    log.add(block);
    clock.add(block.kind === "generate" ? 0 : block.rows.length, block.tokens);
  };

  const { perGenerator, seeds } = plan.generate;
  const runs = contestants.generators.flatMap((contestant) =>
    Array.from({ length: seeds }, (_, run) => ({ contestant, run })),
  );
  const names = [...new Set(contestants.generators.map((contestant) => contestant.name))];
  const rowsToWrite = names.length * seeds * perGenerator;
  clock.start("generate", rowsToWrite);
  const accepted = new Map<object, number>();
  const parts = await mapLimited(runs, services.concurrency, (job) =>
    writeDataset({ plan, labels: data.labels, demonstrations: seenBy(job.contestant, data), ...job }, services, {
      ...{ signal, onBlock },
      onAccepted: (rows) => {
        accepted.set(job, rows);
        clock.set(
          [...accepted.values()].reduce((sum, n) => sum + n, 0),
          rowsToWrite,
        );
      },
    }),
  );
  const written = names.flatMap((name) =>
    Array.from({ length: seeds }, (_, run) => {
      const set = syntheticName(plan, name, run);
      return pooledSet(parts.filter(({ dataset }) => dataset.name === set));
    }),
  );

  const benches = benchesOf(plan, data, written);
  const jobs = models.flatMap((solver) => benches.map((bench) => ({ solver, dataset: partOf(bench, solver.fold) })));
  const rowsToSolve = jobs.reduce((sum, { dataset }) => sum + dataset.instances.length, 0);
  clock.start("solve", rowsToSolve * solvingWays(plan).length);
  const predictions = new Map<WayToSolve, Prediction[]>();
  for (const way of solvingWays(plan)) {
    const solved = await mapLimited(jobs, services.concurrency, (job) =>
      solveDataset({ plan, way, labels: data.labels, metric: data.metric, ...job }, services, {
        ...{ signal, onBlock },
        onKept: (rows) => clock.add(rows, 0),
      }),
    );
    predictions.set(way, solved.flat());
  }
  const classical = plan.panel.classifiers ? await classicalPredictions(plan, data, benches, services) : [];
  for (const rows of predictions.values()) rows.push(...classical);

  const answered: ReportInput = {
    plan,
    data,
    solvers: [
      ...oncePerName(contestants.generators).map((contestant) => modelEntry(contestant, true)),
      ...oncePerName(contestants.panel).map((contestant) => modelEntry(contestant, false)),
      ...(classical.length > 0 ? Object.keys(taskOfPlan(plan).fitted).map((name) => classicalEntry(name)) : []),
    ],
    written,
    predictions: [...predictions].map(([way, rows]) => ({ way, rows })),
  };
  const beyond = await runBeyondScores({ input: answered, generators: contestants.generators, benches }, services, {
    ...{ signal, clock, onBlock: (block) => log.add(block) },
  });

  if (dial) clock.start("dial", 0);
  const dialled = dial
    ? await runDial({ plan, data, written, dial }, services, {
        signal,
        onBlock: (block) => {
          log.add(block);
          clock.tokens.dial += block.tokens;
        },
        onProgress: (done, total) => clock.set(done, total),
      })
    : null;

  clock.start("measure", 1);
  const input: ReportInput = { ...answered, ...beyond, ...(dialled && { dial: dialled }) };
  const results = await services.desk.report(input);
  clock.set(1, 1);
  clock.stop();
  return { results, input, models, timingsMs: clock.timingsMs, tokens: clock.tokens, work: log.work };
}

/**
 * Classical solvers answer every way alike; their answers are journalled like any other, a block per fit. They are fitted
 * on what the models saw: under cross-fitting once per fold, else on the first draw, or on training rows.
 */
async function classicalPredictions(plan: Plan, data: StudyData, benches: readonly Bench[], services: Services) {
  const step = "solve/classical";
  const fits = data.folds ? data.demonstrations : [data.demonstrations[0] ?? data.training];
  if (fits.some((rows) => rows.length === 0)) return [];
  const kept = await services.journal.blocks(step);
  const answered = await mapLimited(fits, 1, async (fitOn, fold) => {
    const stored = kept.get(fold) as readonly Prediction[] | undefined;
    if (stored) return stored;
    const datasets = benches.map((bench) => partOf(bench, data.folds ? fold : null));
    const { name: task } = taskOfPlan(plan);
    const job: ClassicalJob = { task, metric: data.metric, labels: data.labels, fitOn, datasets };
    const predictions = await services.desk.solveClassically(job);
    await services.journal.write(step, fold, predictions);
    return predictions;
  });
  return answered.flat();
}

/** The models of all folds are one solver. */
function oncePerName(contestants: readonly Contestant[]): Contestant[] {
  return contestants.filter(({ name }, i) => contestants.findIndex((other) => other.name === name) === i);
}

function modelEntry({ name, base, model, preparation, draw, perLabel }: Contestant, generates: boolean): SolverEntry {
  const { parameters, family, capabilities } = model.info;
  const { promptStyle } = capabilities;
  return { name, base, promptStyle, preparation, parameters, family, draw, perLabel, generates };
}

function classicalEntry(name: string): SolverEntry {
  return {
    name,
    base: null,
    preparation: "fitted",
    parameters: null,
    family: null,
    draw: null,
    perLabel: null,
    generates: false,
  };
}

/** What a generator must not copy: its demonstrations. */
function seenBy(contestant: Contestant, data: StudyData) {
  return contestant.draw === null ? [] : (data.demonstrations[contestant.fold ?? contestant.draw] ?? []);
}
