/** @file The answers of the dial's solvers as a table. */
import { InputError } from "#core/words.ts";
import type { TypedTable } from "#storage/table.ts";
import { dialInstances } from "#study/fidelity/dial-report.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";

/** A row per trained solver, set and instance. Throws an InputError without a dial. */
export function dialTable(input: ReportInput): TypedTable {
  const { dial: rows } = input;
  if (!rows) throw new InputError("This study has no dial: nothing was trained on generated rows.");
  const instances = dialInstances(input, rows);
  return {
    columns: [
      ...(["solver", "arm", "dialled"] as const).map((name) => ({ name, type: "text" as const })),
      { name: "dose", type: "number" },
      { name: "seed", type: "integer" },
      ...(["dataset", "instance", "target", "prediction"] as const).map((name) => ({ name, type: "text" as const })),
    ],
    rows: rows.runs.flatMap(({ solver, arm, dose, seed, answers }) =>
      rows.sets.flatMap(({ name }, s) =>
        instances[s]!.map(({ id, target }, i) => ({
          ...{ solver, arm, dialled: dose === 0 ? null : rows.dial[arm], dose, seed },
          ...{ dataset: name, instance: id, target, prediction: answers[s]![i]! },
        })),
      ),
    ),
  };
}
