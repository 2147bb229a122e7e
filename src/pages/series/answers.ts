/** @file What the intervals over datasets allow to say, in sentences made from the measures alone. */
import { counted, difference, inLine, listed, ratio, score, squared, squaredDifference } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import { someOf } from "#pages/report/words.ts";
import type { AcrossMeasures, EnsembleKey, TaskContrast } from "#state/across.ts";
import { direction, ensembleWords, fromZoo, shortIn, taskTitle } from "./words.ts";

export interface Answer {
  question: string;
  answer: string;
}

type Short = (name: string) => string;

/** `missing`: keys of the parts that are not finished. */
export function answers(measures: AcrossMeasures, missing: readonly string[]): Answer[] {
  const short = shortIn(measures);
  return [
    { question: "Does fidelity fall from task to task?", answer: fidelity(measures) },
    { question: "Who favours its own data, over the datasets?", answer: ownData(measures, short) },
    { question: "Does that preference fall with size?", answer: size(measures) },
    { question: "Do several generators together do better than one?", answer: ensembles(measures) },
    { question: "What hangs on one model?", answer: oneModel(measures, short) },
    { question: "What cannot be told?", answer: untold(measures, missing) },
  ];
}

function fidelity({ fidelity: { tasks, contrasts } }: AcrossMeasures): string {
  if (contrasts.length > 0) return contrasts.map(between).join(" ");
  const { task, average, datasets } = tasks[0]!;
  const { relativeCorrected: off, spearman: ranks } = average;
  const all = `All of this is one task, ${inText(task)}, so no tasks are compared.`;
  if (off.estimate === null) return `${all} How far the sets are off is undefined: ${reasonOf(off)}`;
  return (
    `${all} Over ${counted(datasets.length, "dataset")} the average of generators is off by ${inLine(off, ratio)} times ` +
    `what parts the solvers on real rows, and ranks them at SRCC ${inLine(ranks, score)}.`
  );
}

function between({ from, to, average, outcome }: TaskContrast): string {
  const { relativeCorrected: off, spearman: ranks } = average;
  const found = `relative MSPD changes by ${inLine(off, signedRatio)}, SRCC by ${inLine(ranks, difference)}`;
  const pair = `${inText(from)} to ${inText(to)}`;
  switch (outcome.average) {
    case "falls":
      return `From ${pair} it falls: ${found}.`;
    case "rises":
      return `From ${pair} it rises: ${found}.`;
    case "mixed":
      return `From ${pair} distance and order disagree: ${found}.`;
    case "unclear":
      return `From ${pair} no change is told from chance: ${found}.`;
    case null:
      return `From ${pair} nothing can be compared: ${reasonOf(off)}`;
  }
}

export const signedRatio = (value: number): string => (value > 0 ? "+" : "") + ratio(value);

function ownData({ biasFactors }: AcrossMeasures, short: Short): string {
  const told = biasFactors.filter(({ mean }) => mean.adjustedP !== null);
  if (told.length === 0) return `It cannot be said: ${reasonOf(biasFactors[0]?.mean)}`;
  const named = (sign: number) =>
    told
      .filter(({ mean }) => direction(mean) === sign)
      .map(({ model, mean }) => `${short(model)} at ${inLine(mean, difference)}`);
  const [favour, against] = [named(1), named(-1)];
  const corrected = `after Holm’s correction for ${counted(told.length, "model")}`;
  const alone = told.filter(({ mean }) => direction(mean) === 0 && (mean.low! > 0 || mean.high! < 0));
  return [
    favour.length + against.length === 0 && `Nobody, ${corrected}: no mean bias factor is told from zero.`,
    favour.length > 0 && `${someOf(favour, 6)} do${favour.length === 1 ? "es" : ""}, ${corrected}.`,
    against.length > 0 && `Worse on own data than on the others’: ${someOf(against, 6)}.`,
    alone.length > 0 &&
      `Asked alone, the ${alone.length === 1 ? "interval" : "intervals"} of ` +
        `${someOf(alone.map(({ model }) => short(model)))} would leave out zero too.`,
    further(biasFactors),
  ]
    .filter((part) => part !== false && part !== "")
    .join(" ");
}

function further(biasFactors: AcrossMeasures["biasFactors"]): string {
  const told = biasFactors.filter(({ newDatasets }) => newDatasets.low !== null);
  if (told.length === 0) return "";
  const held = told.filter(({ newDatasets: { low, high } }) => low! > 0 || high! < 0).length;
  return `For further datasets of the kind, ${held} of ${told.length} intervals leave out zero.`;
}

function size(measures: AcrossMeasures): string {
  const { over } = measures.trend;
  const { slope } = over;
  if (slope.estimate === null) return `It cannot be said: ${reasonOf(slope)}`;
  const change = `per ten times the parameters the bias factor changes by ${inLine(slope, difference)}`;
  const told = { "-1": "Yes", "0": "No trend is told from chance", "1": "No, it rises" }[String(direction(slope))]!;
  const corpus = fromZoo(measures)
    ? " In the bundled zoo size goes with corpus and training, so this is no effect of size alone."
    : "";
  return `${told}: ${change}, over ${counted(over.models, "model")}.${corpus}`;
}

