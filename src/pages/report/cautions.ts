/** @file What a result does not allow to conclude, in sentences: only those that apply to it. */
import { counted, difference, listed } from "#charts/format.ts";
import { taskNamed } from "#pages/task-words.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";
import type { Result, StudyDocument } from "#state/lab.svelte.ts";
import { directionOf } from "#state/metrics.ts";
import { bundledDatasets } from "#state/reading.ts";
import { neighbours, span } from "./scores.ts";
import { wrongTargets } from "./words.ts";

/** Fewer solvers give a rank correlation next to nothing to go by. */
const enoughSolvers = 8;
/** A panel within so many score points orders itself by chance. */
const narrowSpan = 0.15;

export function cautions({ plan }: StudyDocument, result: Result): string[] {
  const adapted = Object.values(result.solverFacts).some(({ preparation }) => preparation === "adapted");
  const task = taskNamed(result.task);
  const judges = task === "similarity" ? "rates a pair" : "labels a text";
  return [
    bundledDatasets.includes(plan.data.test.name) &&
      "That it holds for what people write. The reference data that stands for real data here is held-out grammar plus " +
        "noise, not written by people.",
    "That a model knows its own texts. Liking data of one’s own kind (dialect, corpus, demonstrations) counts as own " +
      "data too; what remains against the same family alone, or against the same demonstrations, is nearer to self.",
    result.solve === "generative" &&
      `Self-preference from generative solving as such. A model ${judges} by the same probability that it samples ` +
        "its own texts from, so part of its advantage is there by construction, and so is its fall with size.",
    "A trend over sizes. Models are listed by size, but size goes with corpus and length of training here; a larger " +
      "model may simply have been trained for less.",
    closeness(result),
    fewSolvers(result),
    `That a small MSPD is a good set. ${capitalised(wrongTargets[task])} make a set harder, plain texts make it easier, ` +
      `and the two can cancel: read the shift${task === "classification" ? " and the agreement" : " and some rows"} beside it.`,
    ...ofTask(task, result.metric),
    adapted
      ? "What these models can do in general. Each is one training run on one draw of demonstrations, and another draw " +
        "can move a model by several points."
      : "Which of two like models is better. Each model here is one training run, and another run can move it by " +
        "several points.",
  ].filter((sentence) => typeof sentence === "string");
}

const capitalised = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

/** What the scores of a task leave out. */
function ofTask(task: DatasetTask, metric: string): string[] {
  if (task === "similarity" && metric !== "meanSquaredError") {
    return [
      "That two sets with other scores can be compared. A correlation grows with the spread of the scores in a set: a " +
        "generator that is asked for all levels alike can make a set easier to correlate with than pairs that people found.",
      "That scores are right. A correlation does not see a solver that rates everything too high: the mean squared error " +
        "among the other metrics does.",
    ];
  }
  if (task === "entities") {
    return [
      "That a set marks all names. A model was asked for certain names, and those are marked: a solver that finds another " +
        "one in the text is counted wrong there.",
    ];
  }
  return task === "answers"
    ? ["That other answers are wrong. Only the accepted ones count, and a generator accepts its own alone."]
    : [];
}

function closeness(result: Result): string | false {
  const { pairs, close } = neighbours(result);
  if (close === 0) return false;
  return (
    `The order of like solvers. On ${result.real} the intervals of ${close} of ${counted(pairs, "pair")} of neighbours ` +
    "overlap: no order is claimed between them."
  );
}

function fewSolvers(result: Result): string | false {
  const width = span(result);
  const reasons = [
    result.solvers.length < enoughSolvers && `only ${counted(result.solvers.length, "solver")}`,
    width !== null &&
      directionOf(result.metric) > 0 &&
      width < narrowSpan &&
      `solvers within ${difference(width).slice(1)} of one another`,
  ].filter((reason) => typeof reason === "string");
  return reasons.length > 0 && `Much from SRCC. With ${listed(reasons)} it is mostly noise.`;
}
