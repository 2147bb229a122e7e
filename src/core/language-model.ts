/** @file The one interface of every model: bundled, adapted, local or hosted. */

/**
 * A prompt in parts. `text` is plain text and never read as a control token, whatever it contains.
 * `control` is one of the model's control tokens (`gen`, `cls`, `lab`, …). `label` is a label of the task:
 * one token where the model knows the label, an embedding where it was adapted to it, else its text.
 */
export type PromptPart = { text: string } | { control: string } | { label: string };

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A JSON Schema that a reply has to fit. */
export type ReplySchema = Readonly<Record<string, unknown>>;

/** `schema`: kept to where the backend can constrain what it writes, else not heeded. */
export type Prompt = { parts: readonly PromptPart[] } | { messages: readonly ChatMessage[]; schema?: ReplySchema };

/** How a model wants to be asked: control tokens (tiny models), chat messages, or plain text. */
export type PromptStyle = "control" | "chat" | "text";

export interface Capabilities {
  promptStyle: PromptStyle;
  /** Whether `score` exists. */
  score: boolean;
  /** Whether the same seed gives the same text. */
  seeded: boolean;
  /** Longest prompt plus continuation, in tokens. */
  maxTokens: number;
  /** The labels it knows without adaptation or was adapted to; empty for models that take any text. */
  labels: readonly string[];
}

/** How a solver came to know the task. `outside`: its answers were brought, the lab never ran it. */
export type Preparation = "zero-shot" | "few-shot" | "adapted" | "fitted" | "outside";

export interface ModelInfo {
  /** The name in plans and results, e.g. `zoo/anna-s`. */
  id: string;
  /** null where unknown, e.g. of a model behind a server. */
  parameters: number | null;
  /** Models that share a training corpus, for the same-family control; null where unknown. */
  family: string | null;
  /** SHA-256 of the weights, hexadecimal; of a model behind a server a sentence that says it is not known. */
  hash: string;
  /** Stored and computed element type, e.g. `fp16 stored, fp32 computed`. */
  dtype: string;
  capabilities: Capabilities;
}

export interface Sampling {
  /** 0 takes the likeliest token. */
  temperature: number;
  /** 1 switches it off. */
  topP: number;
  /** 0 switches it off. */
  topK: number;
  maxNewTokens: number;
}

export interface GenerationRow {
  prompt: Prompt;
  /** This row's own seed: its text does not depend on the other rows. */
  seed: number;
}

export interface Generation {
  text: string;
  tokens: number;
  /** Sum of the token log-probabilities at temperature 1 (natural logarithm); null where the model gives none. */
  logProb: number | null;
  finish: "end" | "length";
}

export interface ScoringRow {
  prompt: Prompt;
  /** Candidate continuations of the prompt. */
  continuations: readonly (readonly PromptPart[])[];
}

export interface RunOptions {
  signal?: AbortSignal;
  /** Called with the tokens processed since the last call. */
  onTokens?: (tokens: number) => void;
  /** Called at the end with the time that the rows themselves took, without waiting for a free worker. */
  onComputed?: (ms: number) => void;
}

export interface LanguageModel {
  readonly info: ModelInfo;
  /** Writes one text per row. The rows are one canonical block: computed together, padded to the longest. */
  generate(rows: readonly GenerationRow[], sampling: Sampling, options?: RunOptions): Promise<Generation[]>;
  /**
   * Sum of the log-probabilities of each continuation's tokens given the prompt (natural logarithm),
   * `[rows][continuations]`. The rows are one canonical block.
   */
  score(rows: readonly ScoringRow[], options?: RunOptions): Promise<number[][]>;
  dispose(): Promise<void>;
}
