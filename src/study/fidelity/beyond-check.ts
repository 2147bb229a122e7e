/** @file Whether a stranger's likelihoods and verdicts belong to the rows of their study. */
import { opinionsOf } from "#measures/judges/opinions.ts";
import type { JudgedText } from "#measures/judges/verdict.ts";
import { likelihoodTables } from "#measures/likelihood/likelihood-table.ts";
import { answersHoldLikelihoods } from "#study/fidelity/likelihood.ts";
import { allLikelihoodRows } from "#study/fidelity/likelihood-report.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { studyDatasets } from "#study/fidelity/tables.ts";
import { taskOfPlan } from "#study/plan.ts";

type Fail = (problem: string) => never;

/** Calls `fail` with the first thing that does not fit. */
export function checkBeyondRows(input: ReportInput, fail: Fail): void {
  checkScoredTexts(input, fail);
  checkVerdicts(input, fail);
}

function checkScoredTexts(input: ReportInput, fail: Fail): void {
  const { plan, likelihood: scored } = input;
  const held = answersHoldLikelihoods(plan);
  if (plan.likelihood && !held && !scored) fail("the plan asks for likelihoods, which are not there");
  if (scored && (held || !(plan.likelihood || plan.judges)))
    fail("it holds likelihoods, which the plan does not ask for");
  const datasets = studyDatasets(input);
  const generators = new Set(input.solvers.filter(({ generates }) => generates).map(({ name }) => name));
  const seen = new Set<string>();
  for (const { model, dataset, logProbs } of scored ?? []) {
    const rows = datasets.find(({ name }) => name === dataset)?.instances.length;
    if (!generators.has(model)) fail(`texts were scored by "${model}", which is no generator of the study`);
    if (rows === undefined) fail(`texts of "${dataset}" were scored, which is not there`);
    if (logProbs.length !== rows) fail(`"${model}" has scored ${logProbs.length} of ${rows} texts of "${dataset}"`);
    seen.add(JSON.stringify([model, dataset]));
  }
  const models = new Set(scored?.map(({ model }) => model));
  if (scored && (seen.size < scored.length || seen.size < models.size * datasets.length)) {
    fail("a model has scored a set twice or not at all");
  }
  try {
    const rows = allLikelihoodRows(input);
    if (rows.length > 0) likelihoodTables(rows);
  } catch (reason) {
    fail(`its likelihoods cannot be: ${(reason as Error).message.replace(/\.$/u, "")}`);
  }
}

function checkVerdicts(input: ReportInput, fail: Fail): void {
  const { plan, judging, data } = input;
  if ((plan.judges === undefined) !== (judging === undefined)) {
    fail(judging ? "it holds verdicts, which the plan does not ask for" : "the plan asks for judges, who said nothing");
  }
  if (!judging) return;
  const task = taskOfPlan(plan);
  const texts = new Map<string, string>();
  const key = ({ author, instance }: Pick<JudgedText, "author" | "instance">) => JSON.stringify([author, instance]);
  for (const { generator: author, instances } of studyDatasets(input)) {
    for (const { id, target } of instances)
      texts.set(key({ author, instance: id }), task.stratumOf(target, data.labels));
  }
  const generators = new Set(input.solvers.filter(({ generates }) => generates).map(({ name }) => name));
  for (const { judge, pair, label, first, second } of judging.verdicts) {
    if (!generators.has(judge)) fail(`pair "${pair}" was judged by "${judge}", which is no generator of the study`);
    for (const text of [first, second]) {
      const of = texts.get(key(text));
      if (of === undefined) fail(`pair "${pair}" holds row "${text.instance}", which is not there`);
      if (of !== label) fail(`pair "${pair}" is about "${label}", its row "${text.instance}" about "${of}"`);
    }
  }
  try {
    opinionsOf(judging.verdicts);
  } catch (reason) {
    fail(`its verdicts contradict each other: ${(reason as Error).message.replace(/\.$/u, "")}`);
  }
}
