/** @file What the contamination dial allows to say, in sentences made from its intervals alone. */
import { counted, difference, inLine, listed } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { DialResult } from "#state/reading.ts";

const rises = ({ low }: Measure) => low !== null && low > 0;
const falls = ({ high }: Measure) => high !== null && high < 0;
const told = ({ low }: Measure) => low !== null;
const written = (measure: Measure) => inLine(measure, difference);

/** Does training on a generator's rows make a solver prefer its benchmark? */
export function dialAnswer({ generator, placebo, slope }: DialResult, short: (name: string) => string): string {
  const [g, p] = [short(generator), short(placebo)];
  const { generator: own, placebo: other, difference: more } = slope[0]!;
  const question = `training on ${g}’s rows makes a solver prefer ${g}’s benchmark`;
  if (own.estimate === null || !told(own)) return `Whether ${question} cannot be said. ${own.reason ?? ""}`.trim();
  const per = `${written(own)} score points per 10% of the training rows`;
  const beside = `with ${p}’s rows instead it is ${written(other)}, a difference of ${written(more)}`;
  if (rises(own) && rises(more))
    return `Training on ${g}’s rows makes a solver prefer ${g}’s benchmark: ${per}; ${beside}.`;
  if (rises(own)) {
    return (
      `Preference for ${g}’s benchmark rises with the share of its rows, ${per}, but that is not told from what the ` +
      `placebo does: ${beside}.`
    );
  }
  if (falls(own)) {
    const against = falls(more) ? "" : " That is not told from what the placebo does.";
    return `Training on ${g}’s rows makes a solver do relatively worse on ${g}’s benchmark: ${per}; ${beside}.${against}`;
  }
  return `Whether ${question} cannot be told: ${per}, an interval with zero; ${beside}.`;
}

/** What was held equal, and what preference is measured against. */
export function dialDesign(
  { generator, other, placebo, solvers, seeds, rows, against }: DialResult,
  short: (name: string) => string,
): string {
  const untouched = !against.some((set) => [other, placebo].includes(set));
  return (
    `${listed(solvers.map(short))} ${solvers.length === 1 ? "was" : "were"} adapted anew for every dot, ` +
    `${counted(seeds, "time")} with other rows and another seed, always on ${counted(rows, "row")} of the same labels, from ` +
    `the same weights. The dial says how many of these rows ${short(generator)} wrote; ${short(other)} wrote the rest. In ` +
    `the placebo ${short(placebo)} takes the place of ${short(generator)}. Preference is the score on rows of ` +
    `${short(generator)} that nobody trained on, less the mean score on those of ${listed(against.map(short))}` +
    (untouched ? ", on whose rows no solver was trained" : ", since the plan has no further generators") +
    `; what is drawn is its change since dose 0. Rows were exchanged and nothing else, so a change is caused by that.`
  );
}

/** What the bias factor beside it adds, and what neither tells. */
export function besideBiasFactor(
  { generator, slope }: DialResult,
  bias: Measure | undefined,
  short: (name: string) => string,
): string {
  const g = short(generator);
  if (!bias || bias.estimate === null) return `${g} has no bias factor in this study to read this beside.`;
  const own = slope[0]!.generator;
  const both = rises(bias) && rises(own) ? "Both are above zero here. " : "";
  return (
    `The bias factor of ${g} itself is ${written(bias)}. It says how ${g} does on its own data and not why; the dial ` +
    `changes one thing, the rows trained on, and says what that alone does. ${both}It does not follow that the bias factor ` +
    `has this cause: ${g} was never trained on its own rows, it wrote them.`
  );
}

/** What the chart shows, in words. */
export function dialSummary({ curve, doses }: DialResult): string {
  const all = curve.filter(({ solver }) => solver === null);
  const ofArm = (arm: "generator" | "placebo") =>
    `${all.filter((point) => rises(point[arm])).length} above and ${all.filter((point) => falls(point[arm])).length} below zero`;
  const ns = all.map(({ generator }) => generator.n);
  return (
    `95% intervals at ${counted(doses.length - 1, "dose")} above zero, n ${Math.min(...ns)} at least: ` +
    `${ofArm("generator")}; in the placebo ${ofArm("placebo")}.`
  );
}
