/** @file A label set that a tiny model can learn in seconds: each label has words of its own in phrases that all share. */
import { Tokenizer } from "#models/tokenizer.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import type { AdaptationInput, AdaptedModel } from "#training/adaptation/adapt.ts";
import { initialWeights } from "#training/initial-weights.ts";
import type { ModelFiles } from "#models/onnx-model.ts";
import { scriptedTokens } from "./scripted-tokenizer.ts";
import { tinyModel } from "./tiny-models.ts";

export const base = tinyModel(1, { tied: true, hidden: 32, headDim: 8, intermediate: 64 });

const tokenizer = new Tokenizer(base, { ...scriptedTokens, labels: {} });
export const encode = (text: string): number[] => tokenizer.encodeText(text);
export const controls = { ...scriptedTokens.controls, end: 0, pad: 0 };

export const plantedWords: Readonly<Record<string, readonly string[]>> = {
  ask_weather: ["rain", "sun", "snow", "wind"],
  play_music: ["song", "album", "band", "tune"],
  order_food: ["soup", "bread", "rice", "cake"],
};
export const labels = Object.keys(plantedWords);

const phrases = ["i want", "give me", "what about the"];
const combinations = labels.flatMap((target) =>
  plantedWords[target]!.flatMap((word, i) =>
    phrases.map((phrase, j) => ({ input: `${phrase} ${word}`, target, place: i + j })),
  ),
);
export const demonstrations = combinations.filter(({ place }) => place % 4 > 0);
/** The quarter of the combinations that is seen only in tests. */
export const unseen = combinations.filter(({ place }) => place % 4 === 0);

/** Enough to learn it from weights that know nothing. */
export const planted: AdaptationInput = {
  ...{ config: base.config, weights: initialWeights(parseLlamaConfig(base.config), 1, 0.1), controls, encode },
  ...{ labels, demonstrations, seed: 1 },
  recipe: { sequences: 5000, embeddingDropout: 0.1, learningRate: 6e-3 },
};

/** An adapted model as the files that are loaded. */
export const filesOf = ({ files, labels: known }: AdaptedModel): ModelFiles => ({
  ...base,
  model: files.generate,
  adaptation: { labels: known, classifier: files.classify },
});
