/** @file Whether the rows of a stranger's dial belong together. */
import type { DialRows } from "#study/fidelity/dial.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { taskOfPlan } from "#study/plan.ts";

/** Calls `fail` with the first thing that does not fit; nothing to check without a dial. */
export function checkDialRows(input: ReportInput, fail: (problem: string) => never): void {
  const { plan, data, written, dial: rows } = input;
  if ((plan.dial === undefined) !== (rows === undefined)) {
    fail(rows ? "it holds a dial, which the plan does not ask for" : "the plan asks for a dial, which is not there");
  }
  if (!rows) return;
  const known = instancesOf(input);
  const names = rows.sets.map(({ name }) => name);
  if (new Set(names).size < names.length) fail("two sets of its dial have one name");
  const generators = new Set(written.map(({ dataset }) => dataset.generator));
  for (const { name, generator, instances } of rows.sets) {
    const origin = name === plan.data.test.name ? generator === null : generator === name && generators.has(name);
    if (!origin) fail(`its dial tests on "${name}", which is no set of the study`);
    const stray = instances.find((id) => !known.get(name)?.has(id));
    if (stray !== undefined) fail(`its dial tests on row "${stray}" of "${name}", which is not there`);
    if (instances.length === 0) fail(`its dial tests on no rows of "${name}"`);
  }
  if (!names.includes(rows.dial.generator)) fail(`its dial has no held-out rows of "${rows.dial.generator}"`);
  checkDesign(rows, fail);
  const task = taskOfPlan(plan);
  for (const { key, answers } of rows.runs) {
    if (answers.length !== rows.sets.length)
      fail(`the dial's run "${key}" answers ${answers.length} of ${names.length} sets`);
    rows.sets.forEach(({ name, instances }, s) => {
      const said = answers[s]!;
      if (said.length !== instances.length) {
        fail(`the dial's run "${key}" has ${said.length} of ${instances.length} answers to "${name}"`);
      }
      said.forEach((prediction, i) => {
        const fault = prediction && task.faultOf(prediction, known.get(name)!.get(instances[i]!)!, data.labels);
        if (fault) fail(`an answer of the dial's run "${key}" to "${name}" ${fault}`);
      });
    });
  }
}

function instancesOf({ plan, data, written }: ReportInput) {
  const sets = [
    { name: plan.data.test.name, instances: data.test },
    ...written.map(({ dataset }) => ({ name: dataset.generator!, instances: dataset.instances })),
  ];
  const known = new Map(sets.map(({ name }) => [name, new Map<string, (typeof data.test)[number]>()]));
  for (const { name, instances } of sets) for (const row of instances) known.get(name)!.set(row.id, row);
  return known;
}

/** Every solver, arm, dose and seed once; dose 0 in one arm. */
function checkDesign({ runs }: DialRows, fail: (problem: string) => never): void {
  const all = <Value>(of: (run: DialRows["runs"][number]) => Value) => [...new Set(runs.map(of))];
  const [solvers, doses, seeds] = [all(({ solver }) => solver), all(({ dose }) => dose), all(({ seed }) => seed)];
  const place = (run: Pick<DialRows["runs"][number], "solver" | "arm" | "dose" | "seed">) =>
    JSON.stringify([run.solver, run.arm, run.dose, run.seed]);
  const found = new Set(runs.map(place));
  if (found.size < runs.length || all(({ key }) => key).length < runs.length) fail("two runs of its dial are the same");
  if (!doses.includes(0) || doses.length < 2) fail("its dial lacks dose 0 or a dose above it");
  const arms = (dose: number) => (dose === 0 ? (["generator"] as const) : (["generator", "placebo"] as const));
  const wanted = solvers.flatMap((solver) =>
    seeds.flatMap((seed) => doses.flatMap((dose) => arms(dose).map((arm) => place({ solver, arm, dose, seed })))),
  );
  if (wanted.length !== runs.length || !wanted.every((own) => found.has(own))) fail("runs of its dial are missing");
}
