/** @file A language model behind an OpenAI-compatible server: it answers in words and gives no log-probabilities. */
import type { Generation, GenerationRow, LanguageModel, ModelInfo } from "#core/language-model.ts";
import type { Prompt, ReplySchema, RunOptions, Sampling } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import {
  chat,
  type ChatReply,
  type ChatRequest,
  Refusal,
  servedModels,
  type ServedModel,
  type ServerDoor,
} from "./chat-server.ts";

/** Requests under way at once. */
const concurrency = 3;

function messagesOf(prompt: Prompt, id: string) {
  if ("messages" in prompt) return prompt.messages;
  throw new InputError(`${id} is asked in chat messages; this prompt is made of parts.`);
}

export class ServerModel implements LanguageModel {
  readonly info: ModelInfo;
  /** Until the server refuses one. */
  #takesSchemas = true;

  constructor(
    id: string,
    private readonly served: ServedModel,
    private readonly door: () => ServerDoor,
  ) {
    this.info = {
      id,
      parameters: served.parameters,
      family: null,
      hash: `not known; the server calls it ${served.name}`,
      dtype: "not known; computed by the server",
      capabilities: { promptStyle: "chat", score: false, seeded: false, maxTokens: Infinity, labels: [] },
    };
  }

  async generate(rows: readonly GenerationRow[], sampling: Sampling, options: RunOptions = {}): Promise<Generation[]> {
    const written: Generation[] = [];
    const failed = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
    let next = 0;
    const work = async () => {
      while (next < rows.length) {
        const at = next++;
        written[at] = await this.#write(rows[at]!, sampling, signal);
        options.onTokens?.(written[at].tokens);
      }
    };
    try {
      await Promise.all(Array.from({ length: concurrency }, work));
    } catch (reason) {
      failed.abort(reason); // the other requests of the block are of no use any more
      throw reason;
    }
    return written;
  }

  async #write({ prompt, seed }: GenerationRow, sampling: Sampling, signal: AbortSignal): Promise<Generation> {
    const request: ChatRequest = {
      model: this.served.name,
      messages: messagesOf(prompt, this.info.id),
      temperature: sampling.temperature,
      top_p: sampling.topP,
      ...(sampling.topK > 0 && { top_k: sampling.topK }),
      max_tokens: sampling.maxNewTokens,
      seed: seed & 0x7fff_ffff, // servers keep it in 32 bits with a sign
    };
    const schema = "messages" in prompt ? prompt.schema : undefined;
    const { text, finish, tokens } = await this.#constrained(request, schema, signal);
    return { text, finish, tokens: tokens ?? 0, logProb: null };
  }

  /** Servers that know no schemas are asked without: the reply is read leniently anyway. */
  async #constrained(request: ChatRequest, schema: ReplySchema | undefined, signal: AbortSignal): Promise<ChatReply> {
    if (!schema || !this.#takesSchemas) return chat(this.door(), request, signal);
    const response_format = { type: "json_schema", json_schema: { name: "answer", strict: true, schema } } as const;
    try {
      return await chat(this.door(), { ...request, response_format }, signal);
    } catch (reason) {
      if (!(reason instanceof Refusal) || (reason.status !== 400 && reason.status !== 422)) throw reason;
      const reply = await chat(this.door(), request, signal); // fails too where something else was wrong
      this.#takesSchemas = false;
      return reply;
    }
  }

  score(): Promise<number[][]> {
    return Promise.reject(
      new InputError(`${this.info.id} gives no log-probabilities. Use "solve": "answer" in the plan.`),
    );
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Opens a model after asking the server for it, so that a study fails at its start and not in the middle. */
export async function openServerModel(
  id: string,
  name: string,
  door: () => ServerDoor,
  signal?: AbortSignal,
): Promise<LanguageModel> {
  const models = await servedModels(door(), signal);
  const served = models.find((model) => model.name === name);
  if (served) return new ServerModel(id, served, door);
  const known = models.map((model) => model.name).join(", ") || "none";
  throw new InputError(`${door().address} has no model "${name}". It has: ${known}.`);
}
