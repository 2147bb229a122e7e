/** @file What the judges of a study allow to say, and how the definitions of self-preference are written. */
import {
  bitsDifference,
  counted,
  difference,
  listed,
  type NumberFormat,
  rankDifference,
  score,
} from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import type { Definition, JudgesResult, SelfPreference } from "#state/reading.ts";
import { someOf } from "./words.ts";

type Short = (name: string) => string;

/** Which judges prefer their own texts, from the intervals of their win rates; those of fewer than `fewestUnits` pairs say nothing. */
export function judgesAnswer({ judges }: JudgesResult, short: Short): string {
  const against = (of: (judge: JudgesResult["judges"][number]) => Measure, whom: string) => {
    const told = judges.filter((judge) => of(judge).low !== null && of(judge).n >= fewestUnits);
    if (told.length === 0) return `whether judges prefer their own texts to ${whom} cannot be said`;
    const verb = (found: typeof told) => (found.length === 1 ? "prefers" : "prefer");
    const named = (found: typeof told) => someOf(found.map(({ judge }) => short(judge)));
    const favour = told.filter((judge) => of(judge).low! > 0.5);
    const disfavour = told.filter((judge) => of(judge).high! < 0.5);
    const parts = [
      favour.length > 0 &&
        `${favour.length} of ${counted(told.length, "judge")} ${verb(favour)} own texts (${named(favour)})`,
      disfavour.length > 0 &&
        `${disfavour.length} of ${counted(told.length, "judge")} ${verb(disfavour)} the others (${named(disfavour)})`,
    ].filter((part) => part !== false);
    if (parts.length === 0)
      return `against ${whom} no preference of ${counted(told.length, "judge")} is told from chance`;
    return `against ${whom} ${listed(parts)}`;
  };
  const sentence =
    `${against(({ winRateGenerators }) => winRateGenerators, "texts of other models")}; ` +
    `${against(({ winRateReal }) => winRateReal, "real ones")}.`;
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}`;
}

/** How pairs were drawn, and how each kind of judge was asked. */
export function judgesDesign(result: JudgesResult, short: Short): string[] {
  const { pairs, perJudge, matchLength, ways, short: lacking } = result;
  const by = (way: JudgesResult["ways"][string]) =>
    Object.entries(ways).flatMap(([judge, own]) => (own === way ? [short(judge)] : []));
  const [likelihood, probabilities, words] = [by("likelihood"), by("probabilities"), by("words")];
  return [
    `${counted(pairs, "pair")} of texts of one label, each text in one pair at most: ${counted(perJudge, "pair")} for each ` +
      `judge, about a third of them against real texts and the rest against other models in turn` +
      `${matchLength ? ", the other text being the one of the nearest length" : ""}. Every judge saw all pairs.`,
    likelihood.length > 0 &&
      `${someOf(likelihood)} ${likelihood.length === 1 ? "follows" : "follow"} no instructions and ` +
        `${likelihood.length === 1 ? "judges" : "judge"} by likelihood: the text that needs fewer bits per byte wins. ` +
        "Such a judge sees the texts one by one and no order, so it cannot flip, and part of its preference for own texts " +
        "is there by construction.",
    probabilities.length > 0 &&
      `${someOf(probabilities)} gave the probabilities of “1” and “2” after each pair, in both orders.`,
    words.length > 0 &&
      `${someOf(words)} answered in words, in both orders; a reply that names no text or both is unscored, never guessed.`,
    lacking.length > 0 &&
      `The texts ran out for ${listed(lacking.map(({ judge, drawn, asked }) => `${short(judge)} (${drawn} of ${asked} pairs)`))}.`,
    "No person has compared these pairs (the blind audit asks about single texts). So definitions that need people’s " +
      "preferences are undefined here, and those that can take the majority of the judges who wrote neither text instead.",
  ].filter((sentence) => sentence !== false);
}

const writers: Readonly<Record<string, NumberFormat>> = {
  probability: score,
  ranks: rankDifference,
  "bits per byte": bitsDifference,
};

/** How values of a definition are written. */
export const writerOf = ({ unit }: Definition): NumberFormat => writers[unit] ?? difference;

/** "0 is neutral; above it a model favours itself" */
export function readingOf(definition: Definition): string {
  const { neutral, favours } = definition;
  const written = neutral === 0 ? "0" : score(neutral);
  return `${written} is neutral, ${favours} it a model favours itself`;
}

/** Resampled intervals of fewer units are too narrow to say anything by. */
export const fewestUnits = 10;

/**
 * Whether the whole interval lies where a model favours itself, or where it favours others; null where it is open or rests
 * on too few pairs or rows.
 */
export function sideOf(
  { neutral, favours }: Definition,
  { low, high, n }: Measure,
): "favours itself" | "favours others" | null {
  if (low === null || high === null || n < fewestUnits) return null;
  if (low > neutral) return favours === "above" ? "favours itself" : "favours others";
  if (high < neutral) return favours === "below" ? "favours itself" : "favours others";
  return null;
}

const againstWords = { generators: "against other models", real: "against real texts" } as const;

/** The rows of the table of definitions: one for each kind of opponent. */
export function definitionRows(definitions: readonly Definition[], found: readonly SelfPreference[]) {
  return definitions.flatMap((definition) => {
    const own = found.filter((row) => row.definition === definition.id);
    return [...new Set(own.map(({ against }) => against))].map((against) => ({
      key: `${definition.id} ${against ?? ""}`,
      definition,
      against: against === null ? "" : againstWords[against],
      measures: Object.fromEntries(own.filter((row) => row.against === against).map((row) => [row.model, row.measure])),
    }));
  });
}
