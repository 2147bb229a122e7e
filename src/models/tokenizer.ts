/** @file Prompts to token ids and back, with a Hugging Face tokenizer, offline. */
import { PreTrainedTokenizer } from "@huggingface/transformers";
import type { ChatMessage, Prompt, PromptPart, PromptStyle } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import type { SelfsameTokens } from "./config.ts";

interface AddedToken {
  id: number;
  content: string;
  special: boolean;
}

export interface TokenizerFiles {
  /** `tokenizer.json`, parsed. */
  tokenizer: Readonly<Record<string, unknown>>;
  /** `tokenizer_config.json`, parsed. */
  tokenizerConfig: Readonly<Record<string, unknown>>;
}

export class Tokenizer {
  readonly promptStyle: PromptStyle;
  readonly #full: PreTrainedTokenizer;
  /** The same without special tokens: what it makes of a text is only text. */
  readonly #plain: PreTrainedTokenizer;
  readonly #special: ReadonlyMap<number, string>;
  readonly #selfsame: SelfsameTokens | null;
  /** What the tokenizer puts before every text, e.g. a token that begins it. */
  readonly #start: readonly number[];

  /** `endToken` ends a reply where a prompt's parts ask for that (`{ control: "end" }`); models of this project name theirs. */
  constructor(
    { tokenizer, tokenizerConfig }: TokenizerFiles,
    selfsame: SelfsameTokens | null,
    private readonly endToken?: number,
  ) {
    const added = (tokenizer["added_tokens"] ?? []) as AddedToken[];
    const own = new Set(selfsame && [...Object.values(selfsame.controls), ...Object.values(selfsame.labels)]);
    const special = added.filter((token) => token.special || own.has(token.id));
    this.#special = new Map(special.map((token) => [token.id, token.content]));
    this.#full = new PreTrainedTokenizer(tokenizer, tokenizerConfig);
    const rest = added.filter((token) => !this.#special.has(token.id));
    this.#plain = new PreTrainedTokenizer({ ...tokenizer, added_tokens: rest }, tokenizerConfig);
    this.#selfsame = selfsame;
    this.promptStyle = selfsame ? "control" : this.#full.chat_template ? "chat" : "text";
    this.#start = selfsame ? [] : this.#tokensBefore("a");
  }

  #tokensBefore(text: string): number[] {
    const bare = this.#full.encode(text, { add_special_tokens: false });
    const dressed = this.#full.encode(text);
    return dressed.slice(0, dressed.indexOf(bare[0]!));
  }

  encodePrompt(prompt: Prompt): number[] {
    if ("messages" in prompt) return this.#encodeChat(prompt.messages);
    return [...this.#start, ...this.encodeParts(prompt.parts)];
  }

  /** Neighbouring texts are encoded as one. */
  encodeParts(parts: readonly PromptPart[]): number[] {
    const ids: number[] = [];
    let text = "";
    for (const part of parts) {
      const id = this.#tokenOf(part);
      if (id === null) text += "text" in part ? part.text : "label" in part ? part.label : "";
      else {
        ids.push(...this.encodeText(text), id);
        text = "";
      }
    }
    return [...ids, ...this.encodeText(text)];
  }

  /** The one token of a control or label part; null for what is written out. */
  #tokenOf(part: PromptPart): number | null {
    if ("label" in part) return this.#selfsame?.labels[part.label] ?? null;
    if (!("control" in part)) return null;
    const id = this.#selfsame?.controls[part.control] ?? (part.control === "end" ? this.endToken : undefined);
    if (id !== undefined) return id;
    const known = Object.keys(this.#selfsame?.controls ?? {}).join(", ") || "none";
    throw new InputError(`The model has no control token "${part.control}" (it has: ${known}).`);
  }

  /** Ids of a text as text: never a special token, whatever it contains. */
  encodeText(text: string): number[] {
    if (text === "") return [];
    const ids = this.#plain.encode(text, { add_special_tokens: false });
    if (!ids.some((id) => this.#special.has(id))) return ids;
    // The vocabulary itself knows the special token's text as one piece: spell it out.
    return [...text].flatMap((character) => this.#plain.encode(character, { add_special_tokens: false }));
  }

  #encodeChat(messages: readonly ChatMessage[]): number[] {
    if (this.promptStyle !== "chat")
      throw new InputError("The model has no chat template: ask it in parts, not messages.");
    const render = (list: readonly ChatMessage[]) =>
      this.#full.apply_chat_template(list as never, { add_generation_prompt: true, tokenize: false }) as string;
    const encode = (text: string) => this.#full.encode(text, { add_special_tokens: false });
    const contents = messages.map((message) => message.content);
    if (![...this.#special.values()].some((token) => contents.some((content) => content.includes(token))))
      return encode(render(messages));

    // Someone wrote a special token into a message: render marks in place of the contents and encode those apart.
    const marked = render(messages.map((message, i) => ({ ...message, content: `\uE000${i}\uE001` })));
    const pieces = marked.split(/\uE000(\d+)\uE001/u); // template, index, template, …
    return pieces.flatMap((piece, i) => (i % 2 ? this.encodeText(contents[Number(piece)]!) : encode(piece)));
  }

  /** The text of written tokens, without special ones. */
  decode(ids: readonly number[]): string {
    if (ids.length === 0) return "";
    return this.#full.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  }
}
