/** @file What came out, against what was predicted: sentences made from the recorded numbers. */
import { counted, difference, inLine, listed, share } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import { above, below, type OwnDataRow, sampleSizes, standout } from "#pages/home/own-data-rows.ts";
import type { Answers } from "#state/walk.svelte.ts";

export const none = "none";

export const remainsWords: Record<Answers["remains"], string> = {
  most: "Most of it: more than two thirds",
  half: "About half",
  little: "Little: less than a third",
};
export const generativeWords: Record<Answers["generative"], string> = {
  larger: "Larger",
  same: "About the same",
  smaller: "Smaller",
};
export const reportWords: Record<Answers["report"], string> = {
  direct: "Solved directly, against all rivals",
  sameFamily: "Solved directly, against rivals of the same dialect",
  generative: "Solved generatively, against all rivals",
};

export interface Outcome<Answer> {
  /** Null where the numbers do not tell. */
  answer: Answer | null;
  text: string;
}

/** How the intervals of a picture are to be read. */
export function intervalNote(measures: readonly (Measure | undefined)[]): string {
  const known = measures.filter((measure) => measure !== undefined);
  return `95% intervals, ${sampleSizes(known)} independent rows; thick and filled: zero is excluded.`;
}

/** Which models stand out, in words. */
export function favourites(rows: readonly OwnDataRow[]): string {
  const found = rows.filter(({ bias }) => above(bias)).map(({ label }) => label);
  const of = counted(rows.length, "model");
  return found.length === 0 ? `None of ${of}` : `${found.length} of ${of}: ${listed(found)}`;
}

/** Whether the model that was chosen is among those whose interval lies above zero. */
export function verdict(choice: string | undefined, rows: readonly OwnDataRow[]): string {
  const found = rows.filter(({ bias }) => above(bias)).length;
  if (choice === undefined) return "You made no prediction.";
  if (choice === none)
    return found === 0
      ? "You chose none, and no interval lies above zero."
      : `You chose none; the ${found === 1 ? "interval of 1 model lies" : `intervals of ${found} models lie`} above zero.`;
  const row = rows.find(({ model }) => model === choice);
  if (!row) return "";
  const told = above(row.bias)
    ? "its interval lies above zero. It did better on its own test than its other scores suggest"
    : below(row.bias)
      ? "its interval lies below zero. It did worse on its own test than its other scores suggest"
      : "its interval includes zero. No preference is told from chance";
  const most = standout(rows);
  const more = most && most !== row ? ` The largest is that of ${most.label}.` : "";
  return `You chose ${row.label}: ${told}, ${inLine(row.bias, difference)}.${more}`;
}

/** How much of the bias factors that stood out remains against rivals of the same dialect. */
export function remainsOutcome(rows: readonly OwnDataRow[]): Outcome<Answers["remains"]> {
  const stood = rows.filter(({ bias, sameFamily }) => above(bias) && sameFamily?.estimate != null);
  if (stood.length === 0) {
    return { answer: null, text: "No model stood out that has rivals of its dialect, so nothing can be divided." };
  }
  const total = (of: (row: OwnDataRow) => number) => stood.reduce((sum, row) => sum + of(row), 0);
  const left = total(({ sameFamily }) => sameFamily!.estimate!) / total(({ bias }) => bias.estimate!);
  const answer = left > 2 / 3 ? "most" : left < 1 / 3 ? "little" : "half";
  const still = stood.filter(({ sameFamily }) => above(sameFamily)).length;
  return {
    answer,
    text:
      `Added up over the ${counted(stood.length, "model")} that stood out, ${share(Math.max(0, left))} remains. ` +
      `Of their intervals ${still === 0 ? "none lies" : `${still} still ${still === 1 ? "lies" : "lie"}`} above zero.`,
  };
}

/** Pairs of models that are each other's only rival share one value. */
export function sharedValues(rows: readonly OwnDataRow[]): string {
  const pairs = rows.filter(({ kin }) => kin.length === 1).map(({ family }) => family!);
  const families = [...new Set(pairs)];
  if (families.length === 0) return "";
  return `With two models of a dialect (${listed(families)}) both share one value: it belongs to the pair.`;
}

/** Whether generative solving makes the bias factors larger, told by intervals that do not overlap. */
export function generativeOutcome(
  direct: readonly OwnDataRow[],
  generative: readonly OwnDataRow[],
): Outcome<Answers["generative"]> {
  const pairs = direct.flatMap(({ model, bias }) => {
    const other = generative.find((row) => row.model === model)?.bias;
    return other && other.low !== null && bias.low !== null ? [{ before: bias, now: other }] : [];
  });
  if (pairs.length === 0) return { answer: null, text: "No model has both intervals, so they cannot be compared." };
  const larger = pairs.filter(({ before, now }) => now.low! > before.high!).length;
  const smaller = pairs.filter(({ before, now }) => now.high! < before.low!).length;
  const answer = larger > pairs.length / 2 ? "larger" : smaller > pairs.length / 2 ? "smaller" : "same";
  const lie = (n: number, where: string) =>
    n > 0 ? `${n} ${n === 1 ? "lies" : "lie"} wholly ${where} the direct one of the same model` : "";
  const parts = [lie(larger, "above"), lie(smaller, "below")].filter((part) => part !== "");
  const found = parts.length === 0 ? "none is told apart from the direct one of the same model" : parts.join(" and ");
  return { answer, text: `Of the ${counted(pairs.length, "generative interval")}, ${found}.` };
}

/** What we would report, and what stands against the other two. */
export function ourReport(
  rows: readonly OwnDataRow[],
  generative: readonly OwnDataRow[],
): { claim: string; reasons: readonly string[] } {
  const told = rows.filter(({ sameFamily }) => sameFamily?.low != null);
  const stand = told.filter(({ sameFamily }) => above(sameFamily));
  const largest = told.reduce<OwnDataRow | null>(
    (best, row) => (best && best.sameFamily!.estimate! >= row.sameFamily!.estimate! ? best : row),
    null,
  );
  const example =
    largest === null
      ? ""
      : ` The largest is ${largest.label}: ${inLine(largest.sameFamily!, difference)}, n ${largest.sameFamily!.n}, ` +
        `against ${listed(largest.kin)}.`;
  const most = standout(rows);
  const other = most && generative.find(({ model }) => model === most.model);
  return {
    claim:
      `The bias factor solved directly, against rivals of the same dialect, of every model and not of the largest ` +
      `alone: ${stand.length} of ${counted(told.length, "interval")} lie above zero; by chance alone one in 40 would.` +
      example,
    reasons: [
      "Against all rivals, a liking for a dialect looks like a liking for oneself" +
        (most?.sameFamily?.estimate != null
          ? `: the ${difference(most.bias.estimate!)} of ${most.label} become ${difference(most.sameFamily.estimate)} among its own.`
          : "."),
      "Solved generatively, a model labels by the very probability that it writes from: part of " +
        (other?.bias.estimate != null ? `its ${difference(other.bias.estimate)} ` : "the preference ") +
        "is there by construction, and this study cannot say how large a part.",
      "What remains against the same dialect is the model itself together with how narrowly it was trained.",
      `It holds for these checkpoints and these ${counted(rows.length, "generator")} (${listed(rows.map(({ label }) => label))}): ` +
        "with other rivals the value changes.",
      "It says nothing about real-world data: the reference rows come from a held-out grammar with noise, not from people.",
    ],
  };
}
