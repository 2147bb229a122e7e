/** @file Whether the rows of a study belong together: every answer to a row that is there, none missing, none twice. */
import { type Dataset, InputError, type Prediction } from "#core/words.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { checkBeyondRows } from "#study/fidelity/beyond-check.ts";
import { checkDialRows } from "#study/fidelity/dial-check.ts";
import { solvingWays, taskOfPlan } from "#study/plan.ts";

/** The real test rows and what the generators wrote. */
export function datasetsOf({ plan, data, written }: ReportInput): Dataset[] {
  const real: Dataset = { name: plan.data.test.name, generator: null, seed: null, instances: data.test };
  return [real, ...written.map(({ dataset }) => dataset)];
}

const firstTwice = (values: readonly string[]) => values.find((value, i) => values.indexOf(value) < i);

/** @throws InputError naming the first thing that does not fit. */
export function checkRows(input: ReportInput, filename: string): void {
  const fail = (problem: string): never => {
    throw new InputError(`${filename} is damaged: ${problem}.`);
  };
  const datasets = datasetsOf(input);
  const solvers = new Map(input.solvers.map((solver) => [solver.name, solver]));
  const twice =
    firstTwice(datasets.map(({ name }) => name)) ?? firstTwice(input.solvers.map(({ name }) => name)) ?? null;
  if (twice !== null) fail(`two datasets or two solvers are called "${twice}"`);
  checkInstances(input, datasets, fail);
  for (const { dataset, attempts } of input.written) {
    if (!solvers.get(dataset.generator!)?.generates) fail(`"${dataset.name}" was written by no solver of the study`);
    if (attempts < dataset.instances.length) fail(`"${dataset.name}" holds more rows than were attempted`);
  }
  const ways = input.predictions.map(({ way }) => way).sort();
  const planned = [...solvingWays(input.plan)].sort();
  if (ways.join() !== planned.join())
    fail(`it holds answers for "${ways.join()}", the plan asks for "${planned.join()}"`);
  for (const { way, rows } of input.predictions) checkPredictions(way, rows, input, datasets, fail);
  checkBeyondRows(input, fail);
  checkDialRows(input, fail);
}

function checkInstances(
  { plan, data }: ReportInput,
  datasets: readonly Dataset[],
  fail: (problem: string) => never,
): void {
  const task = taskOfPlan(plan);
  const others = [...data.demonstrations.flat(), ...data.training];
  for (const { name, instances } of [...datasets, { name: "demonstrations and training", instances: others }]) {
    for (const instance of instances) {
      const fault = task.faultOf(instance.target, instance, data.labels);
      if (fault !== null) fail(`the target of row "${instance.id}" of ${name} ${fault}`);
    }
  }
  for (const { name, instances } of datasets) {
    if (new Set(instances.map(({ id }) => id)).size < instances.length) fail(`two rows of "${name}" have one id`);
  }
}

function checkPredictions(
  way: string,
  rows: readonly Prediction[],
  { plan, data, solvers }: ReportInput,
  datasets: readonly Dataset[],
  fail: (problem: string) => never,
): void {
  const task = taskOfPlan(plan);
  const names = new Set(solvers.map(({ name }) => name));
  const targets = new Map(
    datasets.map(({ name, instances }) => [name, new Map(instances.map((instance) => [instance.id, instance]))]),
  );
  const seen = new Set<string>();
  rows.forEach(({ dataset, instance, solver, target, prediction, logProbs }, i) => {
    const where = `prediction ${i + 1} of "${way}"`;
    const asked = targets.get(dataset)?.get(instance);
    if (asked === undefined) fail(`${where} is about row "${instance}" of "${dataset}", which is not there`);
    if (!names.has(solver)) fail(`${where} is by "${solver}", which is no solver of the study`);
    if (asked.target !== target) fail(`${where} has the target "${target}", its row has "${asked.target}"`);
    const fault = prediction === null ? null : task.faultOf(prediction, asked, data.labels);
    if (fault !== null) fail(`${where} ${fault}`);
    if (logProbs && logProbs.length !== data.labels.length) fail(`${where} has ${logProbs.length} log-probabilities`);
    const key = JSON.stringify([dataset, instance, solver]);
    if (seen.has(key)) fail(`${where} answers row "${instance}" of "${dataset}" for ${solver} a second time`);
    seen.add(key);
  });
  const expected = names.size * datasets.reduce((sum, { instances }) => sum + instances.length, 0);
  if (seen.size < expected) fail(`${expected - seen.size} of ${expected} answers of "${way}" are missing`);
}
