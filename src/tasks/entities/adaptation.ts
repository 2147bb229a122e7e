/** @file The rows from which a tiny model learns to write sentences with slots, names, and the tags of tokens. */
import { Random, seedOf } from "#core/random.ts";
import { readSpans } from "#measures/spans.ts";
import { oneLine } from "#tasks/cell.ts";
import type { AdaptationRow, Example } from "#tasks/task.ts";
import { slotOf, withSlots } from "./slots.ts";
import { OUTSIDE, partsOfTag, tagsOf, tokensOf } from "./tokens.ts";
import { windowOf } from "./windows.ts";

/** The labels that an adapted model knows; a study's own labels are the entity types. */
export const sentenceLabel = (type: string) => `sentence/${type}`;
export const nameLabel = (type: string) => `name/${type}`;
export const tagLabel = (type: string) => `tag/${type}`;
/** Of tokens that belong to no entity; types have a stroke before them, so none is called so. */
export const OUTSIDE_LABEL = "outside";

/** Tokens outside of entities shown for each token inside, and the fewest. */
const OUTSIDE_PER_INSIDE = 3;
const LEAST_OUTSIDE = 30;

/**
 * Labels and rows for tiny models. To write: each name under `name/TYPE`, each sentence with its entities replaced by slots
 * under `sentence/TYPE` for every type in it. To solve: each token's window under `tag/TYPE` or `outside`; of those
 * outside three for each inside, drawn by a fixed seed, so that names are not drowned. A type without a row of
 * some kind has its own name as its only name, slot or window: a model then knows nothing else of it.
 */
export function adaptation(
  types: readonly string[],
  demonstrations: readonly Example[],
): { labels: string[]; rows: AdaptationRow[] } {
  const write = (input: string, target: string): AdaptationRow => ({
    input: oneLine(input),
    target,
    direction: "write",
  });
  const solve = (input: string, target: string): AdaptationRow => ({ input, target, direction: "solve" });
  const names: AdaptationRow[] = [];
  const sentences: AdaptationRow[] = [];
  const inside: AdaptationRow[] = [];
  const outside: AdaptationRow[] = [];
  for (const { input, target } of demonstrations) {
    const spans = readSpans(target).filter(({ label }) => types.includes(label));
    names.push(...spans.map(({ start, end, label }) => write(input.slice(start, end), nameLabel(label))));
    const template = withSlots(input, spans, types);
    const present = types.filter((type) => template.includes(slotOf(type, types)));
    sentences.push(...present.map((type) => write(template, sentenceLabel(type))));
    const tokens = tokensOf(input);
    tagsOf(tokens, spans).forEach((tag, i) => {
      const window = windowOf(tokens, i);
      if (tag === OUTSIDE) outside.push(solve(window, OUTSIDE_LABEL));
      else inside.push(solve(window, tagLabel(partsOfTag(tag)!.label)));
    });
  }
  const learnt = new Set([...names, ...sentences, ...inside].map(({ target }) => target));
  const missing = (label: string, own: AdaptationRow[], input: string, row: typeof write) => {
    if (!learnt.has(label)) own.push(row(input, label));
  };
  for (const type of types) {
    missing(nameLabel(type), names, type, write);
    missing(sentenceLabel(type), sentences, slotOf(type, types), write);
    missing(tagLabel(type), inside, windowOf(tokensOf(type), 0), solve);
  }
  const kept = Math.max(LEAST_OUTSIDE, OUTSIDE_PER_INSIDE * inside.length);
  const drawn = new Random(seedOf("outside", outside.length)).shuffled(outside).slice(0, kept);
  if (drawn.length === 0) drawn.push(solve(windowOf(tokensOf("."), 0), OUTSIDE_LABEL));
  return {
    labels: [...types.flatMap((type) => [sentenceLabel(type), nameLabel(type), tagLabel(type)]), OUTSIDE_LABEL],
    rows: [...names, ...sentences, ...inside, ...drawn],
  };
}
