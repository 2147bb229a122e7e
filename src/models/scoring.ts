/** @file Log-probabilities of continuations. A prompt is computed once for all of its continuations. */
import { emptyCache, endColumns, forward, gatherConditions, longest, pad, takeRows } from "./forward.ts";
import type { Cache, Graph } from "./forward.ts";
import { logSumExp } from "./sampling.ts";

export interface ScoreRow {
  prompt: readonly number[];
  continuations: readonly (readonly number[])[];
  /** This row's values of the graph's extra inputs. */
  conditions?: Readonly<Record<string, number>>;
}

export interface ScoreOptions {
  signal?: AbortSignal | undefined;
  /** Called with the tokens computed since the last call. */
  onTokens?: ((tokens: number) => void) | undefined;
}

/** Numbers (keys, values, logits) that one run may hold. A constant, so that the request alone decides the chunks. */
const NUMBERS_PER_RUN = 1 << 24;

/** A continuation of several tokens, waiting for the prompt's cache. */
interface Pair {
  row: number;
  continuation: number;
  tokens: readonly number[];
}

const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** How many rows fit in one run over a cache of this length. */
function rowsPerRun({ config }: Graph, cached: number, columns: number): number {
  const perToken = 2 * config.layers * config.keyValueHeads * config.headDim;
  const numbers = perToken * (cached + columns) + config.vocabulary * columns;
  return Math.max(1, Math.floor(NUMBERS_PER_RUN / numbers));
}

/**
 * Σ log p(token | prompt, tokens before) of each continuation, `[rows][continuations]`. Prompts and continuations
 * have at least one token. The batch is padded to its longest prompt, however it is cut into runs.
 */
export async function scoreContinuations(
  graph: Graph,
  rows: readonly ScoreRow[],
  options: ScoreOptions = {},
): Promise<number[][]> {
  if (graph.wholeScoring) return scoreWhole(graph, rows, options);
  const columns = longest(rows.map((row) => row.prompt));
  const scores: number[][] = [];
  for (const chunk of chunksOf(rows, rowsPerRun(graph, 0, columns)))
    scores.push(...(await scoreChunk(graph, chunk, columns, options)));
  return scores;
}

async function scoreChunk(graph: Graph, rows: readonly ScoreRow[], columns: number, options: ScoreOptions) {
  const { padToken, vocabulary } = graph.config;
  options.signal?.throwIfAborted();
  const prompts = rows.map((row) => row.prompt);
  const { logits, cache } = await forward(graph, {
    ...pad(prompts, { padToken, columns }),
    mask: maskOf(rows, columns),
    cache: emptyCache(graph, rows.length),
    conditions: gatherConditions(rows),
    lastColumns: endColumns(prompts, columns),
    final: rows.every(({ continuations }) => continuations.every((tokens) => tokens.length === 1)),
  });
  options.onTokens?.(rows.length * columns);

  const scores = rows.map(({ prompt, continuations }, row) => {
    const offset = logits.at(row, prompt.length - 1);
    const total = logSumExp(logits.data, offset, vocabulary);
    return continuations.map((tokens) => logits.data[offset + tokens[0]!]! - total);
  });
  const pairs = rows.flatMap(({ continuations }, row) =>
    continuations.flatMap((tokens, continuation) => (tokens.length > 1 ? [{ row, continuation, tokens }] : [])),
  );
  const size = rowsPerRun(graph, columns, longest(pairs.map((pair) => pair.tokens)));
  for (const some of chunksOf(pairs, size)) await addLaterTokens(graph, rows, cache, some, scores, options);
  return scores;
}

/** Runs every prompt with each of its continuations from the start; what several of them share is run once. */
async function scoreWhole(graph: Graph, rows: readonly ScoreRow[], options: ScoreOptions): Promise<number[][]> {
  const { padToken, vocabulary } = graph.config;
  const scores = rows.map(({ continuations }) => continuations.map(() => 0));
  const runs = rows.flatMap((row, at) => {
    const sharing = new Map<string, number[]>();
    row.continuations.forEach((tokens, i) => {
      const key = tokens.slice(0, -1).join();
      sharing.set(key, [...(sharing.get(key) ?? []), i]);
    });
    return [...sharing.values()].map((their) => ({
      ...{ row, at, their },
      tokens: [...row.prompt, ...row.continuations[their[0]!]!.slice(0, -1)],
    }));
  });
  const columns = longest(runs.map(({ tokens }) => tokens));
  for (const chunk of chunksOf(runs, rowsPerRun(graph, 0, columns))) {
    options.signal?.throwIfAborted();
    const lists = chunk.map(({ tokens }) => tokens);
    const { logits } = await forward(graph, {
      ...pad(lists, { padToken, columns }),
      mask: maskOf(
        lists.map((prompt) => ({ prompt, continuations: [] })),
        columns,
      ),
      cache: emptyCache(graph, chunk.length),
      conditions: gatherConditions(chunk.map(({ row }) => row)),
      final: true,
    });
    options.onTokens?.(chunk.length * columns);
    chunk.forEach(({ row, at, their }, place) => {
      for (const continuation of their) {
        row.continuations[continuation]!.forEach((token, column) => {
          const offset = logits.at(place, row.prompt.length - 1 + column);
          scores[at]![continuation]! += logits.data[offset + token]! - logSumExp(logits.data, offset, vocabulary);
        });
      }
    });
  }
  return scores;
}

/** Runs all tokens but the last of each continuation on its prompt's cache and adds what follows to the scores. */
async function addLaterTokens(
  graph: Graph,
  rows: readonly ScoreRow[],
  prompts: Cache,
  pairs: readonly Pair[],
  scores: readonly number[][],
  { signal, onTokens }: ScoreOptions,
): Promise<void> {
  const { padToken, vocabulary } = graph.config;
  signal?.throwIfAborted();
  const inputs = pairs.map((pair) => pair.tokens.slice(0, -1));
  const their = pairs.map((pair) => rows[pair.row]!);
  const { logits } = await forward(graph, {
    ...pad(inputs, { padToken, starts: their.map((row) => row.prompt.length) }),
    mask: maskOf(their, prompts.length, inputs),
    cache: takeRows(
      prompts,
      pairs.map((pair) => pair.row),
    ),
    conditions: gatherConditions(their),
    final: true,
  });
  onTokens?.(pairs.length * longest(inputs));
  pairs.forEach(({ row, continuation, tokens }, at) => {
    for (let column = 0; column + 1 < tokens.length; column++) {
      const offset = logits.at(at, column);
      scores[row]![continuation]! +=
        logits.data[offset + tokens[column + 1]!]! - logSumExp(logits.data, offset, vocabulary);
    }
  });
}

/** 1 for the tokens of prompt and continuation, 0 for the padding behind each. */
function maskOf(
  rows: readonly ScoreRow[],
  columns: number,
  inputs: readonly (readonly number[])[] = [],
): BigInt64Array {
  const length = columns + longest(inputs);
  const mask = new BigInt64Array(rows.length * length);
  rows.forEach(({ prompt }, row) => {
    mask.fill(1n, row * length, row * length + prompt.length);
    mask.fill(1n, row * length + columns, row * length + columns + (inputs[row]?.length ?? 0));
  });
  return mask;
}
