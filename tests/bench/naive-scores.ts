/** @file Scoring without a shared prompt and without batches: a whole forward run per row and continuation. */
import type { ScoringRow } from "#core/language-model.ts";
import type { CausalModel } from "#models/causal-model.ts";
import { emptyCache, forward, pad } from "#models/forward.ts";
import { logSumExp } from "#models/sampling.ts";

export async function naiveScores({ graph, tokenizer }: CausalModel, rows: readonly ScoringRow[]): Promise<number[][]> {
  const { padToken, vocabulary } = graph.config;
  const scores: number[][] = [];
  for (const { prompt, continuations } of rows) {
    const start = tokenizer.encodePrompt(prompt);
    const ofRow: number[] = [];
    for (const parts of continuations) {
      const tokens = tokenizer.encodeParts(parts);
      const batch = pad([[...start, ...tokens]], { padToken });
      const mask = new BigInt64Array(batch.columns).fill(1n);
      // Only what is read is asked for: the slow way, but not wasteful beyond that.
      const lastColumns = tokens.length + 1;
      const { logits } = await forward(graph, {
        ...batch,
        mask,
        lastColumns,
        cache: emptyCache(graph, 1),
        final: true,
      });
      const logProbs = tokens.map((token, at) => {
        const offset = logits.at(0, start.length + at - 1);
        return logits.data[offset + token]! - logSumExp(logits.data, offset, vocabulary);
      });
      ofRow.push(logProbs.reduce((sum, logProb) => sum + logProb, 0));
    }
    scores.push(ofRow);
  }
  return scores;
}
