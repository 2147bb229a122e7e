/** @file The judges of a study: which pairs of texts they compare, and what they say. */
import type { RunOptions } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import type { Verdict } from "#measures/judges/verdict.ts";
import type { LikelihoodRow } from "#measures/likelihood/row.ts";
import { blocksOf, keptRows, mapLimited } from "#study/blocks.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import { judges } from "#study/fidelity/likelihood.ts";
import { realDataset } from "#study/fidelity/parts.ts";
import { unitsOf } from "#study/fidelity/units.ts";
import type { Written } from "#study/fidelity/written.ts";
import { cardOf, type Plan, taskOfPlan } from "#study/plan.ts";
import type { BlockDone, Contestant, Services } from "#study/services.ts";
import { drawPairs, type DrawnPairs } from "#tasks/judging/draw-pairs.ts";
import { type LikelihoodIndex, likelihoodIndex, likelihoodVerdict } from "#tasks/judging/likelihood-pass.ts";
import { questionsFor, type ShownPair } from "#tasks/judging/pair.ts";
import { judgingPrompt, judgingRow, replyTokens } from "#tasks/judging/prompts.ts";
import { verdictFromLogProbs, verdictFromReply, type WayToJudge, wayToJudge } from "#tasks/judging/verdicts.ts";

/** What the judges of a study said. */
export interface JudgingRows {
  verdicts: readonly Verdict[];
  /** Judges for whom fewer pairs were drawn than the plan asks for. */
  short: DrawnPairs["short"];
}

/** A model that judges, and how. */
export interface Judge {
  contestant: Contestant;
  way: WayToJudge;
}

/** The plan's judges, each name once: under cross-fitting a judge that reads prompts is the same model in every fold. */
export function judgesOf(plan: Plan, generators: readonly Contestant[]): Judge[] {
  return generators
    .filter(({ name }, i) => generators.findIndex((other) => other.name === name) === i)
    .flatMap((contestant) => {
      const way = wayToJudge(contestant.model.info.capabilities);
      return way !== null && judges(plan, contestant.base) ? [{ contestant, way }] : [];
    });
}

/**
 * Turns that real texts take while every other author has one: about a third of a judge's pairs are against real texts.
 */
const realTurns = (authors: number) => Math.max(1, Math.round((authors - 1) / 2));

/** Draws the pairs of a study: equal texts and plan give equal pairs. Near-duplicates are found over all of its texts. */
export function pairsOf(
  plan: Plan,
  data: StudyData,
  written: readonly Written[],
  judgeNames: readonly string[],
): DrawnPairs {
  const task = taskOfPlan(plan);
  const sets = [realDataset(plan, data), ...written.map(({ dataset }) => dataset)];
  const units = unitsOf(sets.flatMap(({ instances }) => instances));
  let at = 0;
  const texts = sets.flatMap(({ generator: author, instances }) =>
    instances.map(({ id: instance, input, target }) => ({
      author,
      text: { instance, input, target, label: task.stratumOf(target, data.labels), cluster: `text ${units[at++]}` },
    })),
  );
  const authors = [...new Set(texts.map(({ author }) => author))];
  const { pairs: perJudge, matchLength } = plan.judges!;
  const able = judgeNames.filter((name) => authors.includes(name));
  const drawn = drawPairs(
    authors.map((author) => ({ author, texts: texts.filter((own) => own.author === author).map(({ text }) => text) })),
    { perJudge, matchLength, judges: able, seed: plan.seed, realTurns: realTurns(authors.length - 1) },
  );
  const silent = judgeNames.filter((name) => !authors.includes(name));
  return { ...drawn, short: [...drawn.short, ...silent.map((judge) => ({ judge, drawn: 0, asked: perJudge }))] };
}

export interface JudgingOptions {
  signal?: AbortSignal | undefined;
  onBlock: BlockDone;
  /** Called with verdicts so far and in all. */
  onProgress(done: number, total: number): void;
}

/**
 * Asks every judge about every pair, in both orders where it sees an order; journalled under `judge/`. Judges by
 * likelihood read `rows` and run no model.
 */
export async function runJudges(
  source: {
    plan: Plan;
    data: StudyData;
    written: readonly Written[];
    judges: readonly Judge[];
    rows: readonly LikelihoodRow[];
  },
  services: Services,
  { signal, onBlock, onProgress }: JudgingOptions,
): Promise<JudgingRows> {
  const { plan, data, written, rows } = source;
  const names = source.judges.map(({ contestant }) => contestant.name);
  const { pairs, short } = pairsOf(plan, data, written, names);
  const asked = source.judges.map((judge) => ({
    ...judge,
    questions: questionsFor(judge.contestant.name, pairs, { orderFree: judge.way === "likelihood", all: true }),
  }));
  const total = asked.reduce((sum, { questions }) => sum + questions.length, 0);
  let done = 0;
  onProgress(0, total);
  const verdicts = await mapLimited(asked, services.concurrency, async ({ contestant, way, questions }) => {
    const step = `judge/${contestant.name}`;
    const kept = await services.journal.blocks(step);
    const index = way === "likelihood" ? likelihoodIndex(rows, contestant.name) : new Map<string, LikelihoodRow>();
    const said = await mapLimited(blocksOf(questions, plan.blockRows), 1, async (block, number) => {
      const stored = keptRows<Verdict>(kept, number, block.length);
      const answered =
        stored ?? (await makeBlock({ plan, data, contestant, way, block, number, index, step }, services));
      onProgress((done += block.length), total);
      return answered;
    });
    return said.flat();
  });
  return { verdicts: verdicts.flat(), short };

  async function makeBlock(job: JudgingBlock, { journal }: Services): Promise<Verdict[]> {
    const startedMs = performance.now();
    let tokens = 0;
    let ms: number | null = null;
    const answered = await judgeBlock(job, {
      ...(signal && { signal }),
      onTokens: (n) => (tokens += n),
      onComputed: (took) => (ms = took),
    });
    await journal.write(job.step, job.number, answered);
    if (job.way !== "likelihood") {
      const { contestant, number } = job;
      const took = ms ?? performance.now() - startedMs;
      onBlock({ contestant, kind: "judge", rows: answered, number, tokens, ms: took });
    }
    return answered;
  }
}

interface JudgingBlock {
  plan: Plan;
  data: StudyData;
  contestant: Contestant;
  way: WayToJudge;
  block: readonly ShownPair[];
  number: number;
  index: LikelihoodIndex;
  step: string;
}

async function judgeBlock(
  { plan, data, contestant, way, block, index }: JudgingBlock,
  options: RunOptions,
): Promise<Verdict[]> {
  const { model, name } = contestant;
  const style = model.info.capabilities.promptStyle;
  const context = {
    task: taskOfPlan(plan).name,
    context: { labels: data.labels, demonstrations: [], card: cardOf(plan) },
  };
  if (way === "likelihood") return block.map((pair) => likelihoodVerdict(pair, name, index));
  if (way === "probabilities") {
    const scores = await model.score(
      block.map((pair) => judgingRow(style, pair, context)),
      options,
    );
    return block.map((pair, i) => verdictFromLogProbs(pair, name, [scores[i]![0]!, scores[i]![1]!]));
  }
  const replies = await model.generate(
    block.map((pair) => ({
      prompt: judgingPrompt(style, pair, context),
      seed: seedOf(plan.seed, "judge", name, pair.pair, pair.first.author ?? "", pair.first.instance),
    })),
    { temperature: 0, topP: 1, topK: 0, maxNewTokens: replyTokens },
    options,
  );
  return block.map((pair, i) => verdictFromReply(pair, name, replies[i]!.text));
}