function ensembles({ ensembles: { verdict, over } }: AcrossMeasures): string {
  const names = (keys: readonly EnsembleKey[]) => listed(keys.map((key) => ensembleWords[key].toLowerCase()));
  const at = (key: EnsembleKey) => over.benchmarks.find((benchmark) => benchmark.key === key)!;
  const one = inLine(over.single.mspdCorrected, squared);
  const lower = (key: EnsembleKey) =>
    `corrected MSPD ${inLine(at(key).mspdCorrected, squared)} where a single set has ${one}`;
  switch (verdict.kind) {
    case "undefined":
      return `It cannot be said: ${ended(verdict.reason)}`;
    case "both":
      return (
        `Yes: ${names(verdict.benchmarks)} ${verdict.benchmarks.length === 1 ? "lowers" : "lower"} corrected MSPD and ` +
        `raise SRCC; lowest is the ${ensembleWords[verdict.best].toLowerCase()}, ${lower(verdict.best)}.${alsoWorse(verdict.worse)}`
      );
    case "scores":
      return (
        `In scores, not in ranks: ${names(verdict.benchmarks)} come closer (${lower(verdict.benchmarks[0]!)}); no ` +
        `SRCC rises by more than chance.${alsoWorse(verdict.worse)}`
      );
    case "ranks": {
      const gain = at(verdict.benchmarks[0]!).gain.spearman;
      return (
        `In ranks, not in scores: ${names(verdict.benchmarks)} (SRCC ${inLine(gain, difference)} above a single set); no ` +
        `corrected MSPD falls by more than chance.${alsoWorse(verdict.worse)}`
      );
    }
    case "either":
      return (
        `Some in scores (${names(verdict.scores)}), others in ranks (${names(verdict.ranks)}), none in both.` +
        alsoWorse(verdict.worse)
      );
    case "neither": {
      const gain = inLine(at("average").gain.mspdCorrected, squaredDifference);
      return (
        `No gain is told from chance: the average of all generators changes corrected MSPD by ${gain} against a single ` +
        `set.${alsoWorse(verdict.worse)}`
      );
    }
  }
}

const alsoWorse = (keys: readonly EnsembleKey[]): string =>
  keys.length === 0 ? "" : ` Worse than a single set: ${listed(keys.map((key) => ensembleWords[key].toLowerCase()))}.`;

function oneModel({ leaveOneOut }: AcrossMeasures, short: Short): string {
  const decided = Object.entries(leaveOneOut.biasFactors).filter(([, { full }]) => full.low !== null);
  const hanging = decided.filter(([, { decisionHangsOn }]) => decisionHangsOn.length > 0);
  const on = (names: readonly string[]) => someOf(names.map(short), 3);
  const bias =
    decided.length === 0
      ? ""
      : hanging.length === 0
        ? `Whether the interval of a bias factor leaves out zero hangs on no other model, for all ${decided.length}.`
        : `Whether the interval leaves out zero hangs ${listed(
            hanging.map(([model, { decisionHangsOn }]) => `for ${short(model)} on ${on(decisionHangsOn)}`),
          )}; not for the other ${decided.length - hanging.length} of ${decided.length}.`;
  const { trend } = leaveOneOut;
  const size =
    trend.full.low === null
      ? ""
      : trend.decisionHangsOn.length > 0
        ? `Whether there is a trend with size hangs on ${on(trend.decisionHangsOn)}.`
        : "Whether there is a trend with size hangs on no one.";
  const ranks = leaveOneOut.arms
    .flatMap(({ arm, spearman: { range } }) => (range ? [{ arm, ...range }] : []))
    .reduce<{ arm: string; low: number; high: number } | null>(
      (widest, next) => (widest && widest.high - widest.low >= next.high - next.low ? widest : next),
      null,
    );
  const srcc = ranks
    ? `SRCC moves most on ${ranks.arm}: ${score(ranks.low)} to ${score(ranks.high)} without one solver.`
    : "";
  const said = [bias, size, srcc].filter((part) => part !== "");
  return said.length > 0 ? said.join(" ") : "It cannot be said: no conclusion is defined without one of the models.";
}

function untold(measures: AcrossMeasures, missing: readonly string[]): string {
  const { biasFactors, varianceBySource, fidelity: fidelities } = measures;
  const further = biasFactors[0]?.newDatasets;
  const run = varianceBySource.biasFactors.variance.generationRun;
  const caution = biasFactors.map(({ mean }) => mean.reason).find((reason) => reason?.startsWith("Averages scores"));
  const few = fidelities.arms
    .map(({ average }) => average.spearman.reason)
    .find((reason) => reason?.startsWith("With "));
  return [
    missing.length > 0 &&
      `What ${someOf(missing)} would add: ${missing.length === 1 ? "it is" : "they are"} not finished.`,
    further?.estimate === null
      ? `What other datasets would show: ${reasonOf(further)}`
      : "What other datasets would show, beyond the wide intervals for further ones: all others are about these datasets.",
    run.estimate === null && `What is the model and what this one sample of its texts: ${reasonOf(run)}`,
    few !== undefined && `Which ranking is right: ${few}`,
    caution !== undefined && `How large a mean over tasks is: ${caution}`,
    "Whether a model favours its own data or writes data of a kind that it happens to know: the controls are in each study’s report.",
  ]
    .filter((part) => part !== false)
    .join(" ");
}

const inText = (task: string): string => taskTitle(task).toLowerCase();
const ended = (reason: string): string => (reason.endsWith(".") ? reason : `${reason}.`);
const reasonOf = (measure: Measure | undefined): string => ended(measure?.reason ?? "nothing was measured");
