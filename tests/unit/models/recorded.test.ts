import { expect, test } from "vitest";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { observe, recorded } from "#support/recorded-runs.ts";
import { tinyModel } from "#support/tiny-models.ts";

test("Node natively gives the recorded texts and scores", async () => {
  for (const threads of [1, 2]) {
    const model = await loadOnnxModel({ id: "tiny", files: tinyModel(), runtime: nodeRuntime(threads) });
    const { texts, scores } = await observe(model, 24);
    expect(texts).toBe(recorded.texts[24]);
    expect((await observe(model, 4)).texts).toBe(recorded.texts[4]);
    scores.forEach((score, i) => expect(score).toBeCloseTo(recorded.scores[i]!, 3));
  }
});
