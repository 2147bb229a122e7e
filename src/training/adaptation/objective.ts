/** @file What adaptation minimises: the loss of the texts' tokens given labels, and of the labels given texts. */
import { Random } from "#core/random.ts";
import type { FloatTensor, IntTensor, Tensor } from "#core/runtime.ts";
import type { Graph, GraphTensor } from "#onnx/graph.ts";
import type { LlamaConfig } from "#onnx/llama-config.ts";
import { embed, head, llamaBody, type WeightLookup } from "#onnx/llama.ts";
import { crossEntropy } from "#training/cross-entropy.ts";
import { trainingSurroundings } from "#training/language-modelling.ts";
import { inputIds, paddedLength } from "#training/layout.ts";
import type { Objective } from "#training/objective.ts";
import type { Sequence } from "./batches.ts";
import { CONDITION_SCALE, LABEL_EMBEDDINGS, labelLogits, pool } from "./label-head.ts";

export interface ObjectiveOptions {
  /** Number of labels. */
  labels: number;
  /** Share of the elements of the input embeddings set to zero; the others are scaled up to keep their mean. */
  dropout: number;
  seed: number;
}

const floats = (dims: readonly number[]): FloatTensor => ({
  type: "float32",
  dims,
  data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)),
});

/** 0 with probability `share`, else 1 / (1 - share). */
function dropoutMask(dims: readonly number[], share: number, random: Random): FloatTensor {
  const mask = floats(dims);
  const kept = 1 / (1 - share);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = random.next() < share ? 0 : kept;
  return mask;
}

/** One run of the graph: rows of both directions, those that are written first, padded to one length. */
interface Layout {
  writes: readonly Sequence[];
  solves: readonly Sequence[];
  rows: readonly Sequence[];
  length: number;
}

/** Larger runs are cut into halves, whose gradients add up. */
const MAX_TOKENS = 4096;

function layouts(writes: readonly Sequence[], solves: readonly Sequence[]): Layout[] {
  const rows = [...writes, ...solves];
  if (rows.length === 0) return [];
  const length = paddedLength(Math.max(...rows.map(({ ids }) => ids.length - 1)));
  if (rows.length * length <= MAX_TOKENS || rows.length <= 2) return [{ writes, solves, rows, length }];
  const half = (list: readonly Sequence[]) => Math.ceil(list.length / 2);
  return [
    ...layouts(writes.slice(0, half(writes)), solves.slice(0, half(solves))),
    ...layouts(writes.slice(half(writes)), solves.slice(half(solves))),
  ];
}

/** Pairs (i, class), as the loss wants them. */
function pairs(classes: readonly number[]): IntTensor {
  const data = new BigInt64Array(2 * classes.length);
  classes.forEach((target, i) => data.set([BigInt(i), BigInt(target)], 2 * i));
  return { type: "int64", dims: [classes.length, 2], data };
}

/** Which label's embedding is added to each row, and how often: `CONDITION_SCALE` per written row. [rows, labels] */
function conditions({ rows }: Layout, labels: number): FloatTensor {
  const tensor = floats([rows.length, labels]);
  rows.forEach(({ direction, label }, row) => {
    if (direction === "write") tensor.data[row * labels + label] = CONDITION_SCALE;
  });
  return tensor;
}

/** The next token at every place of the written rows. */
function tokenFeeds({ writes, length }: Layout, totalWeight: number): Record<string, Tensor> {
  const classes = new Array<number>(writes.length * length).fill(0);
  const tokenWeights = floats([classes.length]);
  writes.forEach(({ ids, weights }, row) => {
    for (let i = 1; i < ids.length; i++) {
      classes[row * length + i - 1] = ids[i]!;
      tokenWeights.data[row * length + i - 1] = weights[i]! / totalWeight;
    }
  });
  return { tokenTargets: pairs(classes), tokenWeights };
}

/** The label of each row that is solved, and what is pooled to find it: see `pool`. */
function labelFeeds({ solves, length }: Layout, total: number): Record<string, Tensor> {
  const stateWeights = floats([solves.length, length]);
  const embeddingWeights = floats([solves.length, length]);
  solves.forEach(({ ids }, row) => {
    const text = ids.length - 3;
    const start = row * length;
    for (let i = 1; i <= text; i++) stateWeights.data[start + i] = embeddingWeights.data[start + i] = 1 / text;
    stateWeights.data[start + text + 1] = 1;
  });
  const labelWeights = floats([solves.length]);
  labelWeights.data.fill(1 / total);
  return { stateWeights, embeddingWeights, labelTargets: pairs(solves.map(({ label }) => label)), labelWeights };
}

