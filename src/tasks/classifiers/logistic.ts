/** @file Multinomial logistic regression on sparse vectors, without a learning rate to tune. */
import { Random } from "#core/random.ts";
import type { SparseVector } from "./tf-idf.ts";

export interface LogisticProblem {
  vectors: readonly SparseVector[];
  /** Each vector's class, 0 to `classes` − 1. */
  targets: Int32Array;
  classes: number;
  /** Number of features. */
  features: number;
  /** Weight of the rows' loss against the penalty; larger fits the rows closer. */
  cost: number;
}

/** Passes over the rows; about ten reach the tolerance on text. */
const MAX_PASSES = 40;
/** Mean duality gap per row, in nats, at which the fit is as good as the optimum. */
const TOLERANCE = 1e-3;
const SMALLEST = 1e-300;

/**
 * Scores z = Wx + b of the classes for a vector, with W, b minimising ½‖W‖² + ½‖b‖² + cost · Σᵢ −ln softmax(zᵢ)[targetᵢ].
 *
 * Dual coordinate ascent: every row keeps a distribution p over the classes, W = cost · Σᵢ (e_target − pᵢ) xᵢᵀ, and a
 * visit moves p towards softmax(z) by the step that is best for the dual, found by Newton's method. The gap to the
 * optimum is cost · Σᵢ KL(pᵢ ‖ softmax(zᵢ)); it stops the fit at 0.001 per row and unit of cost, or after 40 passes.
 * Source: Yu, Huang, Lin 2011, "Dual coordinate descent methods for logistic regression and maximum entropy models".
 */
export function fitLogistic(problem: LogisticProblem): (x: SparseVector) => Float64Array {
  const { vectors, targets, classes, features, cost } = problem;
  const biasAt = features * classes;
  const weights = new Float32Array(biasAt + classes);
  const dual = new Float64Array(vectors.length * classes);
  const direction = new Float64Array(classes);

  function scoresOf(x: SparseVector): Float64Array {
    const scores = Float64Array.from(weights.subarray(biasAt));
    for (let j = 0; j < x.indices.length; j++) {
      const at = x.indices[j]! * classes;
      const value = x.values[j]!;
      for (let k = 0; k < classes; k++) scores[k]! += value * weights[at + k]!;
    }
    return scores;
  }

  /** W += scale · direction · xᵀ */
  function addOuter(x: SparseVector, scale: number): void {
    for (let k = 0; k < classes; k++) weights[biasAt + k]! += scale * direction[k]!;
    for (let j = 0; j < x.indices.length; j++) {
      const at = x.indices[j]! * classes;
      const value = scale * x.values[j]!;
      for (let k = 0; k < classes; k++) weights[at + k]! += value * direction[k]!;
    }
  }

  // Almost all of p on the target is near the optimum of separable rows, which short texts are.
  const squaredLengths = vectors.map((x, i) => {
    for (let k = 0; k < classes; k++) {
      const isTarget = targets[i] === k ? 1 : 0;
      const p = 0.98 * isTarget + 0.02 / classes;
      dual[i * classes + k] = p;
      direction[k] = isTarget - p;
    }
    addOuter(x, cost);
    return x.values.reduce((sum, value) => sum + value * value, 1);
  });

  /** Improves row i's distribution and returns KL(p ‖ softmax(z)) as found. */
  function visit(i: number): number {
    const x = vectors[i]!;
    const p = dual.subarray(i * classes, (i + 1) * classes);
    const scores = scoresOf(x);
    const logTotal = logSumExp(scores);
    let slope = 0;
    let gap = 0;
    let squares = 0;
    for (let k = 0; k < classes; k++) {
      const logQ = scores[k]! - logTotal;
      const ratio = logQ - Math.log(p[k]!);
      const d = Math.exp(logQ) - p[k]!;
      direction[k] = d;
      slope += d * ratio;
      gap -= p[k]! * ratio;
      squares += d * d;
    }
    if (slope < 1e-9) return gap;
    const step = bestStep(p, direction, scores, slope, cost * squaredLengths[i]! * squares);
    for (let k = 0; k < classes; k++) p[k] = Math.max(SMALLEST, p[k]! + step * direction[k]!);
    addOuter(x, -cost * step);
    return gap;
  }

  const random = new Random(1);
  const rows = vectors.map((_, i) => i);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let gap = 0;
    for (const i of random.shuffled(rows)) gap += visit(i);
    if (gap < TOLERANCE * vectors.length) break;
  }
  return scoresOf;
}

function logSumExp(scores: Float64Array): number {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - top);
  return top + Math.log(sum);
}

/**
 * The s in (0, 1) where the dual along p + s·d is highest: the root of its derivative
 * Σ d (z − ln(p + s·d)) − s·curve, which falls from `slope` at 0. Newton's method, halving where it leaves the bracket.
 */
function bestStep(p: Float64Array, d: Float64Array, z: Float64Array, slope: number, curve: number): number {
  let low = 0;
  let high = 1;
  let s = 0;
  let derivative = slope;
  for (let round = 0; round < 20; round++) {
    let second = -curve;
    for (let k = 0; k < d.length; k++) second -= (d[k]! * d[k]!) / (p[k]! + s * d[k]!);
    let next = s - derivative / second;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const settled = Math.abs(next - s) < 1e-3 * next;
    s = next;
    if (settled) break;
    derivative = -s * curve;
    for (let k = 0; k < d.length; k++) derivative += d[k]! * (z[k]! - Math.log(p[k]! + s * d[k]!));
    if (derivative > 0) low = s;
    else high = s;
  }
  return s;
}
