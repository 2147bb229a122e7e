/** @file Everything a zoo model is trained on, as an endless stream of samples. */
import type { Random } from "#core/random.ts";
import { drawProblem } from "./arithmetic.ts";
import { drawTagged, tagsAsText } from "./entities.ts";
import { drawFunction } from "./functions.ts";
import { drawInstruction } from "./instructions.ts";
import { classificationSample, drawRequest, generationSample, type Coverage } from "./requests.ts";
import { drawPart, questionAndAnswer, type Sample } from "./sample.ts";
import { drawPair, similaritySample } from "./similarity.ts";

/** Share of the samples that belong to each of the later tasks; together 10 to 15% of the tokens. */
const LATER_SHARE = 0.015;

/** A question and its answer, as text. */
type Exercise = readonly [question: string, answer: string];

const exercises: Readonly<Record<string, (random: Random) => Exercise>> = {
  ner: (random) => {
    const tagged = drawTagged(random);
    return [tagged.text, tagsAsText(tagged)];
  },
  math: (random) => {
    const { question, answer } = drawProblem(random);
    return [question, answer];
  },
  if: (random) => {
    const { instruction, response } = drawInstruction(random);
    return [instruction, response];
  },
  js: (random) => {
    const { request, code } = drawFunction(random);
    return [request, code];
  },
};

const kinds = Object.keys(exercises);

function drawSimilarity(random: Random, heldOut: boolean): Sample {
  const pair = drawPart(drawPair, ({ first, second }) => `${first} ${second}`, random, heldOut);
  return similaritySample(pair, random.next() < 0.5);
}

function drawExercise(kind: string, random: Random, heldOut: boolean): Sample {
  const [question, answer] = drawPart(exercises[kind]!, ([asked]) => asked, random, heldOut);
  return questionAndAnswer(kind, question, answer);
}

/** The next sample: mostly requests, half of them in each direction, and a little of the later tasks. */
export function drawSample(coverage: Coverage, random: Random, heldOut = false): Sample {
  const later = Math.floor(random.next() / LATER_SHARE);
  if (later === kinds.length) return drawSimilarity(random, heldOut);
  if (later < kinds.length) return drawExercise(kinds[later]!, random, heldOut);
  const request = drawRequest(coverage, random, heldOut);
  return random.next() < 0.5 ? generationSample(request) : classificationSample(request);
}
