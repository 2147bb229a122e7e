/** @file Templates: text with `{slots}` and `(this|or that)`, written out at random. */
import type { Random } from "#core/random.ts";

const INNERMOST_GROUP = /\(([^()]*)\)/u;

/**
 * Writes a template out: one alternative of each group, each equally likely, then a value for each slot. Groups may
 * stand in groups; an alternative may be empty: `(please |)`.
 */
export function writeTemplate(template: string, random: Random, fill: (slot: string) => string): string {
  let chosen = template;
  while (INNERMOST_GROUP.test(chosen))
    chosen = chosen.replace(INNERMOST_GROUP, (_, group: string) => random.pick(group.split("|")));
  return chosen.replace(/\{([^}]*)\}/gu, (_, slot: string) => fill(slot));
}

/** The slots that a template may use, in the order of their first place. */
export function slotsOf(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(/\{([^}]*)\}/gu), ([, slot]) => slot!))];
}
