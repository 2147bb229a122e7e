/** @file From what a model wrote to the text it was asked for. */
import type { Generation, PromptStyle } from "#core/language-model.ts";
import { splitOnce, unquoted, withoutThoughts } from "#tasks/reply.ts";
import { MARKER } from "./chat-prompts.ts";

export type Parsed = { text: string } | { reason: "empty" | "unparsed" | "unfinished" };

/**
 * The generated text, or why there is none. Control style: all that was written. Chat: what stands between the output
 * marks, without enclosing quotation marks; a closing mark may be missing where the model ended by itself; without an
 * opening mark the reply is unparsed. Plain text: the first line. `unfinished`: the length limit came first.
 */
export function parseGenerated({ text: raw, finish }: Pick<Generation, "text" | "finish">, style: PromptStyle): Parsed {
  if (style === "chat") return parseMarked(withoutThoughts(raw), finish);
  if (style === "text") {
    const [first, rest] = splitOnce(raw.replace(/^[^\S\n]*\n/u, ""), "\n");
    return textOr(first, rest !== undefined || finish === "end");
  }
  return textOr(raw, finish === "end");
}

function parseMarked(raw: string, finish: Generation["finish"]): Parsed {
  const [, opened] = splitOnce(raw, MARKER.open);
  if (opened === undefined) return { reason: finish === "end" ? "unparsed" : "unfinished" };
  const [inside, after] = splitOnce(opened, MARKER.close);
  return textOr(unquoted(inside), after !== undefined || finish === "end");
}

function textOr(raw: string, finished: boolean): Parsed {
  if (!finished) return { reason: "unfinished" };
  const text = raw.replace(/\s+/gu, " ").trim();
  return text === "" ? { reason: "empty" } : { text };
}
