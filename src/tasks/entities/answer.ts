/** @file From an answer in words to the entities of a text. */
import { readSpans, type Span, writeSpans } from "#measures/spans.ts";
import { withoutThoughts } from "#tasks/reply.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { Answer } from "#tasks/task.ts";
import { placesOf } from "./locate.ts";

/** The first JSON object in a reply, whatever stands around it; null where there is none. */
export function firstObject(reply: string): Record<string, unknown> | null {
  for (let from = reply.indexOf("{"); from >= 0; from = reply.indexOf("{", from + 1)) {
    const text = balanced(reply, from);
    if (text === null) continue;
    try {
      return JSON.parse(text.replace(/,(\s*[\]}])/gu, "$1")) as Record<string, unknown>;
    } catch {
      // prose between braces: the next one may be the answer
    }
  }
  return null;
}

/** From an opening brace to the one that closes it, strings aside. */
function balanced(text: string, from: number): string | null {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character === "\\") i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return text.slice(from, i + 1);
  }
  return null;
}

/** Texts of a value: a text, a list of texts, or of objects that hold one under "text" or "name". */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  const { text, name } = (value ?? {}) as { text?: unknown; name?: unknown };
  return [text, name].filter((one) => typeof one === "string").slice(0, 1);
}

/**
 * The entities that a reply names, or null where it cannot be read. A reply is read from its first JSON object, type → texts;
 * thoughts, fences and prose around it are not. Types may be spelled in other case; others than the study's are dropped; an
 * object that has types, but none of the study's, is unparsed, and an empty one names no entities. Each text takes the first
 * place in `input` that no equal text has taken, in its own spelling or else in other case, at word borders; a text that is
 * not there is dropped.
 */
export function readAnswer(reply: string, input: string, labels: readonly string[]): Answer {
  const found = firstObject(withoutThoughts(reply));
  const labelOf = (name: string) =>
    labels.find((label) => label === name) ?? labels.find((label) => comparableText(label) === comparableText(name));
  const named = Object.entries(found ?? {}).map(([name, value]) => ({ label: labelOf(name), texts: textsOf(value) }));
  if (!found || (named.length > 0 && named.every(({ label }) => label === undefined))) {
    return { raw: reply, prediction: null };
  }
  const spans: Span[] = [];
  for (const { label, texts } of named) {
    for (const text of label === undefined ? [] : texts) {
      const free = placesOf(input, text).find(
        ({ start, end }) => !spans.some((taken) => taken.start === start && taken.end === end),
      );
      if (free) spans.push({ ...free, label: label! });
    }
  }
  return { raw: reply, prediction: writeSpans(spans) };
}

/** A row's entities as the answer of a model: type → texts, types in the order of `labels`. */
export function answerOf(input: string, target: string, labels: readonly string[]): string {
  const spans = readSpans(target);
  const lists = labels.flatMap((label) => {
    const texts = spans.filter((span) => span.label === label).map(({ start, end }) => input.slice(start, end));
    return texts.length > 0
      ? [`${JSON.stringify(label)}: [${texts.map((text) => JSON.stringify(text)).join(", ")}]`]
      : [];
  });
  return `{${lists.join(", ")}}`;
}
