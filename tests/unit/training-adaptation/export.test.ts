import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "#core/random.ts";
import type { Session, Tensor } from "#core/runtime.ts";
import { inferenceModel } from "#onnx/inference.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import { readOnnxWeights } from "#onnx/weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { int64, largestDifference, logitsAt, range, runStep } from "#support/onnx-run.ts";
import { scriptedTokens } from "#support/scripted-tokenizer.ts";
import { tinyModel } from "#support/tiny-models.ts";
import { classificationGraph, generationGraph } from "#training/adaptation/export.ts";
import { LABEL_EMBEDDINGS } from "#training/adaptation/label-head.ts";

const LABELS = 3;
const base = tinyModel();
const tinyLlama = parseLlamaConfig(base.config);
const weights = readOnnxWeights(base.model);
const { gen, cls, lab } = scriptedTokens.controls;
const encode = (text: string): number[] => Array.from(new TextEncoder().encode(text), (byte) => byte + 6);
const random = new Random(2);
const labelData = Float32Array.from({ length: LABELS * tinyLlama.hidden }, () => random.normal());
weights.set(LABEL_EMBEDDINGS, { dims: [LABELS, tinyLlama.hidden], data: labelData });

describe("the graph that writes", () => {
  let session: Session;
  let plain: Session;
  const ids = [gen, ...encode("one"), 0];
  const whole = { ids: [ids], positions: [range(5)], mask: [[1, 1, 1, 1, 1]] };

  /** `label_ids` beside the usual feeds. */
  const withLabel = (label: number, rows = 1): Session => ({
    ...session,
    run: (feeds) => session.run({ ...feeds, label_ids: int64(Array<number>(rows).fill(label), [rows]) }),
  });

  beforeAll(async () => {
    session = await nodeRuntime().createSession(generationGraph(tinyLlama, weights));
    plain = await nodeRuntime().createSession(inferenceModel(tinyLlama, weights, "float32"));
  });

  test("is the base model where there is no label, and another where there is one", async () => {
    const expected = await runStep(plain, tinyLlama, whole);
    const [none, first, second] = await Promise.all([0, 1, 2].map((l) => runStep(withLabel(l), tinyLlama, whole)));
    for (const column of range(5)) {
      expect(largestDifference(logitsAt(none!, 0, column), logitsAt(expected, 0, column))).toBeLessThan(1e-5);
      expect(largestDifference(logitsAt(first!, 0, column), logitsAt(second!, 0, column))).toBeGreaterThan(0.1);
    }
  });

  test("sees the label at every step of a cached run", async () => {
    const all = await runStep(withLabel(3), tinyLlama, whole);
    const begun = await runStep(withLabel(3), tinyLlama, {
      ...{ ids: [ids.slice(0, 3)], positions: [range(3)], mask: [[1, 1, 1]] },
    });
    const rest = { ids: [ids.slice(3)], positions: [range(2, 3)], mask: [[1, 1, 1, 1, 1]] };
    const gone = await runStep(withLabel(3), tinyLlama, { ...rest, past: begun, keep: 1 });
    expect(gone["logits"]!.dims).toEqual([1, 1, tinyLlama.vocabulary]);
    expect(largestDifference(logitsAt(gone, 0, 0), logitsAt(all, 0, 4))).toBeLessThan(1e-5);
  });
});

describe("the graph that labels", () => {
  let session: Session;
  beforeAll(async () => {
    session = await nodeRuntime().createSession(classificationGraph(tinyLlama, weights));
  });

  /** Log-probabilities of each label, `[texts][labels]`; all texts in one padded batch. */
  async function label(texts: readonly string[], padding = 0): Promise<number[][]> {
    const rows = texts.map((text) => [cls, ...encode(text), lab]);
    const columns = Math.max(...rows.map((row) => row.length)) + padding;
    const grid = (cell: (row: number[], column: number) => number): Tensor =>
      int64(
        rows.flatMap((row) => range(columns).map((column) => cell(row, column))),
        [rows.length, columns],
      );
    const { label_log_probs: result } = await session.run({
      input_ids: grid((row, column) => row[column] ?? 0),
      attention_mask: grid((row, column) => (column < row.length ? 1 : 0)),
      position_ids: grid((_, column) => column),
    });
    expect(result!.dims).toEqual([texts.length, LABELS]);
    const data = [...(result!.data as Float32Array)];
    return texts.map((_, row) => data.slice(row * LABELS, (row + 1) * LABELS));
  }

  test("gives probabilities over the labels, equal for a row alone and among longer ones", async () => {
    const texts = ["a", "a longer text", "🚀 and more"];
    const together = await label(texts, 3);
    for (const [row, text] of texts.entries()) {
      expect(together[row]!.reduce((sum, logProb) => sum + Math.exp(logProb), 0)).toBeCloseTo(1, 5);
      expect(largestDifference(together[row]!, (await label([text]))[0]!)).toBeLessThan(1e-5);
    }
  });

  test("takes a text without tokens", async () => {
    expect((await label(["", "a"])).flat().every(Number.isFinite)).toBe(true);
  });
});
