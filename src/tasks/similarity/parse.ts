/** @file From what a model wrote to the two texts it was asked for. */
import type { Generation, PromptStyle } from "#core/language-model.ts";
import { oneLine } from "#tasks/cell.ts";
import { splitOnce, unquoted, withoutThoughts } from "#tasks/reply.ts";
import { MARKER } from "./chat-prompts.ts";
import { unmerged } from "./merged.ts";
import type { Pair } from "./pair.ts";

export type ParsedPair = { pair: Pair } | { reason: "unparsed" | "unfinished" };

const second = /\n\s*T2:/u;

/**
 * The two texts, or why there are none. Control style: both sides of what was written merged (`unmerged`). Chat: a line T1: and a line T2: between the
 * output marks (a closing mark may be missing where the model ended by itself), each without enclosing quotation marks.
 * Plain text: the first line, and the line after it that begins with T2:. Anything else is unparsed. `unfinished`: the length
 * limit came first.
 */
export function parsePair(reply: Pick<Generation, "text" | "finish">, style: PromptStyle): ParsedPair {
  if (style === "chat") return fromChat(withoutThoughts(reply.text), reply.finish);
  const lines = reply.text.split("\n");
  if (style === "text") {
    const [first, next] = lines;
    const closed = lines.length > 2 || reply.finish === "end";
    if (next === undefined || !closed) return { reason: reply.finish === "end" ? "unparsed" : "unfinished" };
    return next.trimStart().startsWith("T2:") ? of(first!, next.trimStart().slice(3)) : { reason: "unparsed" };
  }
  if (reply.finish !== "end") return { reason: "unfinished" };
  const pair = unmerged(reply.text);
  return pair ? { pair } : { reason: "unparsed" };
}

function fromChat(text: string, finish: Generation["finish"]): ParsedPair {
  const [, opened] = splitOnce(text, MARKER.open);
  if (opened === undefined) return { reason: finish === "end" ? "unparsed" : "unfinished" };
  const [inside, after] = splitOnce(opened, MARKER.close);
  if (after === undefined && finish !== "end") return { reason: "unfinished" };
  const texts = inside.trim().split(second);
  return texts.length === 2 && texts[0]!.startsWith("T1:")
    ? of(unquoted(texts[0]!.slice(3)), unquoted(texts[1]!))
    : { reason: "unparsed" };
}

const of = (first: string, next: string): ParsedPair => ({ pair: [oneLine(first), oneLine(next)] });
