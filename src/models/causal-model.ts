/** @file The LanguageModel of a graph and a tokenizer. */
import type { Generation, GenerationRow, LanguageModel, ModelInfo } from "#core/language-model.ts";
import type { Prompt, RunOptions, Sampling, ScoringRow } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import { decode } from "./decode.ts";
import type { Graph } from "./forward.ts";
import { scoreContinuations } from "./scoring.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** A prompt as the graph takes it: tokens, and this row's values of extra inputs. */
export interface EncodedPrompt {
  prompt: readonly number[];
  conditions?: Readonly<Record<string, number>>;
}

export class CausalModel implements LanguageModel {
  constructor(
    readonly info: ModelInfo,
    readonly graph: Graph,
    readonly tokenizer: Tokenizer,
  ) {}

  async generate(rows: readonly GenerationRow[], sampling: Sampling, options: RunOptions = {}): Promise<Generation[]> {
    const prompts = rows.map(({ prompt }, row) => this.checked(prompt, row, sampling.maxNewTokens));
    const decoded = await decode(
      this.graph,
      rows.map(({ seed }, row) => ({ ...prompts[row]!, seed })),
      sampling,
      { signal: options.signal, onToken: options.onTokens && (() => options.onTokens?.(1)) },
    );
    return decoded.map(({ ids, logProbs, finish }) => ({
      text: this.tokenizer.decode(ids),
      tokens: logProbs.length,
      logProb: logProbs.reduce((sum, logProb) => sum + logProb, 0),
      finish,
    }));
  }

  async score(rows: readonly ScoringRow[], options: RunOptions = {}): Promise<number[][]> {
    const encoded = rows.map(({ prompt, continuations }, row) => {
      const tokens = continuations.map((parts) => this.tokenizer.encodeParts(parts));
      const empty = tokens.findIndex((ids) => ids.length === 0);
      if (empty >= 0) throw new InputError(`Row ${row + 1}: continuation ${empty + 1} is empty; it needs a token.`);
      const longest = Math.max(0, ...tokens.map((ids) => ids.length));
      return { ...this.checked(prompt, row, longest), continuations: tokens };
    });
    return scoreContinuations(this.graph, encoded, options);
  }

  protected encode(prompt: Prompt): EncodedPrompt {
    return { prompt: this.tokenizer.encodePrompt(prompt) };
  }

  /** Checked before the call: a graph that runs out of positions fails and takes its worker with it. */
  protected checked(prompt: Prompt, row: number, newTokens: number): EncodedPrompt {
    const encoded = this.encode(prompt);
    const { length } = encoded.prompt;
    const { maxTokens } = this.info.capabilities;
    if (length === 0) throw new InputError(`Row ${row + 1}: the prompt is empty; ${this.info.id} needs a token.`);
    if (length + newTokens > maxTokens)
      throw new InputError(
        `Row ${row + 1}: ${length} tokens of prompt and ${newTokens} new ones are more than the ${maxTokens} ` +
          `of ${this.info.id}. Shorten the text, use fewer demonstrations or ask for fewer new tokens.`,
      );
    return encoded;
  }

  dispose(): Promise<void> {
    return this.graph.session.release();
  }
}
