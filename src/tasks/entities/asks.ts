/** @file What a generated text must contain: names by entity type. */
import type { PromptStyle } from "#core/language-model.ts";
import type { Random } from "#core/random.ts";

/** One name of a type. */
export interface Named {
  label: string;
  name: string;
}

const MOST_TYPES = 4;
const MOST_OF_A_TYPE = 2;
/** Names of each type that a sentence with slots may use. */
const NAMES_FOR_SLOTS = 4;

/** `[[label, name], …]` as JSON. */
export const writeAsk = (names: readonly Named[]): string =>
  JSON.stringify(names.map(({ label, name }) => [label, name]));

/** The names of an ask; none for an absent one. */
export function readAsk(ask: string | undefined): Named[] {
  return ask === undefined ? [] : (JSON.parse(ask) as [string, string][]).map(([label, name]) => ({ label, name }));
}

/** An ask as the JSON object that prompts show: type → names. */
export function askObject(names: readonly Named[]): string {
  const byLabel = new Map<string, string[]>();
  for (const { label, name } of names) byLabel.set(label, [...(byLabel.get(label) ?? []), name]);
  // Not an object literal: a type may be called "__proto__".
  return `{${[...byLabel].map(([label, own]) => `${JSON.stringify(label)}: ${JSON.stringify(own)}`).join(", ")}}`;
}

/**
 * Draws what one text for `label` must contain: one to four types, each with one or two names of its pool, no name twice.
 * The type that the text is written for is always among them, because quotas are shared out over the types; the paper
 * (arXiv 2409.11968) draws all types alike. For control style, whose texts choose their slots themselves: up to four names of
 * every type. A type with an empty pool is left out.
 */
export function drawAsk(
  label: string,
  pools: ReadonlyMap<string, readonly string[]>,
  random: Random,
  style: PromptStyle,
): string {
  const others = random.shuffled([...pools.keys()].filter((other) => other !== label));
  const types = style === "control" ? others : others.slice(0, random.below(MOST_TYPES));
  const used = new Set<string>();
  const names = [label, ...types].flatMap((type) => {
    const count = style === "control" ? NAMES_FOR_SLOTS : 1 + random.below(MOST_OF_A_TYPE);
    const fresh = random.shuffled(pools.get(type) ?? []).filter((name) => !used.has(name.toLowerCase()));
    const drawn = fresh.slice(0, count);
    drawn.forEach((name) => used.add(name.toLowerCase()));
    return drawn.map((name) => ({ label: type, name }));
  });
  return writeAsk(names);
}
