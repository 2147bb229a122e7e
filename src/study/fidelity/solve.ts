/** @file A solver answers a dataset: by likelihood of the label, of the text, or in words. */
import type { ScoringRow } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { type Dataset, InputError, type Instance, type Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { blocksOf, mapLimited } from "#study/blocks.ts";
import type { Contestant, Services } from "#study/services.ts";
import type { Plan, WayToSolve } from "#study/plan.ts";
import { intentTask } from "#tasks/intent/task.ts";
import { predictionFromLogProbs, predictionFromText } from "#tasks/scoring.ts";

/** Longest answer in words, in tokens. */
const answerTokens = 32;

interface Job {
  plan: Plan;
  way: WayToSolve;
  solver: Contestant;
  dataset: Dataset;
  labels: readonly string[];
  metric: Metric;
}

/** Throws where a model cannot solve this way, before anything is run. */
export function checkWay(way: WayToSolve, solver: Contestant): void {
  const { score, promptStyle, labels } = solver.model.info.capabilities;
  if (way !== "answer" && !score) {
    throw new InputError(`${solver.name} gives no log-probabilities and cannot solve "${way}". Use "solve": "answer".`);
  }
  if (way === "answer" && promptStyle === "control" && solver.preparation === "adapted") {
    throw new InputError(
      `${solver.name} was adapted to labels that are no words of its vocabulary (${labels.length} labels) and cannot ` +
        `answer in text. Use "solve": "direct".`,
    );
  }
}

/** Blocks hold instances of like length, so that little is padded; the order follows from the texts alone. */
function canonicalOrder(instances: readonly Instance[]): Instance[] {
  return [...instances].sort((a, b) => a.input.length - b.input.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The predictions of one solver on one dataset, in the dataset's order. */
export async function solveDataset(
  job: Job,
  services: Services,
  options: { signal?: AbortSignal | undefined; onRows: (rows: number, tokens: number) => void },
): Promise<Prediction[]> {
  const { plan, way, solver, dataset, labels } = job;
  const step = `solve/${way}/${dataset.name}/${solver.name}`;
  const kept = await services.journal.blocks(step);
  const perBlock =
    way === "generative" ? Math.max(1, Math.floor((plan.blockRows * 4) / labels.length)) : plan.blockRows;
  const blocks = blocksOf(canonicalOrder(dataset.instances), perBlock);
  const answered = await mapLimited(blocks, 1, async (instances, number) => {
    const stored = kept.get(number) as readonly Prediction[] | undefined;
    if (!stored) {
      let tokens = 0;
      const run = { ...(options.signal && { signal: options.signal }), onTokens: (n: number) => void (tokens += n) };
      const predictions = await answerBlock(job, instances, run);
      await services.journal.write(step, number, predictions);
      options.onRows(instances.length, tokens);
      return predictions;
    }
    options.onRows(instances.length, 0);
    return stored;
  });
  const byInstance = new Map(answered.flat().map((prediction) => [prediction.instance, prediction]));
  return dataset.instances.map((instance) => byInstance.get(instance.id)!);
}

type BlockOptions = { signal?: AbortSignal; onTokens: (tokens: number) => void };

async function answerBlock(job: Job, instances: readonly Instance[], options: BlockOptions): Promise<Prediction[]> {
  const { plan, way, solver, dataset, labels, metric } = job;
  const { model, shown } = solver;
  const style = model.info.capabilities.promptStyle;
  const context = { labels, demonstrations: shown };
  const origin = { dataset: dataset.name, solver: solver.name, metric };

  if (way === "answer") {
    const texts = await model.generate(
      instances.map((instance) => ({
        prompt: intentTask.answerPrompt(style, instance.input, context),
        seed: seedOf(plan.seed, "answer", solver.name, dataset.name, instance.id),
      })),
      { temperature: 0, topP: 1, topK: 0, maxNewTokens: answerTokens },
      options,
    );
    return instances.map((instance, i) => predictionFromText(origin, instance, texts[i]!.text, labels));
  }

  if (way === "direct") {
    const rows = instances.map((instance) => intentTask.classificationRow(style, instance.input, context));
    const logProbs = await model.score(rows, options);
    return instances.map((instance, i) => predictionFromLogProbs(origin, instance, logProbs[i]!, labels));
  }

  const rows: ScoringRow[] = instances.flatMap((instance) =>
    labels.map((label) => intentTask.generativeRow(style, instance.input, label, context)),
  );
  const logProbs = (await model.score(rows, options)).map(([only]) => only!);
  return instances.map((instance, i) =>
    predictionFromLogProbs(origin, instance, logProbs.slice(i * labels.length, (i + 1) * labels.length), labels),
  );
}
