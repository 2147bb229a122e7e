/** @file Batched text generation: own loop, because the library's is wrong for padded batches and ends rows together. */
import type { Sampling } from "#core/language-model.ts";
import { Random } from "#core/random.ts";
import { emptyCache, endColumns, forward, gatherConditions, pad, takeRows, type Cache, type Graph } from "./forward.ts";
import { Sampler } from "./sampling.ts";

export interface DecodeRow {
  prompt: readonly number[];
  /** Decides this row's draws alone: one uniform number per token. */
  seed: number;
  /** This row's values of the graph's extra inputs. */
  conditions?: Readonly<Record<string, number>>;
}

export interface DecodeOptions {
  signal?: AbortSignal | undefined;
  /** Called for every token, the end token too. */
  onToken?: ((row: number, id: number) => void) | undefined;
  /** Whether a row that has written `ids` may go on with `id`. */
  allow?: ((row: number, ids: readonly number[], id: number) => boolean) | undefined;
}

export interface Decoded {
  /** The new tokens, without the end token. */
  ids: number[];
  /** At temperature 1, of every token, the end token too. */
  logProbs: number[];
  finish: "end" | "length";
}

interface Live {
  index: number;
  row: DecodeRow;
  random: Random;
  decoded: Decoded;
  last: number;
  done: boolean;
}

/** Right-pads the prompts, then writes one token per row and step. Results are in the order of the rows. */
export async function decode(
  graph: Graph,
  rows: readonly DecodeRow[],
  sampling: Sampling,
  { signal, onToken, allow }: DecodeOptions = {},
): Promise<Decoded[]> {
  if (rows.length === 0 || sampling.maxNewTokens === 0)
    return rows.map(() => ({ ids: [], logProbs: [], finish: "length" }));
  const { endTokens, padToken, vocabulary } = graph.config;
  const sampler = new Sampler(vocabulary, sampling);
  const decoded = rows.map((): Decoded => ({ ids: [], logProbs: [], finish: "length" }));
  let live = rows.map((row, index): Live => ({
    ...{ index, row, random: new Random(row.seed), decoded: decoded[index]!, last: padToken, done: false },
  }));

  function take(state: Live, logits: Float32Array, offset: number): void {
    const { index, random } = state;
    const { ids, logProbs } = state.decoded;
    const id = sampler.draw(logits, offset, random.next(), allow && ((next) => allow(index, ids, next)));
    logProbs.push(sampler.logProb);
    onToken?.(index, id);
    state.last = id;
    if (endTokens.includes(id)) state.decoded.finish = "end";
    else ids.push(id);
    state.done = state.decoded.finish === "end" || ids.length === sampling.maxNewTokens;
  }

  signal?.throwIfAborted();
  const lists = rows.map((row) => row.prompt);
  const prompts = pad(lists, { padToken });
  const { columns } = prompts;
  const masks = new BigInt64Array(rows.length * (columns + sampling.maxNewTokens));
  const maskFor = (length: number) => promptMask(masks, live, columns, length);
  let { logits, cache } = await forward(graph, {
    ...prompts,
    mask: maskFor(columns),
    cache: emptyCache(graph, rows.length),
    conditions: gatherConditions(live.map(({ row }) => row)),
    lastColumns: endColumns(lists, columns),
  });
  live.forEach((state, at) => take(state, logits.data, logits.at(at, state.row.prompt.length - 1)));

  for (let step = 0; live.some((state) => !state.done); step++) {
    signal?.throwIfAborted();
    ({ live, cache } = retire(live, cache));
    const ids = new BigInt64Array(live.length);
    const positions = new BigInt64Array(live.length);
    live.forEach(({ row, last }, at) => {
      ids[at] = BigInt(last);
      positions[at] = BigInt(row.prompt.length + step);
    });
    ({ logits, cache } = await forward(graph, {
      ...{
        rows: live.length,
        columns: 1,
        ids,
        positions,
        cache,
        conditions: gatherConditions(live.map(({ row }) => row)),
        lastColumns: 1,
      },
      mask: maskFor(cache.length + 1),
    }));
    live.forEach((state, at) => {
      if (!state.done) take(state, logits.data, logits.at(at, 0));
    });
  }
  return decoded;
}

/** Sees the prompt and the new tokens, not the padding between them. */
function promptMask(memory: BigInt64Array, live: readonly Live[], columns: number, length: number): BigInt64Array {
  const mask = memory.subarray(0, live.length * length).fill(1n);
  live.forEach(({ row }, at) => mask.fill(0n, at * length + row.prompt.length, at * length + columns));
  return mask;
}

/** Leaves finished rows out. It changes no bit of the others (tested); the copy of the cache pays from an eighth on. */
function retire(live: Live[], cache: Cache): { live: Live[]; cache: Cache } {
  const going = live.flatMap((state, at) => (state.done ? [] : [at]));
  if (8 * going.length > 7 * live.length) return { live, cache };
  return { live: going.map((at) => live[at]!), cache: takeRows(cache, going) };
}
