import { describe, expect, it } from "vitest";
import { fineTune } from "#training/fine-tune.ts";
import { parameterCount } from "#onnx/weights.ts";
import { initialWeights } from "#training/initial-weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { smallLlama } from "#support/onnx-small-llama.ts";
import { recordedLosses, shortTraining } from "#support/onnx-recorded-training.ts";

describe("fine-tuning", () => {
  it("gives the recorded losses, with one thread and with two", async () => {
    for (const threads of [1, 2]) {
      const { losses, tokens } = await fineTune(shortTraining, nodeRuntime(threads));
      expect(losses.length).toBe(recordedLosses.length);
      losses.forEach((loss, step) => expect(Math.abs(loss - recordedLosses[step]!)).toBeLessThan(1e-4));
      expect(tokens).toBeGreaterThan(8 * 8 * 4);
    }
  });

  it("takes every row once in a pass, in another order with another seed", async () => {
    const rows = shortTraining.rows.map(({ ids }) => ({ ids, weights: ids.map((_, i) => (i === 1 ? 1 : 0)) }));
    const epochs = { ...shortTraining, rows, steps: 3, optimiser: { learningRate: 0 } };
    const { losses } = await fineTune(epochs, nodeRuntime());
    const other = await fineTune({ ...epochs, seed: 4 }, nodeRuntime());
    const sum = (list: readonly number[]) => list.reduce((total, loss) => total + loss);
    expect(losses).not.toEqual(other.losses);
    expect(sum(losses)).toBeCloseTo(sum(other.losses), 4);
  });

  it("stops when it is asked to, and refuses an empty set of rows", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const onProgress = (done: number) => {
      seen.push(done);
      if (seen.length === 2) controller.abort(new Error("enough"));
    };
    const stopped = fineTune(shortTraining, nodeRuntime(), { signal: controller.signal, onProgress });
    await expect(stopped).rejects.toThrow("enough");
    expect(seen).toEqual([1 / 8, 2 / 8]);
    await expect(fineTune({ ...shortTraining, rows: [] }, nodeRuntime())).rejects.toThrow("no rows");
  });

  it("leaks nothing in 300 steps", async () => {
    const config = smallLlama({ hidden: 64, headDim: 16, intermediate: 160, vocabulary: 400 });
    const weights = initialWeights(config, 1);
    const gradientBytes = 4 * parameterCount(weights);
    const rss: number[] = [];
    await fineTune({ ...shortTraining, config, weights, steps: 300 }, nodeRuntime(), {
      onProgress: () => rss.push(process.memoryUsage.rss()),
    });
    // The collector's waves come and go; what leaks lifts even the lowest point.
    const [before, after] = [Math.min(...rss.slice(100, 150)), Math.min(...rss.slice(250))];
    expect(after - before).toBeLessThan((150 * gradientBytes) / 4);
  });
});