/** The first and the remaining entries along the first dimension. */
function parts(graph: Graph, x: GraphTensor, first: number, rest: number): [GraphTensor, GraphTensor] {
  if (first === 0 || rest === 0) return [x, x];
  return graph.split(x, [first, rest], 0) as [GraphTensor, GraphTensor];
}

function build(
  graph: Graph,
  weights: WeightLookup,
  config: LlamaConfig,
  { writes: { length: written }, solves: { length: solved }, length }: Layout,
  { labels, dropout }: ObjectiveOptions,
): GraphTensor {
  const { hidden } = config;
  const batch = written + solved;
  const places = batch * length;
  const table = weights(LABEL_EMBEDDINGS);
  const tokens = graph.reshape(embed(graph, weights, graph.input("ids", "int64", [places])), [batch, length, hidden]);
  const condition = graph.gemm(graph.input("conditions", "float32", [batch, labels]), table);
  const conditioned = graph.add(tokens, graph.reshape(condition, [batch, 1, hidden]));
  const mask = dropout > 0 ? graph.input("dropout", "float32", [batch, length, hidden]) : undefined;
  const embedded = mask ? graph.mul(conditioned, mask) : conditioned;
  const surroundings = trainingSurroundings(graph, config, { batch, length });
  const states = llamaBody(graph, config, weights, graph.reshape(embedded, [places, hidden]), surroundings).hidden;
  const [writtenStates, solvedStates] = parts(graph, states, written * length, solved * length);
  const [, solvedEmbeddings] = parts(graph, embedded, written, solved);

  const tokenLoss = () =>
    crossEntropy(
      graph,
      head(graph, config, weights, writtenStates),
      graph.input("tokenTargets", "int64", [written * length, 2]),
      graph.input("tokenWeights", "float32", [written * length]),
    );
  const labelLoss = () => {
    const pooled = pool(graph, config, graph.reshape(solvedStates, [solved, length, hidden]), solvedEmbeddings, {
      states: graph.input("stateWeights", "float32", [solved, length]),
      embeddings: graph.input("embeddingWeights", "float32", [solved, length]),
    });
    return crossEntropy(
      graph,
      labelLogits(graph, pooled, table),
      graph.input("labelTargets", "int64", [solved, 2]),
      graph.input("labelWeights", "float32", [solved]),
    );
  };
  if (solved === 0) return tokenLoss();
  return written === 0 ? labelLoss() : graph.add(tokenLoss(), labelLoss());
}

/**
 * Loss of a step, in natural logarithms: the mean of -log p(token | tokens before, label) over the tokens of the rows
 * that are written, plus the mean of -log p(label | text) over the rows that are solved; without rows of a direction
 * its part is missing.
 *
 * The label's embedding is added to every input embedding of a text that is written for it. Next tokens of the texts
 * that are solved are not learnt: predicting them without a label taught the model to write without heeding it
 * (SNIPS, 20 rows per label: 75% of the written texts were judged to have their label, 89% without that loss).
 * Each call draws new dropout from the seed's stream.
 */
export function adaptationObjective(config: LlamaConfig, options: ObjectiveOptions): Objective<Sequence> {
  const random = new Random(options.seed);
  return (rows) => {
    const writes = rows.filter(({ direction }) => direction === "write");
    const solves = rows.filter(({ direction }) => direction === "solve");
    const totalWeight = writes.flatMap(({ weights }) => weights.slice(1)).reduce((sum, weight) => sum + weight, 0);
    return layouts(writes, solves).map((layout) => {
      const { rows: members, length } = layout;
      return {
        shape: `${layout.writes.length}+${layout.solves.length}x${length}`,
        tokens: members.reduce((sum, { ids }) => sum + ids.length, 0),
        feeds: {
          ids: inputIds(members, { batch: members.length, length }),
          conditions: conditions(layout, options.labels),
          ...(layout.writes.length > 0 && tokenFeeds(layout, totalWeight)),
          ...(layout.solves.length > 0 && labelFeeds(layout, solves.length)),
          ...(options.dropout > 0 && {
            dropout: dropoutMask([members.length, length, config.hidden], options.dropout, random),
          }),
        },
        build: (graph, weights) => build(graph, weights, config, layout, options),
      };
    });
  };
}
