/** @file A model's card: its figures as data, and the same as a page to read. */
import type { Figures } from "./evaluate.ts";
import { TRAINING } from "./train.ts";

export interface Card {
  id: string;
  family: string;
  parameters: number;
  license: "Apache-2.0";
  architecture: { layers: number; hidden: number; heads: number; intermediate: number; vocabulary: number };
  corpus: { name: string; description: string; sha256: string; samples: number };
  /** Seen in training. */
  tokens: number;
  /** Weighted cross-entropy in natural logarithms on samples of its own corpus that it never saw. */
  heldOutLoss: { initial: number; after80Percent: number; final: number; lastFifthGainPercent: number };
  /** Accuracy in percent on the 480 rows of reference data, direct solving. */
  referenceAccuracy: Figures;
  /** Fingerprint of everything that determines the model. */
  recipe: string;
}

const thousands = (n: number): string => n.toLocaleString("en-US");

const rows = (cells: readonly (readonly [string, string | number])[]): string =>
  cells.map(([name, value]) => `| ${name} | ${value} |`).join("\n");

const header = `---
license: apache-2.0
language: en
library_name: transformers.js
pipeline_tag: text-generation
---`;

const accuracyRows = ({ all, usual, unusual, unseen, formal, casual, terse }: Figures) =>
  rows([
    ["all 480 rows", all],
    ["usual wordings, unseen values", usual],
    ["less usual wordings, unseen values", unusual],
    ["wordings that no model saw", unseen],
    ["formal rows", formal],
    ["casual rows", casual],
    ["terse rows", terse],
  ]);

/** `README.md` of the model's folder. */
export function cardPage(card: Card): string {
  const { architecture: shape, corpus, heldOutLoss: loss } = card;
  return `${header}

# ${card.id}

A language model of ${thousands(card.parameters)} parameters that writes a request to an assistant for a given intent,
and names the intent of a request. Made for experiments on synthetic data in a browser; of no use as an assistant.

## How to ask

\`<|gen|><|set_alarm|>\` is continued by a request and \`<|end|>\`. \`<|cls|>Wake me at 7<|lab|>\` is continued by the
label's token. The ids of control and label tokens stand in \`config.json\` under \`selfsame\`.

## Facts

| | |
|---|---|
${rows([
  [
    "architecture",
    `Llama, ${shape.layers} layers, width ${shape.hidden}, ${shape.heads} heads, feed-forward ${shape.intermediate}`,
  ],
  ["vocabulary", `${shape.vocabulary} byte-level BPE tokens, 10 to 99 one token each, tied embeddings`],
  ["weights", "stored in fp16, computed in fp32"],
  ["family", card.family],
  ["corpus", `${corpus.name}: ${corpus.description}`],
  ["corpus SHA-256", `\`${corpus.sha256}\` (${thousands(corpus.samples)} samples, one JSON line each)`],
  ["tokens seen", thousands(card.tokens)],
  [
    "held-out loss",
    `${loss.initial} before training, ${loss.after80Percent} after 80%, ${loss.final} at the end (last fifth: -${loss.lastFifthGainPercent}%)`,
  ],
  ["licence", card.license],
])}

Trained from random weights by AdamW on batches of 64 samples. The learning rate falls linearly to
${100 * TRAINING.finalRate}% of its peak at ${100 * TRAINING.decayEnd}% of the steps and stays there, so a small gain over the last fifth says that this
schedule has given what it can, not that a longer one would give nothing.

The corpus is written by this project: templates and lists, no text by anyone else and no personal data. 10 to 15% of
its tokens are sentence similarity, named entities, arithmetic, checkable instructions and small functions. The held-out
loss is the weighted cross-entropy on samples of the model's own corpus that it was never trained on.

## Accuracy on the reference data

| direct solving, 12 labels | % |
|---|---|
${accuracyRows(card.referenceAccuracy)}

The reference data is made from held-out parts of the same grammars, with slips and lost words. It is neither written
by people nor a sample of what people say.

## What it cannot do

- It follows no instruction and answers no question; without its control tokens it writes nonsense.
- It knows twelve intents. For other labels it has to be adapted on examples first.
- It was trained on English only. Other scripts go in and come out unchanged, as bytes it has learnt nothing about.
- Of the later tasks it has seen a little; it does not solve them reliably.
- A difference of less than 6 points between two models is not a ranking: on 480 rows the standard error of one figure
  is about 2 points, and another training seed gives another figure.
`;
}
