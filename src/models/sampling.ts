/** @file From a row of logits to one token. */
import type { Sampling } from "#core/language-model.ts";

/** A model that gives numbers which are none; the worker and, on WebGPU, the device are to be changed. */
export class NumericError extends Error {
  override name = "NumericError";
}

/** log Σ exp of `size` logits from `offset`. Throws on NaN or infinity: the softmax is then meaningless. */
export function logSumExp(logits: Float32Array, offset: number, size: number): number {
  const end = offset + size;
  let max = -Infinity;
  for (let i = offset; i < end; i++) if (logits[i]! > max) max = logits[i]!;
  let sum = 0;
  for (let i = offset; i < end; i++) sum += Math.exp(logits[i]! - max);
  return max + Math.log(finite(sum));
}

function finite(sum: number): number {
  if (sum > 0 && sum < Infinity) return sum;
  throw new NumericError("The model's logits are not finite numbers. Try another device (wasm) or element type.");
}

export type Allow = (id: number) => boolean;

/** Draws tokens from logits of one vocabulary. */
export class Sampler {
  /** Log-probability of the last drawn token at temperature 1, without truncation or constraint. */
  logProb = 0;
  readonly #weights: Float64Array;

  constructor(
    readonly vocabulary: number,
    readonly sampling: Pick<Sampling, "temperature" | "topK" | "topP">,
  ) {
    this.#weights = new Float64Array(vocabulary);
  }

  /** One token; `uniform` in [0, 1) decides. Temperature first, then topK, then topP, as is usual. */
  draw(logits: Float32Array, offset: number, uniform: number, allow?: Allow): number {
    const weights = this.#weights;
    const { temperature, topK, topP } = this.sampling;
    const likeliest = this.#likeliest(logits, offset);
    const max = logits[offset + likeliest]!;
    let sum = 0;
    for (let id = 0; id < weights.length; id++) sum += weights[id] = Math.exp(logits[offset + id]! - max);
    const logTotal = max + Math.log(finite(sum));

    const best = allow ? this.#likeliest(logits, offset, allow) : likeliest;
    let chosen = best;
    if (temperature > 0) {
      if (temperature !== 1 || allow) sum = this.#weigh(logits, offset, logits[offset + best]!, allow);
      chosen = topK > 0 || topP < 1 ? this.#drawTruncated(sum, topK, topP, uniform) : this.#drawAny(sum, uniform, best);
    }
    this.logProb = logits[offset + chosen]! - logTotal;
    return chosen;
  }

  #likeliest(logits: Float32Array, offset: number, allow?: Allow): number {
    let best = -1;
    let max = -Infinity;
    for (let id = 0; id < this.vocabulary; id++) {
      const logit = logits[offset + id]!;
      if (logit > max && (!allow || allow(id))) {
        max = logit;
        best = id;
      }
    }
    if (best >= 0) return best;
    if (allow) throw new Error("No token may follow: the constraint forbids the whole vocabulary.");
    return finite(NaN);
  }

  #weigh(logits: Float32Array, offset: number, max: number, allow?: Allow): number {
    const weights = this.#weights;
    const { temperature } = this.sampling;
    let sum = 0;
    for (let id = 0; id < weights.length; id++)
      sum += weights[id] = allow && !allow(id) ? 0 : Math.exp((logits[offset + id]! - max) / temperature);
    return sum;
  }

  #drawAny(sum: number, uniform: number, fallback: number): number {
    const weights = this.#weights;
    let rest = uniform * sum;
    for (let id = 0; id < weights.length; id++) {
      rest -= weights[id]!;
      if (rest < 0) return id;
    }
    return fallback; // rounding used up the last weight
  }

  #drawTruncated(sum: number, topK: number, topP: number, uniform: number): number {
    const weights = this.#weights;
    // Tokens below the floor weigh less than 1 − topP together, so none of them is in the nucleus.
    const floor = topK > 0 ? 0 : ((1 - topP) * sum) / this.vocabulary;
    const ids: number[] = [];
    for (let id = 0; id < weights.length; id++) if (weights[id]! > 0 && weights[id]! >= floor) ids.push(id);
    ids.sort((a, b) => weights[b]! - weights[a]! || a - b);
    if (topK > 0) ids.length = Math.min(ids.length, topK);

    const mass = topK > 0 ? ids.reduce((total, id) => total + weights[id]!, 0) : sum;
    let kept = 0;
    let count = 0;
    while (count < ids.length && (count === 0 || kept < topP * mass)) kept += weights[ids[count++]!]!;
    let rest = uniform * kept;
    for (let i = 0; i < count; i++) {
      rest -= weights[ids[i]!]!;
      if (rest < 0) return ids[i]!;
    }
    return ids[count - 1]!;
  }
}
