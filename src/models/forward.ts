/** @file One run of a causal language model's graph over a right-padded batch, with its key-value cache. */
import type { FloatTensor, Session, Tensor } from "#core/runtime.ts";
import type { ModelConfig } from "./config.ts";

/** What a row sees, beside its tokens; the same at every step. One int64 per row and input, e.g. `label_ids`. */
export type Conditions = Readonly<Record<string, readonly number[]>>;

/** Keys and values of every layer, `[rows, heads, length, head size]` each, by input name. */
export interface Cache {
  rows: number;
  length: number;
  tensors: Readonly<Record<string, FloatTensor>>;
}

export interface Batch {
  rows: number;
  columns: number;
  /** `[rows, columns]`, right-padded. */
  ids: BigInt64Array;
  positions: BigInt64Array;
  /** `[rows, cache length + columns]`. */
  mask: BigInt64Array;
  cache: Cache;
  conditions?: Conditions;
  /** How many of the last columns' logits are needed, if not all: graphs that can skip the others. */
  lastColumns?: number;
  /** Whether nothing follows, so that the grown cache is not copied out of the runtime. */
  final?: boolean;
}

export interface Logits {
  data: Float32Array;
  /** Offset of the logits that follow a row's column. */
  at(row: number, column: number): number;
}

/** A graph as it is used here: the session and the shape of its cache. */
export interface Graph {
  session: Session;
  config: ModelConfig;
  /** Set for graphs that cannot continue a cached prompt by several tokens: each continuation runs with its prompt. */
  wholeScoring?: boolean;
}

export function emptyCache({ session, config }: Graph, rows: number): Cache {
  const dims = [rows, config.keyValueHeads, 0, config.headDim];
  const names = session.inputNames.filter((name) => name.startsWith("past_key_values."));
  const empty = (name: string) => [name, { type: "float32", dims, data: new Float32Array(0) }];
  return { rows, length: 0, tensors: Object.fromEntries(names.map(empty)) as Record<string, FloatTensor> };
}

/** The cache of the given rows, in that order; a row may be taken more than once. */
export function takeRows(cache: Cache, rows: readonly number[]): Cache {
  const take = ({ dims, data }: FloatTensor): FloatTensor => {
    const size = data.length / cache.rows;
    const taken = new Float32Array(rows.length * size);
    rows.forEach((row, at) => taken.set(data.subarray(row * size, (row + 1) * size), at * size));
    return { type: "float32", dims: [rows.length, ...dims.slice(1)], data: taken };
  };
  const tensors = Object.fromEntries(Object.entries(cache.tensors).map(([name, tensor]) => [name, take(tensor)]));
  return { rows: rows.length, length: cache.length, tensors };
}

const int64 = (data: BigInt64Array, dims: readonly number[]): Tensor => ({ type: "int64", dims, data });

/** Runs the graph once and hands on the grown cache without a copy; after a final run it has no tensors. */
export async function forward({ session }: Graph, batch: Batch): Promise<{ logits: Logits; cache: Cache }> {
  const { rows, columns, cache } = batch;
  const length = cache.length + columns;
  const feeds: Record<string, Tensor> = {
    input_ids: int64(batch.ids, [rows, columns]),
    attention_mask: int64(batch.mask, [rows, length]),
    ...cache.tensors,
  };
  if (session.inputNames.includes("position_ids")) feeds["position_ids"] = int64(batch.positions, [rows, columns]);
  if (session.inputNames.includes("num_logits_to_keep"))
    feeds["num_logits_to_keep"] = int64(BigInt64Array.of(BigInt(batch.lastColumns ?? 0)), []);
  for (const [name, values] of Object.entries(batch.conditions ?? {}))
    feeds[name] = int64(BigInt64Array.from(values, BigInt), [rows]);

  const outputs = await session.run(feeds, batch.final ? ["logits"] : undefined);
  const logits = outputs["logits"];
  if (logits?.type !== "float32") throw new Error(`The graph's logits are ${logits?.type ?? "missing"}, not float32.`);
  const [, given = 1, vocabulary = 0] = logits.dims;
  const grown = Object.fromEntries(
    Object.keys(batch.final ? {} : cache.tensors).map((name) => [
      name,
      outputs[name.replace("past_key_values", "present")],
    ]),
  ) as Record<string, FloatTensor>;
  return {
    logits: {
      data: logits.data,
      at: (row, column) => (row * given + column - (columns - given)) * vocabulary,
    },
    cache: { rows, length, tensors: grown },
  };
}

/** Ids and positions of token lists that begin at the given positions, right-padded to `columns`. */
export function pad(
  lists: readonly (readonly number[])[],
  { padToken, columns = longest(lists), starts }: { padToken: number; columns?: number; starts?: readonly number[] },
) {
  const rows = lists.length;
  const ids = new BigInt64Array(rows * columns).fill(BigInt(padToken));
  const positions = new BigInt64Array(rows * columns);
  lists.forEach((list, row) => {
    const start = starts?.[row] ?? 0;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column < list.length) ids[at] = BigInt(list[column]!);
      positions[at] = BigInt(start + Math.min(column, list.length - 1));
    }
  });
  return { rows, columns, ids, positions };
}

/** How many columns lie between the end of the shortest list and the last column, that one too. */
export const endColumns = (lists: readonly (readonly number[])[], columns: number): number =>
  columns - Math.min(...lists.map((list) => list.length)) + 1;

export const longest = (lists: readonly (readonly number[])[]): number =>
  lists.reduce((max, list) => Math.max(max, list.length), 0);

/** The extra inputs of a batch from those of its rows. */
export const gatherConditions = (
  rows: readonly { readonly conditions?: Readonly<Record<string, number>> }[],
): Conditions =>
  Object.fromEntries(
    Object.keys(rows[0]?.conditions ?? {}).map((name) => [name, rows.map((row) => row.conditions![name]!)]),
  );
