/** @file What a result's intervals allow to say, in sentences made from the measures alone. */
import { counted, inLine, score, squared } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { Result } from "#state/lab.svelte.ts";
import type { Metric } from "#state/metrics.ts";
import { averageOfGeneratorsName, dependsOnScaleOf } from "#state/reading.ts";
import { dialAnswer } from "./dial-words.ts";
import { shortNameIn } from "./own-data.ts";
import { someOf } from "./words.ts";

type Named = readonly [name: string, measure: Measure];

const above = ([, { low }]: Named) => low !== null && low > 0;
const below = ([, { high }]: Named) => high !== null && high < 0;

export function findings(result: Result): string[] {
  const dial = result.dial ? dialAnswer(result.dial, shortNameIn(result)) : "";
  return [...ownData(result), dial, realData(result), ranking(result)].filter((sentence) => sentence !== "");
}

function ownData(result: Result): string[] {
  const { measures } = result;
  const short = shortNameIn(result);
  const names = (found: readonly Named[], all: readonly Named[]) =>
    `${found.length} of ${all.length} (${someOf(found.map(([name]) => short(name)))})`;
  const all = Object.entries(measures.biasFactor);
  const told = all.filter(([, { low }]) => low !== null);
  if (told.length === 0)
    return ["Whether a model favours its own data cannot be said here; the table gives the reasons."];
  const favour = told.filter(above);
  const disfavour = told.filter(below);
  const sentences: string[] = [];
  if (favour.length + disfavour.length === 0) {
    sentences.push(
      `No preference for own data is told from chance: all ${counted(told.length, "interval")} include zero.`,
    );
  } else {
    const parts = [
      favour.length > 0 && `better than its rivals’ data would suggest for ${names(favour, told)}`,
      disfavour.length > 0 && `worse for ${names(disfavour, told)}`,
    ].filter((part) => part !== false);
    sentences.push(
      `On its own data a model does ${parts.join(", and ")}. By chance alone one interval in 20 excludes zero.`,
    );
  }
  const family = measures.biasFactorControls["sameFamily"] ?? {};
  const remain = favour.filter(([model]) => above([model, family[model]!]));
  const compared = favour.filter(([model]) => (family[model]?.low ?? null) !== null);
  if (compared.length > 0) {
    sentences.push(
      `Against rivals of their own family alone that still holds for ${remain.length || "none"} of the ${compared.length} that have such rivals.`,
    );
  }
  const draws = Object.entries(measures.biasFactorOverDraws).filter(([, { low }]) => low !== null);
  if (draws.length > 0) {
    const hold = draws.filter(above);
    sentences.push(
      `Over draws of demonstrations, against models that saw the same, own data are favoured by ` +
        `${hold.length === 0 ? `none of ${counted(draws.length, "model")}` : names(hold, draws)}.`,
    );
  }
  const scale = favour
    .concat(disfavour)
    .filter(([, { reason }]) => reason === dependsOnScaleOf(result.metric as Metric));
  if (scale.length > 0) sentences.push(`For ${someOf(scale.map(([model]) => short(model)))} it depends on the scale.`);
  return sentences;
}

function realData(result: Result): string {
  const { measures, real, datasets } = result;
  const sets = Object.entries(measures.mspdCorrected).filter(([name, { low }]) => name in datasets && low !== null);
  if (sets.length === 0) return "";
  const apart = sets.filter(above);
  const [closest, least] = sets.reduce((best, next) => (next[1].estimate! < best[1].estimate! ? next : best));
  const told =
    apart.length === 0
      ? `No synthetic set is told apart from ${real} by its scores once sampling noise is taken off`
      : `Scores on ${apart.length} of ${counted(sets.length, "synthetic set")} differ from those on ${real} by more than sampling noise`;
  return `${told}; the closest is ${shortNameIn(result)(closest)} with a corrected MSPD of ${inLine(least, squared)}.`;
}

function ranking({ measures }: Result): string {
  const { rankCeiling: ceiling } = measures;
  if (!ceiling.rankable) return ceiling.reason ?? "";
  const average = measures.spearman[averageOfGeneratorsName];
  const halves = `halves of the real rows rank one another at ${inLine(ceiling, score)}`;
  if (average?.estimate == null) return `The panel can be ranked: ${halves}.`;
  return `The average of the generators’ sets ranks the solvers as the real rows do at SRCC ${inLine(average, score)}; ${halves}.`;
}
