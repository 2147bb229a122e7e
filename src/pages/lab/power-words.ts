/** @file How many rows, in sentences. */
import { count, counted, difference, pValue, score } from "#charts/format.ts";
import { metricName } from "#pages/report/words.ts";
import type { PowerReport } from "#state/power.svelte.ts";

/** Where the numbers come from. */
export function basisWords({ basis, metric, writers, solvers }: PowerReport, pilot: string | null): string {
  const panel = `${counted(writers, "model")} that write and solve, ${counted(solvers, "solver")} in all`;
  const simulated = "Each line is 2,000 simulated studies with so many independent rows in each set";
  if (basis === "same models") return `${simulated}, of ${panel}, each as good as it was in ${pilot ?? "a pilot"}.`;
  if (basis === "other models")
    return `${simulated}, of ${panel}, spread in ability as the solvers of ${pilot ?? "a pilot"} were, which has other models.`;
  const shape =
    metric === "pearson" || metric === "spearman"
      ? "correlations around .70, scores and answers normal"
      : "scores around .70, two thirds of them within ± .12, each row right or wrong";
  return `${simulated}, of ${panel}. No finished study of this task is here to learn from, so this is assumed: ${shape}.`;
}

/** What the plan's own number of rows can show. */
export function planSentences(report: PowerReport): string[] {
  const { planned, rows, metric, writers } = report;
  const own = rows.find((row) => row.rows === planned);
  if (!own) return [];
  const { biasFactor, scoreDifference, perfectSpearman } = own;
  const name = metricName(metric);
  return [
    biasFactor &&
      `With ${counted(planned, "row")} a set, four of five such studies would show a bias factor of ` +
        `${difference(biasFactor.plain.median)} (${name}) for a model in the middle, or ` +
        `${difference(biasFactor.holm.median)} once corrected for ${counted(writers, "model")}; smaller ones are found less often.`,
    scoreDifference !== null &&
      `Two solvers must differ by ${score(scoreDifference)} to be put in the right order 19 times in 20.`,
    perfectSpearman &&
      `Even a perfect benchmark, other rows of the same difficulty, would rank at an SRCC of ` +
        `${score(perfectSpearman.single.mean)} on average (95% of them from ${score(perfectSpearman.single.low)} to ` +
        `${score(perfectSpearman.single.high)}).`,
  ].filter((sentence): sentence is string => typeof sentence === "string");
}

/** What a rank correlation of so many solvers can show at best, whatever the rows. */
export function rankTestSentences({ rankTest: { own, four, five } }: PowerReport): string[] {
  const mine =
    own.leastCorrelation === null
      ? `With ${counted(own.solvers, "solver")} no SRCC can be significant, however many rows there are: even a perfect order has p = ${pValue(own.leastP)}, two-sided.`
      : own.leastCorrelation >= 1
        ? `With ${count(own.solvers)} solvers only a perfect order, or its reverse, is significant at .05 (p = ${pValue(own.leastP)}, two-sided).`
        : `With ${count(own.solvers)} solvers an SRCC is significant at .05, two-sided, from ${score(own.leastCorrelation)} on.`;
  const general =
    `With ${four.solvers} solvers no two-sided test of SRCC can be significant (p = ${pValue(four.leastP)} at best), and with ` +
    `${five.solvers} only a perfect order is (p = ${pValue(five.leastP)}): name more solvers to say anything about ranks.`;
  return own.solvers <= five.solvers ? [mine, general] : [mine];
}
