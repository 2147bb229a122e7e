import { expect, test } from "vitest";
import { logSumExp, Sampler } from "#models/sampling.ts";

const weights = [0.1, 0.4, 0.2, 0.3];
const logits = Float32Array.from([9, ...weights.map((weight) => Math.log(weight) + 5)]);

/** The share of each token over evenly spaced uniforms. */
function shares(options: Partial<Sampler["sampling"]>, allow?: (id: number) => boolean): number[] {
  const sampler = new Sampler(4, { temperature: 1, topK: 0, topP: 1, ...options });
  const counts = weights.map(() => 0);
  for (let i = 0; i < 1000; i++) counts[sampler.draw(logits, 1, (i + 0.5) / 1000, allow)]!++;
  return counts.map((count) => count / 1000);
}

test("tokens are drawn in proportion to their weights", () => {
  expect(shares({})).toEqual(weights);
});

test("temperature sharpens and flattens; at 0 the likeliest is taken", () => {
  const squared = weights.map((weight) => weight ** 2 / 0.3);
  shares({ temperature: 0.5 }).forEach((share, id) => expect(share).toBeCloseTo(squared[id]!, 2));
  expect(shares({ temperature: 0 })).toEqual([0, 1, 0, 0]);
});

test("topK and topP cut the tail and keep the proportions of the rest", () => {
  expect(shares({ topK: 1 })).toEqual([0, 1, 0, 0]);
  expect(shares({ topP: 0.01 })).toEqual([0, 1, 0, 0]);
  const two = [0, 4 / 7, 0, 3 / 7];
  for (const options of [{ topK: 2 }, { topP: 0.6 }, { topK: 3, topP: 0.6 }])
    shares(options).forEach((share, id) => expect(share).toBeCloseTo(two[id]!, 2));
});

test("a constraint takes the rest of the vocabulary out", () => {
  shares({}, (id) => id !== 1).forEach((share, id) => expect(share).toBeCloseTo([1 / 6, 0, 1 / 3, 1 / 2][id]!, 2));
});

test("the log-probability is that of temperature 1 without truncation", () => {
  const sampler = new Sampler(4, { temperature: 0.2, topK: 2, topP: 1 });
  const id = sampler.draw(logits, 1, 0.99);
  expect(id).toBe(3);
  expect(sampler.logProb).toBeCloseTo(Math.log(0.3), 6);
  expect(logSumExp(logits, 1, 4)).toBeCloseTo(5, 6);
});

test("logits that are no numbers, or all minus infinity, are an error", () => {
  for (const bad of [
    [1, NaN],
    [-Infinity, -Infinity],
    [NaN, NaN],
    [Infinity, 1],
  ]) {
    const sampler = new Sampler(2, { temperature: 1, topK: 0, topP: 1 });
    expect(() => sampler.draw(Float32Array.from(bad), 0, 0.5)).toThrow("not finite");
  }
});
