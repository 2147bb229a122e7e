/** @file A score matrix as the user brings it, checked field by field. */
import { InputError, type ScoreMatrix } from "#core/words.ts";
import { averageOfGeneratorsName } from "./panel.ts";

const fields = ["metric", "real", "solvers", "datasets", "generators"];

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function wrong(place: string, found: unknown, expected: string): never {
  throw new InputError(`${place}: found ${shown(found)}, expected ${expected}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function parseSolvers(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) wrong(`"solvers"`, value, "a list of one or more solver names");
  return (value as unknown[]).map((name, i, all) => {
    if (!isName(name)) wrong(`"solvers"[${i}]`, name, "a name; give every column of scores one");
    if (all.indexOf(name) < i) wrong(`"solvers"[${i}]`, name, "each name once; rename or merge the repeated solver");
    return name as string;
  });
}

function parseRow(name: string, row: unknown, solvers: readonly string[]): (number | null)[] {
  const place = `"datasets"."${name}"`;
  if (!Array.isArray(row)) wrong(place, row, `a list of ${solvers.length} scores, one per solver`);
  if (row.length !== solvers.length) {
    const n = row.length;
    throw new InputError(
      `${place}: found ${n} ${n === 1 ? "score" : "scores"}, expected ${solvers.length}, one per solver in the order ` +
        `of "solvers"; write null where a score is missing.`,
    );
  }
  return (row as unknown[]).map((score, i) => {
    if (score === null || (typeof score === "number" && Number.isFinite(score))) return score;
    return wrong(`${place}[${i}] (solver "${solvers[i]}")`, score, "a number, or null where the score is missing");
  });
}

function parseDatasets(value: unknown, solvers: readonly string[]): ScoreMatrix["datasets"] {
  if (!isObject(value) || Object.keys(value).length === 0) {
    wrong(`"datasets"`, value, "an object with a list of scores per dataset name");
  }
  if (Object.hasOwn(value, averageOfGeneratorsName)) {
    throw new InputError(`"datasets" has "${averageOfGeneratorsName}", a row that is computed; rename or remove it.`);
  }
  return Object.fromEntries(Object.entries(value).map(([name, row]) => [name, parseRow(name, row, solvers)]));
}

function parseGenerators(value: unknown, names: readonly string[], solvers: readonly string[], real: string | null) {
  if (!isObject(value))
    wrong(`"generators"`, value, "an object that names the solver that wrote each dataset ({} for none)");
  return Object.fromEntries(
    Object.entries(value).map(([dataset, solver]) => {
      const place = `"generators"."${dataset}"`;
      if (!names.includes(dataset)) {
        throw new InputError(
          `${place}: there is no such dataset; expected one of ${names.join(", ")}. Correct the name.`,
        );
      }
      if (dataset === real) throw new InputError(`${place}: this is the real dataset; remove its generator.`);
      if (typeof solver !== "string" || !solvers.includes(solver)) {
        wrong(place, solver, `one of the solvers ${solvers.join(", ")}; add its column or remove the entry`);
      }
      return [dataset, solver as string];
    }),
  );
}

/**
 * Checks `{metric, real, solvers, datasets, generators}`; `real` may be absent or null.
 *
 * Scores are finite numbers or null, one per solver. Unknown fields, names and lengths are refused by name.
 * @throws InputError with the place, what was found, what was expected and what to do.
 */
export function parseScoreMatrix(document: unknown): ScoreMatrix {
  if (!isObject(document)) wrong("The score matrix", document, `an object with the fields ${fields.join(", ")}`);
  const unknown = Object.keys(document).find((key) => !fields.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`"${unknown}" is not a field of a score matrix; expected ${fields.join(", ")}. Remove it.`);
  }
  const { metric, real = null } = document;
  if (!isName(metric)) wrong(`"metric"`, metric, `the metric's name, such as "macroF1"`);
  const solvers = parseSolvers(document.solvers);
  const datasets = parseDatasets(document.datasets, solvers);
  const names = Object.keys(datasets);
  if (real !== null && (typeof real !== "string" || !names.includes(real))) {
    wrong(`"real"`, real, `one of the datasets ${names.join(", ")}, or no such field where there is no real data`);
  }
  return { metric, real, solvers, datasets, generators: parseGenerators(document.generators, names, solvers, real) };
}
