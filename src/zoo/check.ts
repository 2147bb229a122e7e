/** @file The quick check of the zoo's build: the smallest model, trained briefly, gives the committed figures. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { modelFiles, referenceFigures } from "./folder.ts";
import { zooModels } from "./models.ts";
import { nodeRuntime } from "./node-runtime.ts";
import { ZooTokenizer } from "./tokenizer.ts";
import { trainModel } from "./train.ts";

const FILE = "src/zoo/check.json";
const MILLION_TOKENS = 0.3;

/** Other machines round otherwise; within this many points, and this share of the loss, the figures are the same. */
const POINTS = 2;
const LOSS_SHARE = 0.02;

export interface BriefFigures {
  model: string;
  millionTokens: number;
  heldOutLoss: number;
  referenceAccuracy: number;
}

async function briefRun(): Promise<BriefFigures> {
  const model = { ...zooModels[0]!, millionTokens: MILLION_TOKENS };
  const tools = { runtime: nodeRuntime(), tokenizer: ZooTokenizer.learn() };
  const trained = await trainModel(model, tools);
  const { all } = await referenceFigures(modelFiles(model, trained, tools.tokenizer), tools);
  const heldOutLoss = Number(trained.losses.at100.toFixed(4));
  return { model: model.name, millionTokens: MILLION_TOKENS, heldOutLoss, referenceAccuracy: all };
}

/** Throws, with what to do, where a brief run gave other figures than the committed ones. */
export function compareFigures(found: BriefFigures, expected: BriefFigures): void {
  const points = Math.abs(found.referenceAccuracy - expected.referenceAccuracy);
  const share = Math.abs(found.heldOutLoss / expected.heldOutLoss - 1);
  if (points > POINTS || share > LOSS_SHARE)
    throw new Error(
      `${found.model}, trained on ${found.millionTokens} million tokens: found ${JSON.stringify(found)}, expected ` +
        `${JSON.stringify(expected)}. Where corpus, tokenizer or training changed on purpose, delete ${FILE}, run ` +
        "npm run zoo -- --check, commit it and build the zoo.",
    );
}

/** Trains, then compares with the committed figures, or writes them down where there are none. Throws on a difference. */
export async function checkZoo(): Promise<BriefFigures> {
  const found = await briefRun();
  if (existsSync(FILE)) compareFigures(found, JSON.parse(readFileSync(FILE, "utf8")) as BriefFigures);
  else writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);
  return found;
}
