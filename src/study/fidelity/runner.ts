/** @file A fidelity study from plan to rows: adapt, generate, solve. Every row is journalled before it counts. */
import type { Dataset, Prediction } from "#core/words.ts";
import { type ClassicalJob, classicalNames } from "#study/fidelity/classical.ts";
import { prepareContestants } from "#study/fidelity/contestants.ts";
import { type Row, type StudyData, studyData } from "#study/fidelity/data.ts";
import { writeDataset } from "#study/fidelity/generate.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report.ts";
import { checkWay, solveDataset } from "#study/fidelity/solve.ts";
import { mapLimited } from "#study/blocks.ts";
import type { Contestant, Phase, Progress, Services } from "#study/services.ts";
import { type Plan, solvingWays, type WayToSolve } from "#study/plan.ts";
import type { Result } from "#study/results.ts";

/** What a finished run gives: the results, and the rows from which the same results follow at any time. */
export interface FinishedRun {
  results: readonly Result[];
  input: ReportInput;
  models: readonly Contestant[];
  timingsMs: Readonly<Record<Phase, number>>;
  tokens: Readonly<Record<Phase, number>>;
}

export interface RunnerOptions {
  signal?: AbortSignal | undefined;
  onProgress?: (progress: Progress) => void;
}

/** Counts what a phase has done and tells the caller. */
class PhaseClock {
  readonly timingsMs: Record<Phase, number> = { adapt: 0, generate: 0, solve: 0, measure: 0 };
  readonly tokens: Record<Phase, number> = { adapt: 0, generate: 0, solve: 0, measure: 0 };
  #phase: Phase = "adapt";
  #started = performance.now();
  #done = 0;
  #total = 0;

  constructor(private readonly tell: (progress: Progress) => void) {}

  start(phase: Phase, total: number): void {
    this.stop();
    this.#phase = phase;
    this.#started = performance.now();
    this.#done = 0;
    this.#total = total;
    this.#report();
  }

  add(done: number, tokens: number): void {
    this.set(this.#done + done, this.#total, tokens);
  }

  set(done: number, total: number, tokens = 0): void {
    this.#done = done;
    this.#total = total;
    this.tokens[this.#phase] += tokens;
    this.#report();
  }

  stop(): void {
    const now = performance.now();
    this.timingsMs[this.#phase] += now - this.#started;
    this.#started = now;
  }

  #report(): void {
    this.tell({
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      tokens: this.tokens[this.#phase],
      elapsedMs: performance.now() - this.#started,
    });
  }
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
  for (const way of solvingWays(plan)) for (const solver of models) checkWay(way, solver);

  const { perGenerator, seeds } = plan.generate;
  const runs = contestants.generators.flatMap((contestant) =>
    Array.from({ length: seeds }, (_, run) => ({ contestant, run })),
  );
  clock.start("generate", runs.length * perGenerator);
  const accepted = new Map<object, number>();
  const written = await mapLimited(runs, services.concurrency, (job) =>
    writeDataset({ plan, labels: data.labels, demonstrations: seenBy(job.contestant, data), ...job }, services, {
      signal,
      onRows: (rows, tokens) => {
        if (rows > 0) accepted.set(job, rows);
        clock.set(
          [...accepted.values()].reduce((sum, n) => sum + n, 0),
          runs.length * perGenerator,
          tokens,
        );
      },
    }),
  );

  const real: Dataset = { name: plan.data.test.name, generator: null, seed: null, instances: data.test };
  const benches = [real, ...written.map((set) => set.dataset)];
  const fitOn = data.demonstrations[0] ?? data.training;
  const withClassical = plan.panel.classifiers && fitOn.length > 0;
  const rowsPerSolver = benches.reduce((sum, dataset) => sum + dataset.instances.length, 0);
  clock.start("solve", rowsPerSolver * models.length * solvingWays(plan).length);
  const predictions = new Map<WayToSolve, Prediction[]>();
  for (const way of solvingWays(plan)) {
    const jobs = models.flatMap((solver) => benches.map((dataset) => ({ solver, dataset })));
    const solved = await mapLimited(jobs, services.concurrency, (job) =>
      solveDataset({ plan, way, labels: data.labels, metric: data.metric, ...job }, services, {
        signal,
        onRows: (rows, tokens) => clock.add(rows, tokens),
      }),
    );
    predictions.set(way, solved.flat());
  }
  if (withClassical) {
    const job = { metric: data.metric, labels: data.labels, fitOn, datasets: benches };
    const classical = await classicalPredictions(job, services);
    for (const rows of predictions.values()) rows.push(...classical);
  }

  clock.start("measure", 1);
  const input: ReportInput = {
    plan,
    data,
    solvers: [
      ...contestants.generators.map((contestant) => modelEntry(contestant, true)),
      ...contestants.panel.map((contestant) => modelEntry(contestant, false)),
      ...(withClassical ? classicalNames.map((name) => classicalEntry(name)) : []),
    ],
    written,
    predictions: [...predictions].map(([way, rows]) => ({ way, rows })),
  };
  const results = await services.desk.report(input);
  clock.set(1, 1);
  clock.stop();
  return { results, input, models, timingsMs: clock.timingsMs, tokens: clock.tokens };
}

/** Classical solvers answer every way alike; their answers are journalled like any other. */
async function classicalPredictions(job: ClassicalJob, services: Services): Promise<Prediction[]> {
  const step = "solve/classical";
  const stored = (await services.journal.blocks(step)).get(0) as Prediction[] | undefined;
  if (stored) return stored;
  const predictions = await services.desk.solveClassically(job);
  await services.journal.write(step, 0, predictions);
  return predictions;
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
  return contestant.draw === null ? [] : (data.demonstrations[contestant.draw] ?? []);
}
