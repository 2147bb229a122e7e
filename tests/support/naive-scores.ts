/** @file Continuations scored the slow way: every prompt with every continuation, one whole sequence a run. */
import { emptyCache, forward, pad, type Graph } from "#models/forward.ts";
import type { ScoreRow } from "#models/scoring.ts";

export async function naiveScores(graph: Graph, rows: readonly ScoreRow[]): Promise<number[][]> {
  const { padToken, vocabulary } = graph.config;
  const scores: number[][] = [];
  for (const { prompt, continuations } of rows) {
    const ofRow: number[] = [];
    for (const tokens of continuations) {
      const batch = pad([[...prompt, ...tokens]], { padToken });
      const mask = new BigInt64Array(batch.columns).fill(1n);
      const { logits } = await forward(graph, { ...batch, mask, cache: emptyCache(graph, 1) });
      let score = 0;
      tokens.forEach((token, at) => {
        const from = logits.at(0, prompt.length + at - 1);
        const weights = Array.from(logits.data.subarray(from, from + vocabulary), Math.exp);
        score += Math.log(weights[token]! / weights.reduce((sum, weight) => sum + weight, 0));
      });
      ofRow.push(score);
    }
    scores.push(ofRow);
  }
  return scores;
}
