/** @file A short test of every model when it is loaded: some graphs and devices are silently wrong for batches. */
import { decode } from "./decode.ts";
import type { Graph } from "./forward.ts";
import { scoreContinuations } from "./scoring.ts";
import type { Tokenizer } from "./tokenizer.ts";

const greedy = { temperature: 0, topK: 0, topP: 1, maxNewTokens: 4 };
/** Between log-probabilities of the same tokens; float32 sums differ by their order. */
const tolerance = 1e-3;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Throws unless a padded batch of two rows gives what each row gives alone, and scores agree with generation. */
export async function selfCheck(
  id: string,
  graph: Graph,
  tokenizer: Tokenizer,
  conditions: Readonly<Record<string, number>> = {},
): Promise<void> {
  const endless = { ...graph, config: { ...graph.config, endTokens: [] } };
  const prompts = ["a", "one two three four"].map((text) => tokenizer.encodePrompt({ parts: [{ text }] }));
  const rows = prompts.map((prompt) => ({ prompt, conditions, seed: 0 }));
  const together = await decode(endless, rows, greedy);
  const alone = [
    ...(await decode(endless, rows.slice(0, 1), greedy)),
    ...(await decode(endless, rows.slice(1), greedy)),
  ];
  const scores = await scoreContinuations(
    graph,
    prompts.map((prompt, i) => ({ prompt, conditions, continuations: [alone[i]!.ids] })),
  );
  alone.forEach(({ ids, logProbs }, row) => {
    const batched = together[row]!;
    const written = sum(logProbs);
    if (ids.join() !== batched.ids.join() || Math.abs(written - sum(batched.logProbs)) > tolerance)
      throw new Error(
        `${id} writes tokens ${ids.join(" ")} alone but ${batched.ids.join(" ")} in a batch of two: ` +
          "this graph is not right for padded batches on this device. Try another device or another export.",
      );
    const score = scores[row]![0]!;
    if (Math.abs(written - score) > tolerance)
      throw new Error(
        `${id} scores its own text ${score.toFixed(4)} but wrote it with ${written.toFixed(4)}: ` +
          "this graph does not continue a cached prompt by several tokens. Try another export.",
      );
  });
}
