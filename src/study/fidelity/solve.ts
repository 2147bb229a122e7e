/** @file A solver answers a dataset: by likelihood of the label, of the text, or in words. */
import type { RunOptions } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { type Dataset, InputError, type Instance, type Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { blocksOf, blocksWithPilot, keptRows, mapLimited } from "#study/blocks.ts";
import type { BlockDone, Contestant, Services } from "#study/services.ts";
import { cardOf, type Plan, taskOfPlan, type WayToSolve } from "#study/plan.ts";
import { predictionOf } from "#tasks/scoring.ts";

interface Job {
  plan: Plan;
  way: WayToSolve;
  solver: Contestant;
  dataset: Dataset;
  labels: readonly string[];
  metric: Metric;
  /** Begins the names of its steps, where the answers are not those of the score matrix. */
  under?: string;
}

/** Throws where a model cannot solve this way, before anything is run. */
export function checkWay(way: WayToSolve, solver: Contestant, plan: Plan): void {
  const { score, promptStyle, labels } = solver.model.info.capabilities;
  if (way !== "answer" && !score) {
    throw new InputError(`${solver.name} gives no log-probabilities and cannot solve "${way}". Use "solve": "answer".`);
  }
  const adapted = promptStyle === "control" && solver.preparation === "adapted";
  if (way === "answer" && adapted && !taskOfPlan(plan).solve.adaptedAnswers) {
    throw new InputError(
      `${solver.name} was adapted to labels that are no words of its vocabulary (${labels.length} labels) and cannot ` +
        `answer in text. Use "solve": "${taskOfPlan(plan).ways.find((each) => each !== "answer") ?? "direct"}".`,
    );
  }
}

/** Blocks hold instances of like length, so that little is padded; the order follows from the texts alone. */
export function canonicalOrder(instances: readonly Instance[]): Instance[] {
  return [...instances].sort((a, b) => a.input.length - b.input.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

const stepOf = ({ way, dataset, solver, under = "" }: Job) => `${under}solve/${way}/${dataset.name}/${solver.key}`;

/** Instances in one block: fewer where each takes several rows in the model. */
export function solvingBlockRows(plan: Plan, way: WayToSolve, labels: readonly string[]): number {
  const rows = way === "answer" ? 1 : taskOfPlan(plan).solve.rowsPerInput(way, labels);
  return rows === 1 ? plan.blockRows : Math.max(1, Math.floor((plan.blockRows * 4) / rows));
}

/** Real rows begin with the block of the pilot. */
function canonicalBlocks({ plan, way, dataset, labels }: Job): Instance[][] {
  const size = solvingBlockRows(plan, way, labels);
  const cut = dataset.generator === null ? blocksWithPilot : blocksOf;
  return cut(canonicalOrder(dataset.instances), size);
}

export interface SolvingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the answers of a block that the journal held. */
  onKept?: (rows: number) => void;
  /** Called for every block that was made. */
  onBlock?: BlockDone;
}

/** Answers the block of the pilot, unless the journal holds it. */
export async function solvePilot(job: Job, services: Services, options: SolvingOptions): Promise<void> {
  const [rows] = canonicalBlocks(job);
  if (rows && !(await services.journal.blocks(stepOf(job))).has(0)) await makeBlock(job, rows, 0, services, options);
}

/** The predictions of one solver on one dataset, in the dataset's order. */
export async function solveDataset(job: Job, services: Services, options: SolvingOptions): Promise<Prediction[]> {
  const { dataset } = job;
  const kept = await services.journal.blocks(stepOf(job));
  const answered = await mapLimited(canonicalBlocks(job), 1, async (instances, number) => {
    const stored = keptRows<Prediction>(kept, number, instances.length);
    if (!stored) return makeBlock(job, instances, number, services, options);
    options.onKept?.(stored.length);
    return stored;
  });
  const byInstance = new Map(answered.flat().map((prediction) => [prediction.instance, prediction]));
  return dataset.instances.map((instance) => byInstance.get(instance.id)!);
}

/** Answers a block and journals it. */
async function makeBlock(
  job: Job,
  instances: readonly Instance[],
  number: number,
  { journal }: Services,
  { signal, onBlock }: SolvingOptions,
): Promise<Prediction[]> {
  const startedMs = performance.now();
  let tokens = 0;
  let ms: number | null = null;
  const rows = await answerBlock(job, instances, {
    ...(signal && { signal }),
    onTokens: (n) => (tokens += n),
    onComputed: (took) => (ms = took),
  });
  await journal.write(stepOf(job), number, rows);
  onBlock?.({
    ...{ contestant: job.solver, kind: job.way, rows, number, tokens },
    ms: ms ?? performance.now() - startedMs,
  });
  return rows;
}

async function answerBlock(job: Job, instances: readonly Instance[], options: RunOptions): Promise<Prediction[]> {
  const { plan, way, solver, dataset, labels, metric } = job;
  const { model, shown } = solver;
  const task = taskOfPlan(plan);
  const style = model.info.capabilities.promptStyle;
  const context = { labels, demonstrations: shown, card: cardOf(plan) };
  const origin = { task, dataset: dataset.name, solver: solver.name, metric };

  if (way === "answer") {
    const texts = await model.generate(
      instances.map((instance) => ({
        prompt: task.solve.answerPrompt(style, instance.input, context),
        seed: seedOf(plan.seed, "answer", solver.key, dataset.name, instance.id),
      })),
      { temperature: 0, topP: 1, topK: 0, maxNewTokens: task.solve.answerTokens },
      options,
    );
    return instances.map((instance, i) =>
      predictionOf(origin, instance, task.solve.readAnswer(texts[i]!.text, instance.input, context)),
    );
  }

  const asked = instances.map((instance) => task.solve.scoringRows(way, style, instance.input, context));
  const logProbs = await model.score(asked.flat(), options);
  let from = 0;
  return instances.map((instance, i) => {
    const own = logProbs.slice(from, (from += asked[i]!.length));
    return predictionOf(origin, instance, task.solve.readScores(way, instance.input, own, context));
  });
}
