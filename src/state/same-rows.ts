/** @file Whether two studies hold the same rows: what "the same plan gives the same rows" promises. */
import type { Dataset, Prediction } from "#core/words.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import type { WayToSolve } from "#study/plan.ts";

/** Whether real rows, generated rows and the answers of this way to solve are the same. */
export function sameRows(first: ReportInput, second: ReportInput, way: WayToSolve): boolean {
  const others = linesOf(second, way);
  const lines = linesOf(first, way);
  return lines.length === others.length && lines.every((line, i) => line === others[i]);
}

function linesOf({ data, written, predictions }: ReportInput, way: WayToSolve): string[] {
  const line = (...cells: unknown[]) => JSON.stringify(cells);
  const instances = (name: string, rows: Dataset["instances"]) =>
    rows.map(({ id, input, target }) => line(name, id, input, target));
  const answer = ({ dataset, instance, solver, raw, prediction }: Prediction) =>
    line(dataset, solver, instance, raw, prediction);
  const answers = predictions.find((solved) => solved.way === way)?.rows ?? [];
  return [
    ...instances("", data.test),
    ...written.flatMap(({ dataset }) => instances(dataset.name, dataset.instances)),
    ...answers.map(answer).sort(), // the journal of a study that was broken off may have another order
  ];
}
