/** @file Solvers without a language model: what stands in the question, and what answered the fitted ones. */
import { normalisedAnswer, readAcceptedAnswers } from "#measures/answers.ts";
import { fitTfIdf } from "#tasks/classifiers/tf-idf.ts";
import type { Answer, Example, FittedSolver } from "#tasks/task.ts";

type Fitted = (rows: readonly Example[]) => FittedSolver;

const said = (answer: string | null): Answer => ({ raw: answer ?? "", prediction: answer });
const answersOf = ({ target }: Example) => readAcceptedAnswers(target);
const numbersIn = (input: string) => (input.match(/\d+(?:\.\d+)?/gu) ?? []).map(Number);

/** The answer of most rows, the first of equally frequent ones. */
export const frequentAnswer: Fitted = (rows) => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(answersOf(row)[0]!, (counts.get(answersOf(row)[0]!) ?? 0) + 1);
  const [best] = [...counts].reduce<[string | null, number]>((top, one) => (one[1] > top[1] ? one : top), [null, 0]);
  return () => said(best);
};

/** The last number of the input; unparsed where it has none. */
export const lastNumber: Fitted = () => (input) => said(numbersIn(input).at(-1)?.toString() ?? null);

/** The answer of the row whose input has the highest TF-IDF cosine with the question, the first of equals. */
export const nearestQuestion: Fitted = (rows) => {
  const tfIdf = fitTfIdf(rows.map(({ input }) => input));
  const vectors = rows.map(({ input }) => {
    const { indices, values } = tfIdf.vector(input);
    return new Map(Array.from(indices, (index, i) => [index, values[i]!]));
  });
  return (input) => {
    const { indices, values } = tfIdf.vector(input);
    const likeness = vectors.map((vector) =>
      indices.reduce((sum, index, i) => sum + values[i]! * (vector.get(index) ?? 0), 0),
    );
    const nearest = rows[likeness.indexOf(Math.max(...likeness))];
    return said(nearest ? answersOf(nearest)[0]! : null);
  };
};

const operations: readonly ((a: number, b: number) => number)[] = [
  (a, b) => a - b,
  (a, b) => b - a,
  (a, b) => a + b,
  (a, b) => a * b,
  (a, b) => a / b,
];

/**
 * One calculation with the first two numbers of the input, the one of −, +, · and : that answers most rows; the most
 * frequent answer where an input has fewer numbers.
 */
export const oneCalculation: Fitted = (rows) => {
  const fallback = frequentAnswer(rows);
  const answer = (operation: (typeof operations)[number], input: string) => {
    const [a, b] = numbersIn(input);
    return a === undefined || b === undefined ? null : String(Number(operation(a, b).toFixed(4)));
  };
  const right = (operation: (typeof operations)[number]) =>
    rows.filter((row) => {
      const normalised = normalisedAnswer(answer(operation, row.input) ?? "");
      return answersOf(row).some((accepted) => normalisedAnswer(accepted) === normalised);
    }).length;
  const best = operations.reduce((top, one) => (right(one) > right(top) ? one : top));
  return (input) => {
    const calculated = answer(best, input);
    return calculated === null ? fallback(input) : said(calculated);
  };
};
