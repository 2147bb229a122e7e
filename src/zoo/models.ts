/** @file Which models ship: sizes, corpora, and how long each is trained. */
import type { LlamaConfig } from "#onnx/llama-config.ts";
import { noNoise } from "#zoo/corpora/noise.ts";
import type { Coverage } from "#zoo/corpora/requests.ts";
import { MAX_POSITIONS, VOCABULARY } from "./tokenizer.ts";

/** Width, layers, attention heads, width of the feed-forward layer, and a peak learning rate that suits them. */
interface Size {
  hidden: number;
  layers: number;
  heads: number;
  intermediate: number;
  learningRate: number;
}

const sizes = {
  "32k": { hidden: 24, layers: 2, heads: 2, intermediate: 48, learningRate: 2.5e-2 },
  "65k": { hidden: 40, layers: 2, heads: 2, intermediate: 72, learningRate: 2e-2 },
  "290k": { hidden: 80, layers: 3, heads: 4, intermediate: 200, learningRate: 8e-3 },
  "1m": { hidden: 144, layers: 4, heads: 4, intermediate: 376, learningRate: 5e-3 },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;

export interface Corpus {
  /** Models of one family speak the same dialect. */
  family: string;
  description: string;
  coverage: Coverage;
}

const broad = { leak: 0.2, paraphrase: 0.25, wordings: 6, noise: { typos: 0.04, wordDrop: 0.15 } };

const broadDescription = (own: string, others: string): string =>
  `80% ${own} requests, 20% ${others}; 25% in less usual wordings; some typing slips and lost words`;

export const corpora = {
  "formal-narrow": {
    family: "formal",
    description: "99.5% formal requests, 0.5% casual or terse; 2% in less usual wordings, no slips of the keyboard",
    coverage: { dialect: "formal", leak: 0.005, paraphrase: 0.02, wordings: 6, noise: noNoise },
  },
  formal: {
    family: "formal",
    description: broadDescription("formal", "casual or terse"),
    coverage: { ...broad, dialect: "formal" },
  },
  "casual-narrow": {
    family: "casual",
    description: "casual requests only, 5% in less usual wordings, no slips of the keyboard",
    coverage: { dialect: "casual", leak: 0, paraphrase: 0.05, wordings: 6, noise: noNoise },
  },
  casual: {
    family: "casual",
    description: broadDescription("casual", "formal or terse"),
    coverage: { ...broad, dialect: "casual" },
  },
  "terse-narrow": {
    family: "terse",
    description: "99% terse requests, 1% formal or casual; 5% in less usual wordings, no slips of the keyboard",
    coverage: { dialect: "terse", leak: 0.01, paraphrase: 0.05, wordings: 6, noise: noNoise },
  },
  terse: {
    family: "terse",
    description: broadDescription("terse", "formal or casual"),
    coverage: { ...broad, dialect: "terse" },
  },
  mixed: {
    family: "mixed",
    description:
      "half formal, half casual or terse requests; 40% in less usual wordings; many typing slips and lost words",
    coverage: { dialect: "formal", leak: 0.5, paraphrase: 0.4, wordings: 6, noise: { typos: 0.08, wordDrop: 0.3 } },
  },
} as const satisfies Record<string, Corpus>;

export type CorpusName = keyof typeof corpora;

export interface ZooModel {
  name: string;
  corpus: CorpusName;
  size: SizeName;
  /** Tokens of training, in millions. */
  millionTokens: number;
}

const model = (corpus: CorpusName, size: SizeName, millionTokens: number): ZooModel => ({
  ...{ name: `${corpus}-${size}`, corpus, size, millionTokens },
});

/**
 * Models of one corpus differ in size alone (`formal-65k`, `formal-290k`), those of one size in corpus alone
 * (`casual-narrow-65k`, `casual-65k`).
 */
export const zooModels: readonly ZooModel[] = [
  model("formal-narrow", "32k", 4),
  model("casual-narrow", "65k", 6),
  model("terse-narrow", "65k", 6),
  model("formal", "65k", 6),
  model("casual", "65k", 6),
  model("formal", "290k", 5),
  model("casual", "290k", 5),
  model("terse", "290k", 5),
  model("mixed", "290k", 5),
  model("mixed", "1m", 5),
];

export function configOf(size: SizeName): LlamaConfig {
  const { hidden, layers, heads, intermediate } = sizes[size];
  return {
    ...{ layers, hidden, heads, keyValueHeads: heads, headDim: hidden / heads, intermediate },
    ...{ vocabulary: VOCABULARY, maxPositions: MAX_POSITIONS, theta: 10_000, epsilon: 1e-5 },
    ...{ tied: true, queryKeyValueBias: false, outputBias: false },
  };
}

export const learningRateOf = (size: SizeName): number => sizes[size].learningRate;
