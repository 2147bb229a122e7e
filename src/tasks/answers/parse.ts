/** @file From what a model wrote to a question with its answer, and from a reply to an answer. */
import type { Generation, PromptStyle } from "#core/language-model.ts";
import { unquoted, withoutThoughts } from "#tasks/reply.ts";
import type { TaskContext } from "#tasks/task.ts";
import { MARKER, opening } from "./prompts.ts";
import { answerText, inputOf, partsOf } from "./rows.ts";

export type ParsedItem = { input: string; answer: string } | { reason: "empty" | "unparsed" | "unfinished" };

const headings = /^(?:\s*Context:(.*?)\n)?\s*Question:(.*?)\n\s*Answer:([^\n]*)(\n|$)/su;
const heading = /\n\s*(?:Context|Question|Answer):/u;

/**
 * The question and its answer, or why there are none. Chat: headed lines between the output marks; plain text: headed
 * lines, the first heading stands in the prompt; control style: as many lines as the examples have, context (where they have
 * one), question and answer.
 * `unfinished`: the length limit came first.
 */
export function parseItem(
  { text, finish }: Pick<Generation, "text" | "finish">,
  style: PromptStyle,
  context: Pick<TaskContext, "demonstrations">,
): ParsedItem {
  const ended = finish === "end";
  const missing = { reason: ended ? ("unparsed" as const) : ("unfinished" as const) };
  if (style === "control") {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const withContext = context.demonstrations.map(({ input }) => partsOf(input).context !== "");
    const least = withContext.length > 0 && withContext.every(Boolean) ? 3 : 2;
    const most = withContext.includes(true) ? 3 : 2;
    if (!ended || lines.length < least || lines.length > most) return missing;
    const [answer, question, before] = lines.reverse();
    return item(question!, answer!, before);
  }
  const reply =
    style === "chat" ? marked(withoutThoughts(text)) : { text: `${opening(context)}${text}`, closed: false };
  const match = reply && headings.exec(reply.text);
  if (!reply || !match) return missing;
  const [, before, question, answer, lineEnd] = match as unknown as [
    string,
    string | undefined,
    string,
    string,
    string,
  ];
  if (!(reply.closed || ended || (style === "text" && lineEnd === "\n"))) return missing;
  return [before ?? "", question].some((part) => heading.test(part)) ? missing : item(question, answer, before);
}

function item(question: string, answer: string, before = ""): ParsedItem {
  const parsed = { input: inputOf(question, before), answer: answerText(unquoted(answer)) };
  return question.trim() === "" || parsed.answer === "" ? { reason: "empty" } : parsed;
}

function marked(text: string): { text: string; closed: boolean } | null {
  const start = text.indexOf(MARKER.open);
  if (start < 0) return null;
  const inside = text.slice(start + MARKER.open.length);
  const end = inside.indexOf(MARKER.close);
  return end < 0 ? { text: inside, closed: false } : { text: inside.slice(0, end), closed: true };
}

/**
 * The answer in a reply: its first line, without a heading ("Answer:", "The answer is"), quotation marks, asterisks and a
 * final point. Thoughts in `<think>` are not read. Null for an empty reply.
 */
export function parseAnswer(raw: string): string | null {
  const line = withoutThoughts(raw).trim().split("\n")[0]!.replaceAll("*", "");
  const bare = line.replace(/^\s*(?:the\s+)?answer\s*(?::|is\b)/iu, "").replace(/\.\s*$/u, "");
  return answerText(unquoted(bare)) || null;
}
