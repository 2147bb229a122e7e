/** @file The zoo's one tokenizer: its vocabulary, its files, and samples as token ids. */
import { dialects } from "#zoo/corpora/dialects.ts";
import { intentLabels } from "#zoo/corpora/intents/all.ts";
import { noNoise } from "#zoo/corpora/noise.ts";
import type { PromptPart } from "#core/language-model.ts";
import { Random, seedOf } from "#core/random.ts";
import type { Sample } from "#zoo/corpora/sample.ts";
import { drawSample } from "#zoo/corpora/stream.ts";
import { BpeEncoder, learnMerges, numberMerges, PIECE, vocabularyOf, type Merge } from "./bpe.ts";

export const VOCABULARY = 864;
export const MAX_POSITIONS = 512;

const controlNames = ["end", "pad", "gen", "cls", "lab", "txt", "sep", "a", "sim", "ner", "math", "if", "js"] as const;
const specialNames: readonly string[] = [...controlNames, ...intentLabels];
const written = (name: string): string => `<|${name}|>`;

/** Samples per dialect that the merges are learnt from. */
const SAMPLES = 8000;

function* tokenizerTexts(): Generator<string> {
  for (const dialect of dialects) {
    const coverage = { dialect, leak: 0, paraphrase: 0.25, wordings: Infinity, noise: noNoise };
    const random = new Random(seedOf("tokenizer", dialect));
    for (let i = 0; i < SAMPLES; i++)
      for (const { part } of drawSample(coverage, random)) if ("text" in part) yield part.text;
  }
}

export interface TokenSequence {
  ids: number[];
  /** Weight of each token as a target; 0 for what is only read. */
  weights: number[];
}

export class ZooTokenizer {
  readonly #merges: readonly Merge[];
  readonly #encoder: BpeEncoder;
  readonly #special: ReadonlyMap<string, number>;

  constructor(merges: readonly Merge[]) {
    this.#merges = merges;
    this.#encoder = new BpeEncoder(merges);
    const first = vocabularyOf(merges).size;
    this.#special = new Map(specialNames.map((name, i) => [name, first + i]));
  }

  /** Learnt from the project's own corpora; the same every time. */
  static learn(): ZooTokenizer {
    const learnt = VOCABULARY - 256 - numberMerges.length - specialNames.length;
    return new ZooTokenizer(learnMerges(tokenizerTexts(), learnt));
  }

  #idsOf(names: readonly string[]): Record<string, number> {
    return Object.fromEntries(names.map((name) => [name, this.#special.get(name)!]));
  }

  get controls(): Record<(typeof controlNames)[number], number> {
    return this.#idsOf(controlNames) as Record<(typeof controlNames)[number], number>;
  }

  get labels(): Record<string, number> {
    return this.#idsOf(intentLabels);
  }

  encodePart(part: PromptPart): number[] {
    if ("text" in part) return this.#encoder.encode(part.text);
    const name = "control" in part ? part.control : part.label;
    const id = this.#special.get(name);
    if (id === undefined) throw new RangeError(`"${name}" is no token; there are: ${specialNames.join(", ")}.`);
    return [id];
  }

  encodeSample(sample: Sample): TokenSequence {
    const parts = sample.map(({ part, weight }) => ({ ids: this.encodePart(part), weight }));
    return {
      ids: parts.flatMap(({ ids }) => ids),
      weights: parts.flatMap(({ ids, weight }) => ids.map(() => weight)),
    };
  }

  /** `tokenizer.json` and `tokenizer_config.json`, as the Hub's libraries read them. */
  files(): Map<string, unknown> {
    const added = [...this.#special].map(([name, id]) => ({
      ...{ id, content: written(name), single_word: false, lstrip: false, rstrip: false, normalized: false },
      special: true,
    }));
    const tokenizer = {
      ...{ version: "1.0", truncation: null, padding: null, added_tokens: added, normalizer: null },
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: PIECE }, behavior: "Isolated", invert: false },
          { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
        ],
      },
      post_processor: null,
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: {
        ...{ type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null },
        ...{ fuse_unk: false, byte_fallback: false, ignore_merges: false },
        vocab: Object.fromEntries(vocabularyOf(this.#merges)),
        merges: this.#merges.map((merge) => merge.join(" ")),
      },
    };
    const config = {
      tokenizer_class: "PreTrainedTokenizerFast",
      eos_token: written("end"),
      pad_token: written("pad"),
      padding_side: "right",
      model_max_length: MAX_POSITIONS,
      clean_up_tokenization_spaces: false,
    };
    return new Map<string, unknown>([
      ["tokenizer.json", tokenizer],
      ["tokenizer_config.json", config],
    ]);
  }
}
