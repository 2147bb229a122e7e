import { expect, onTestFinished, test } from "vitest";
import { median, ratioOf, type Figure } from "#cli/bench/figure.ts";
import type { ScoringRow } from "#core/language-model.ts";
import { Tokenizer } from "#models/tokenizer.ts";
import { bundledSizes, modelMadeElsewhere, startInference } from "./bench-models.ts";
import { inTurns } from "./in-turns.ts";
import { report } from "./reported.ts";

const ROUNDS = 7;
const TEXT_TOKENS = 30;
/** The slow way takes long; fewer texts give the same rate. */
const NAIVE_TEXTS = 2;
/** Single texts in a row, so that one measurement is not too short to time. */
const SINGLE_TEXTS = 8;

const labels = [
  ...["add a song", "ask the way", "book a table", "call a friend", "clean the room", "find a book", "find a place"],
  ...["get help", "get the weather", "go home", "go to bed", "look up", "make a list", "open the door"],
  ...["order food", "play a song", "play music", "start again", "take a picture", "tell a story"],
];

const story = `Once upon a time there was a little girl who had a small red card. She went to the shop with her mother and
wanted to buy a big cake. The man said that the card did not work. The girl was sad, but her mother was kind and paid.`;

/** Texts of the same length in tokens, as the tokenizer cuts them, that begin at different words. */
function textsOf(tokenizer: Tokenizer, count: number): ScoringRow[] {
  const words = story.split(/\s+/);
  const continuations = labels.map((label) => [{ text: label }]);
  return Array.from({ length: count }, (_, start) => {
    const turned = [...words.slice(start % words.length), ...words].join(" ");
    const text = tokenizer.decode(tokenizer.encodeText(turned).slice(0, TEXT_TOKENS));
    return { prompt: { parts: [{ text }] }, continuations };
  });
}

test("scoring: a shared prompt and batches against a whole run per label", async (context) => {
  const model = (await modelMadeElsewhere()) ?? (await bundledSizes()).at(-1)!;
  const tokenizer = new Tokenizer(model.files, null);
  expect(labels.every((label) => tokenizer.encodeText(label).length > 1)).toBe(true);
  const labelTokens = labels.reduce((sum, label) => sum + tokenizer.encodeText(label).length, 0) / labels.length;
  const { client, end } = await startInference(1);
  onTestFinished(end);
  await client.run("load", model);

  const [sameOwn, sameNaive] = await Promise.all(
    (["score", "scoreNaively"] as const).map((job) => client.run(job, { rows: textsOf(tokenizer, 2) })),
  );
  sameOwn!.scores.flat().forEach((score, i) => expect(score).toBeCloseTo(sameNaive!.scores.flat()[i]!, 2));

  async function rate(job: "score" | "scoreNaively", rows: readonly ScoringRow[]): Promise<number> {
    return (1000 * rows.length) / (await client.run(job, { rows })).durationMs;
  }
  async function singleRate(rows: readonly ScoringRow[]): Promise<number> {
    let durationMs = 0;
    for (const row of rows) durationMs += (await client.run("score", { rows: [row] })).durationMs;
    return (1000 * rows.length) / durationMs;
  }
  const { block, single, naive } = await inTurns(ROUNDS, {
    block: () => rate("score", textsOf(tokenizer, 64)),
    naive: () => rate("scoreNaively", textsOf(tokenizer, NAIVE_TEXTS)),
    single: () => singleRate(textsOf(tokenizer, SINGLE_TEXTS)),
  });
  const figure = (title: string, what: string, own: number[]): Figure => ({
    title: `Scoring ${labels.length} labels, ${title}, ${model.id}`,
    measured: { value: median(own), unit: "texts/s", what },
    baseline: { value: median(naive), unit: "texts/s", what: "one whole run per label" },
    ratio: ratioOf(own, naive),
    target: { of: "ratio", kind: "at least", bound: 5 },
    notes: [
      `Labels of ${labelTokens.toFixed(1)} tokens on average after a text of ${TEXT_TOKENS}; Chromium, WASM, one thread ` +
        "each, in one worker.",
    ],
  });
  report(context, figure("one text", "own scoring, a text at a time", single));
  report(context, figure("64 texts", "own scoring, blocks of 64 texts", block));
});
