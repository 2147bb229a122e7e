/** @file Judges whose true preferences are known, asked about pairs of texts in both orders. */
import type { Random } from "#core/random.ts";
import type { Choice, JudgedText, Verdict } from "#measures/judges/verdict.ts";

export interface SimulatedJudges {
  /** Models that write; all of them judge. */
  models: readonly string[];
  /** Pairs of every model with every other author. */
  pairs: number;
  /** Probability that a judge chooses the first text. */
  likes: (judge: string, first: JudgedText, second: JudgedText) => number;
  /** Whether verdicts come with their probability. */
  probabilities?: boolean;
  /** Whether every judge judges all pairs, or those with a text of its own. */
  panel?: boolean;
}

const labels = ["book", "play"];

/** Characters of every text are drawn alike for all authors, unless `likes` sees to it that they matter. */
export function simulateJudges(
  { models, pairs, likes, probabilities = false, panel = false }: SimulatedJudges,
  random: Random,
): Verdict[] {
  return models.flatMap((own, m) =>
    [...models.slice(m + 1), null].flatMap((other) =>
      Array.from({ length: pairs }, (_, i) => ({
        pair: `${own}-${other}-${i}`,
        label: labels[i % 2]!,
        a: { author: own, instance: `${own}${other}${i}`, length: 20 + random.below(20) },
        b: { author: other, instance: `${own}${other}${i}`, length: 20 + random.below(20) },
      })).flatMap(({ pair, label, a, b }) =>
        models
          .filter((judge) => panel || judge === own || judge === other)
          .flatMap((judge) =>
            [
              [a, b],
              [b, a],
            ].map(([first, second]): Verdict => {
              const pFirst = likes(judge, first!, second!);
              const choice: Choice = random.next() < pFirst ? "first" : "second";
              const said = { ...{ judge, pair, label, choice }, first: first!, second: second! };
              return probabilities ? { ...said, choice: pFirst > 0.5 ? "first" : "second", pFirst } : said;
            }),
          ),
      ),
    ),
  );
}
