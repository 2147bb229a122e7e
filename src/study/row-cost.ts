/** @file What a row of a model will cost in whole blocks, from blocks of three rows or from earlier studies. */
import { pilotRows } from "#study/blocks.ts";
import type { BlockKind, Range, Work } from "#study/work.ts";

/** Milliseconds a row took in a pilot's block and in whole blocks of 64, by millions of parameters, at so many tokens. */
interface Reference {
  pilot(millions: number): number;
  whole(millions: number): number;
  tokens: number;
}

/**
 * Measured on the ten bundled models on one machine (2 cores, WebAssembly, two one-thread workers, other work going on).
 * Only ratios are used: the pilot says how fast this machine is beside that one. A block of three is mostly overhead, so a
 * row is about 5 times as fast in a whole block when written, and 10 (65,000 parameters) to 2 times (1.1 million) when
 * classified.
 */
const references: Partial<Record<BlockKind, Reference>> = {
  generate: { pilot: (m) => 19 + 40 * m, whole: (m) => 3.6 + 6 * m, tokens: 17 },
  direct: { pilot: (m) => 4 + 5 * m, whole: (m) => 0.2 + 3.8 * m, tokens: 25 },
};
/** Beyond this the reference says nothing. */
const mostParameters = 2_000_000;

/** A speed holds again within this: of an earlier study, by the reference, by own rows and a gain, by other models. */
const spreads = {
  known: { low: 0.8, high: 1.4 },
  reference: { low: 0.65, high: 1.6 },
  scaled: { low: 0.6, high: 1.8 },
  otherMachine: { low: 0.2, high: 3 },
};
/** Rows in whole blocks are this many times as fast as in a pilot's, where nothing better is known. */
const gains: Readonly<Record<BlockKind, Range>> = {
  generate: { low: 1, high: 6 },
  answer: { low: 1, high: 6 },
  direct: { low: 1, high: 4 },
  generative: { low: 1, high: 2.2 },
  likelihood: { low: 1, high: 4 },
  judge: { low: 1, high: 4 },
};

export interface Speeds {
  kind: BlockKind;
  /** Rows of the largest block of this kind. */
  blockRows: number;
  /** Of this kind, by the pilot. */
  piloted: readonly Work[];
  /** Of this kind, by earlier studies. */
  known: readonly Work[];
}

export interface RowCost {
  ms: Range;
  basis: "known" | "piloted" | "scaled";
}

type Model = Pick<Work, "base" | "preparation" | "parameters">;

const times = ({ low, high }: Range, by: number): Range => ({ low: low * by, high: high * by });
const total = (work: readonly Work[], of: "rows" | "tokens") => work.reduce((sum, own) => sum + own[of], 0);

/** Milliseconds of model time per row of `model`; 0 for one of which neither speed nor size is known. */
export function rowCost(model: Model, speeds: Speeds): RowCost {
  const { kind, piloted, known } = speeds;
  const fits = ({ base, preparation }: Work) => base === model.base && preparation === model.preparation;
  const earlier = known.find(fits);
  const tokensPerRow = piloted.length > 0 ? total(piloted, "tokens") / total(piloted, "rows") : 0;
  if (earlier) {
    const perRow = earlier.ms / earlier.rows;
    const longer = earlier.tokens > 0 && tokensPerRow > 0 ? (tokensPerRow * earlier.rows) / earlier.tokens : 1;
    return { ms: times(spreads.known, perRow * longer), basis: "known" };
  }
  const own = piloted.find(fits);
  const basis = own ? "piloted" : "scaled";
  const reference = speeds.blockRows > pilotRows ? references[kind] : undefined;
  const alike = piloted.filter(({ parameters }) => isSmall(parameters));
  if (reference && isSmall(model.parameters) && alike.length > 0) {
    const factor = median(alike.map((work) => pace(work, reference, kind)));
    const rows = reference.whole(model.parameters! / 1e6) * (tokensPerRow > 0 ? tokensPerRow / reference.tokens : 1);
    return { ms: times(spreads.reference, factor * rows), basis };
  }
  if (piloted.length === 0) {
    // The pilot's rows were there already and nobody wrote down how long they took.
    const rows = reference && isSmall(model.parameters) ? reference.whole(model.parameters! / 1e6) : 0;
    return { ms: times(spreads.otherMachine, rows), basis };
  }
  const gain = speeds.blockRows > pilotRows ? gains[kind] : { low: 1, high: 1 };
  const inBlocks = (work: Work): Range => {
    const perRow = work.ms / work.rows;
    return { low: perRow / gain.high, high: perRow / gain.low };
  };
  if (own) return { ms: inBlocks(own), basis };
  const others = piloted.map((work) => times(inBlocks(work), size(model) / size(work)));
  const mean = (end: keyof Range) => others.reduce((sum, range) => sum + range[end], 0) / others.length;
  return { ms: { low: spreads.scaled.low * mean("low"), high: spreads.scaled.high * mean("high") }, basis };
}

const isSmall = (parameters: number | null) => parameters !== null && parameters <= mostParameters;

/** How many times slower than on the reference machine; a written row takes as many steps as it has tokens. */
function pace({ ms, rows, tokens, parameters }: Work, reference: Reference, kind: BlockKind): number {
  const slower = ms / rows / reference.pilot(parameters! / 1e6);
  return kind === "generate" && tokens > 0 ? (slower * reference.tokens * rows) / tokens : slower;
}

/** Arithmetic a token, relative; models that say nothing of their size are taken for a million parameters. */
const size = ({ parameters }: Pick<Work, "parameters">) => 0.05 + (parameters ?? 1_000_000) / 1e6;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
