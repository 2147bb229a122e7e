/** @file What a result does not allow to conclude, in sentences: only those that apply to it. */
import { counted, difference, listed } from "#charts/format.ts";
import type { Result, StudyDocument } from "#state/lab.svelte.ts";
import { bundledDatasets } from "#state/reading.ts";
import { neighbours, span } from "./scores.ts";

/** Fewer solvers give a rank correlation next to nothing to go by. */
const enoughSolvers = 8;
/** A panel within so many score points orders itself by chance. */
const narrowSpan = 0.15;

export function cautions({ plan }: StudyDocument, result: Result): string[] {
  const adapted = Object.values(result.solverFacts).some(({ preparation }) => preparation === "adapted");
  return [
    bundledDatasets.includes(plan.data.test.name) &&
      "That it holds for what people write. The reference data that stands for real data here is held-out grammar plus " +
        "noise, not written by people.",
    "That a model knows its own texts. Liking data of one’s own kind (dialect, corpus, demonstrations) counts as own " +
      "data too; what remains against the same family alone, or against the same demonstrations, is nearer to self.",
    result.solve === "generative" &&
      "Self-preference from generative solving as such. A model labels a text by the same probability that it samples " +
        "its own texts from, so part of its advantage is there by construction, and so is its fall with size.",
    "A trend over sizes. Models are listed by size, but size goes with corpus and length of training here; a larger " +
      "model may simply have been trained for less.",
    closeness(result),
    fewSolvers(result),
    "That a small MSPD is a good set. Wrong labels make a set harder, plain texts make it easier, and the two can " +
      "cancel: read the shift and the agreement beside it.",
    adapted
      ? "What these models can do in general. Each is one training run on one draw of demonstrations, and another draw " +
        "can move a model by several points."
      : "Which of two like models is better. Each model here is one training run, and another run can move it by " +
        "several points.",
  ].filter((sentence) => typeof sentence === "string");
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
    width !== null && width < narrowSpan && `solvers within ${difference(width).slice(1)} of one another`,
  ].filter((reason) => typeof reason === "string");
  return reasons.length > 0 && `Much from SRCC: with ${listed(reasons)} it is mostly noise.`;
}
