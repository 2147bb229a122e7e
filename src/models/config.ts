/** @file What this lab needs to know from a Hugging Face `config.json`. */
import { InputError } from "#core/words.ts";

export interface ModelConfig {
  layers: number;
  keyValueHeads: number;
  headDim: number;
  vocabulary: number;
  /** Longest sequence, prompt and continuation together, in tokens. */
  maxTokens: number;
  /** Tokens that end a text. */
  endTokens: readonly number[];
  padToken: number;
  /** Set for models of this project: names of control and label tokens and their ids. */
  selfsame: SelfsameTokens | null;
}

export interface SelfsameTokens {
  family: string;
  controls: Readonly<Record<string, number>>;
  labels: Readonly<Record<string, number>>;
}

type Json = Readonly<Record<string, unknown>>;

function ids(value: unknown): number[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((id): id is number => typeof id === "number");
}

/** Reads `config.json` (and `generation_config.json`, whose end tokens win). */
export function readConfig(id: string, config: Json, generation: Json = {}): ModelConfig {
  const number = (name: string, older = name): number => {
    const value = config[name] ?? config[older];
    if (typeof value === "number") return value;
    throw new InputError(`${id}: config.json has no number "${name}". Is this a decoder-only language model?`);
  };
  const heads = number("num_attention_heads", "n_head");
  const headDim = typeof config["head_dim"] === "number" ? config["head_dim"] : number("hidden_size", "n_embd") / heads;
  const endTokens = ids(generation["eos_token_id"] ?? config["eos_token_id"]);
  return {
    layers: number("num_hidden_layers", "n_layer"),
    keyValueHeads: typeof config["num_key_value_heads"] === "number" ? config["num_key_value_heads"] : heads,
    headDim,
    vocabulary: number("vocab_size"),
    maxTokens: number("max_position_embeddings", "n_positions"),
    endTokens,
    padToken: ids(config["pad_token_id"])[0] ?? endTokens[0] ?? 0,
    selfsame: (config["selfsame"] as SelfsameTokens | undefined) ?? null,
  };
}
