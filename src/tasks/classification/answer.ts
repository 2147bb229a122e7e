/** @file From an answer in words to a label. */
import { unquoted, withoutThoughts } from "#tasks/reply.ts";
import { NEXT_EXAMPLE } from "./plain-prompts.ts";

/** A name's words: "PlayMusic", "play_music" and "Play music" are the same. */
function wordsOf(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** The only element; null for none and for several. */
const only = <T>(list: readonly T[]): T | null => (list.length === 1 ? list[0]! : null);

/**
 * The label that an answer names, or null. Tried in order: the label itself; in quotation marks; without a heading
 * ("Intent: …"); by its number in the list ("3", "3. PlayMusic", where number and name agree; never where labels are
 * numbers); in other spelling (case, separators, camel case); last, the one label whose words the answer contains, where a
 * label inside a longer one that is there too ("card", "card arrival") does not count. An answer that names several labels
 * or none is null: never a guess. Thoughts in `<think>` and what follows the reply are not read.
 */
export function parseAnswer(raw: string, labels: readonly string[]): string | null {
  const reply = withoutThoughts(raw).trim().split(NEXT_EXAMPLE)[0]!;
  const firstLine = reply.split("\n")[0]!.trim();
  const name = unquoted(
    unquoted(firstLine)
      .replace(/^\**(?:the\s+)?(?:intent|label|answer)\**\s*(?::|is\b)\**/iu, "")
      .replace(/^[\s*]+|[\s*]+$/gu, ""),
  );
  const exact = [firstLine, unquoted(firstLine), name].find((text) => labels.includes(text));
  if (exact !== undefined) return exact;
  const byNumber = numbered(name, labels);
  if (byNumber !== undefined) return byNumber;
  return only(spelledLike(name, labels)) ?? contained(firstLine, labels) ?? contained(reply, labels);
}

/** undefined: not an answer by number. null: there is no such number, or a name beside it disagrees. */
function numbered(answer: string, labels: readonly string[]): string | null | undefined {
  const match = /^[(#]?(\d+)\s*(?:$|[.):\]-]\s*(.*))$/u.exec(answer);
  if (!match || labels.some((label) => /^\s*-?[\d.]+\s*$/u.test(label))) return undefined;
  const label = labels[Number(match[1]) - 1] ?? null;
  const name = wordsOf(match[2] ?? "");
  return label === null || name === "" || name === wordsOf(label) ? label : null;
}

function spelledLike(answer: string, labels: readonly string[]): string[] {
  const words = wordsOf(answer);
  if (words === "") return [];
  const same = labels.filter((label) => wordsOf(label) === words);
  const squeezed = words.replaceAll(" ", "");
  return same.length > 0 ? same : labels.filter((label) => wordsOf(label).replaceAll(" ", "") === squeezed);
}

function contained(text: string, labels: readonly string[]): string | null {
  const names = [...new Set(labels.map(wordsOf))].filter((words) => words !== "");
  let rest = ` ${wordsOf(text)} `;
  const found = names
    .sort((a, b) => b.length - a.length)
    .filter((words) => {
      const there = rest.includes(` ${words} `);
      // Taken out, so that a shorter label inside it is found only where it stands by itself.
      if (there) rest = rest.replaceAll(` ${words} `, " | ");
      return there;
    });
  const name = only(found);
  return name === null ? null : only(labels.filter((label) => wordsOf(label) === name));
}
