/** @file The first stage of writing: pools of names for each entity type. */
import type { Generation, PromptStyle } from "#core/language-model.ts";
import { oneLine } from "#tasks/cell.ts";
import { unquoted, withoutThoughts } from "#tasks/reply.ts";
import { comparableText } from "#tasks/comparable.ts";

/** The paper's pool (arXiv 2409.11968, code): about 50 names of a type. */
export const NAMES = 50;
const MOST_CHARACTERS = 80;

/**
 * How many replies are asked for, by label. A chat reply lists up to 50 names and is asked for twice, so that one bad reply
 * does not empty a pool; a plain continuation lists a few; a control-style reply is one name, and many repeat.
 */
export function nameRequests(labels: readonly string[], texts: number, style: PromptStyle): Map<string, number> {
  const names = Math.min(NAMES, Math.max(10, texts));
  const replies = { chat: 2, text: Math.ceil(names / 10), control: names }[style];
  return new Map(labels.map((label) => [label, replies]));
}

/** The strings of a JSON list, even of one that was cut off; null where there is none. */
function listed(reply: string): string[] | null {
  const from = reply.indexOf("[");
  if (from < 0) return null;
  const strings = Array.from(reply.slice(from).matchAll(/"(?:[^"\\\n]|\\.)*"/gu), ([found]) => {
    try {
      return JSON.parse(found) as string;
    } catch {
      return "";
    }
  });
  return strings.length > 0 ? strings : null;
}

const withoutBullet = (line: string) => line.replace(/^\s*(?:[-*•]\s+|\d+[.)]\s+)/u, "");

/**
 * The names of one reply, each once: a JSON list, or one a line with or without bullets and numbers; in control style
 * the whole reply. What is no name is left out: empty, without letter or digit, over 80 characters, with brackets, or the
 * type's own name. Of a reply that was cut off the last line is not taken.
 */
export function readNames(
  { text: raw, finish }: Pick<Generation, "text" | "finish">,
  style: PromptStyle,
  label: string,
): string[] {
  if (style === "control") return finish === "end" ? namesIn([raw], "") : [];
  const reply = withoutThoughts(raw);
  const list = style === "chat" ? listed(reply) : null;
  if (list) return namesIn(list, label);
  // Plain continuations go on with the next list after an empty line.
  const lines = (style === "text" ? reply.trimStart().split(/\n\s*\n/u)[0]! : reply).split("\n");
  return namesIn((finish === "length" ? lines.slice(0, -1) : lines).map(withoutBullet), label);
}

function namesIn(candidates: readonly string[], label: string): string[] {
  const names = candidates.map((candidate) => oneLine(unquoted(candidate)));
  const isName = (name: string) =>
    name.length <= MOST_CHARACTERS &&
    /[\p{L}\p{N}]/u.test(name) &&
    !/[[\]{}<>]|:$/u.test(name) &&
    comparableText(name) !== comparableText(label);
  return [...new Set(names.filter(isName))];
}
