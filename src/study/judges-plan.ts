/** @file What a plan says of judging pairs of texts. */
import * as v from "valibot";
import { InputError } from "#core/words.ts";
import type { Plan } from "#study/plan.ts";

export const judgesSchema = v.strictObject({
  /** Pairs that are drawn for each judge: a text of its own beside one of another author. */
  pairs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 40),
  /** Who judges; absent: all of the plan's models. */
  models: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1))),
  /** Whether an own text meets the text of the nearest length instead of a random one. */
  matchLength: v.optional(v.boolean(), false),
});

/** Throws an InputError naming the field where a plan's judges cannot judge. */
export function checkJudges({ judges, models, generate }: Plan): void {
  if (!judges) return;
  const wrong = (field: string, what: string) => new InputError(`The plan is wrong: "judges.${field}" ${what}`);
  const named = judges.models ?? [];
  const stranger = named.find((model) => !models.includes(model));
  if (stranger !== undefined) {
    throw wrong(
      "models",
      `names ${stranger}, which is none of the plan's models: ${models.join(", ")}. A judge compares its own texts, so it ` +
        `must write some.`,
    );
  }
  const twice = named.find((model, i) => named.indexOf(model) < i);
  if (twice !== undefined) throw wrong("models", `names ${twice} twice. Name each model once.`);
  const written = generate.perGenerator * generate.seeds;
  if (judges.pairs > written) {
    throw wrong(
      "pairs",
      `asks for ${judges.pairs} pairs per judge, but a model writes ${written} texts and each stands in one pair at most. ` +
        `Lower it, or raise "generate.perGenerator".`,
    );
  }
}
