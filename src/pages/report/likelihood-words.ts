/** @file What the likelihood matrix allows to say, in sentences made from its intervals alone. */
import { counted, inLine, pValue, score } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { LikelihoodResult } from "#state/reading.ts";
import { someOf } from "./words.ts";

type Short = (name: string) => string;

const above = ([, { low }]: readonly [string, Measure]) => low !== null && low > 0;
const below = ([, { high }]: readonly [string, Measure]) => high !== null && high < 0;

/** Do models find their own texts more probable? */
export function likelihoodAnswer({ selfPreference }: LikelihoodResult, short: Short): string {
  const told = Object.entries(selfPreference).filter(([, { low }]) => low !== null);
  const [first] = Object.values(selfPreference);
  if (told.length === 0) {
    return `Whether models find their own texts more probable cannot be said here. ${first?.reason ?? ""}`.trim();
  }
  const named = (found: typeof told) =>
    `${found.length} of ${counted(told.length, "model")} (${someOf(found.map(([name]) => short(name)))})`;
  const favour = told.filter(above);
  const disfavour = told.filter(below);
  const open = told.filter((entry) => !above(entry) && !below(entry));
  if (open.length === told.length) {
    const count = told.length === 1 ? "1 interval of 1 includes" : `all ${told.length} intervals include`;
    return `That a model finds its own texts more probable is not told from chance: ${count} zero.`;
  }
  const parts = [
    favour.length > 0 && `own texts are more probable to ${named(favour)} than the rest of the matrix explains`,
    disfavour.length > 0 && `own texts are less probable to ${named(disfavour)} than the rest of the matrix explains`,
    open.length > 0 && `for ${named(open)} it is not told from chance`,
  ].filter((part) => part !== false);
  const sentence = parts.join("; ");
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

/** Where the numbers come from, and who is left out. */
export function likelihoodOrigin(
  { source, models }: LikelihoodResult,
  generators: readonly string[],
  short: Short,
): string {
  const origin =
    source === "generative answers"
      ? "The numbers are those that models computed to answer generatively, so nothing ran for them."
      : "Every model scored every text once, as if it had written the text for the same label.";
  const silent = generators.filter((name) => !models.includes(name));
  if (silent.length === 0) return origin;
  return `${origin} ${someOf(silent.map(short))} gave no such numbers and ${silent.length === 1 ? "is" : "are"} left out.`;
}

/** Whether liking one's texts goes with scoring better on one's data. */
export function relationWords({ relation }: LikelihoodResult): string {
  const { points, pearson, spearman } = relation;
  const question = "models that find their own texts more probable also score better on their own data";
  if (pearson.estimate === null) return `Whether ${question} cannot be said: ${pearson.reason ?? "it is undefined"}`;
  const numbers =
    `over ${counted(points.length, "model")} Pearson’s r is ${inLine(pearson, score)} and the rank correlation ` +
    `${inLine(spearman, score)}${spearman.p === null ? "" : `, p ${pValue(spearman.p)}`}`;
  const { low, high, reason = "" } = pearson;
  const verdict =
    low !== null && low > 0
      ? `In this study ${question}: ${numbers}.`
      : high !== null && high < 0
        ? `In this study ${question.replace("also score better", "score worse")}: ${numbers}.`
        : `Whether ${question} cannot be told: ${numbers}.`;
  const told = (low ?? 0) > 0 || (high ?? 0) < 0;
  const order =
    told && spearman.p !== null && spearman.p >= 0.05
      ? "The order of the models alone could be chance: a few models that stand apart may carry it. "
      : "";
  return `${verdict} ${order}${reason}`.trim();
}
