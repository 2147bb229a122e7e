import { beforeAll, expect, test } from "vitest";
import type { LanguageModel } from "#core/language-model.ts";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { tinyAdaptedModel } from "#support/tiny-models.ts";

const labels = ["book_table", "set_alarm", "route"];
const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 12 };
let model: LanguageModel;

beforeAll(async () => {
  model = await loadOnnxModel({ id: "adapted", files: tinyAdaptedModel(labels), runtime: nodeRuntime() });
});

const toLabel = (text: string) => ({
  prompt: { parts: [{ control: "cls" }, { text }, { control: "lab" }] },
  continuations: labels.map((label) => [{ label }]),
});
const toWrite = (label: string) => ({ parts: [{ control: "gen" }, { label }] });

test("it names the labels it was adapted to", () => {
  expect(model.info.capabilities.labels).toEqual(labels);
  expect(model.info.dtype).toBe("fp32 stored, fp32 computed");
});

test("label scores are log-probabilities over its labels; padded rows score as they do alone", async () => {
  const texts = ["a table for two", "wake me at seven in the morning please", "x"];
  const together = await model.score(texts.map(toLabel));
  for (const [row, text] of texts.entries()) {
    expect(together[row]!.reduce((sum, logProb) => sum + Math.exp(logProb), 0)).toBeCloseTo(1, 5);
    const [alone] = await model.score([toLabel(text)]);
    alone!.forEach((logProb, i) => expect(together[row]![i]).toBeCloseTo(logProb, 4));
  }
  expect(together[0]).not.toEqual(together[1]);
  const [some] = await model.score([{ ...toLabel(texts[0]!), continuations: [[{ label: "route" }]] }]);
  expect(some![0]).toBeCloseTo(together[0]![2]!, 5);
});

test("the label in the prompt decides the text, row by row", async () => {
  const write = async (asked: readonly string[]) =>
    (
      await model.generate(
        asked.map((label) => ({ prompt: toWrite(label), seed: 1 })),
        sampling,
      )
    ).map(({ text }) => text);
  const together = await write(labels);
  expect(new Set(together).size).toBe(3);
  expect([...(await write(["route"])), ...(await write(["book_table"]))]).toEqual([together[2], together[0]]);
  const [free] = await model.generate([{ prompt: { parts: [{ control: "gen" }] }, seed: 1 }], sampling);
  expect(together).not.toContain(free!.text);
});

test("a text's likelihood is asked for under each label", async () => {
  const rows = labels.map((label) => ({ prompt: toWrite(label), continuations: [[{ text: "wake me" }]] }));
  const scores = (await model.score(rows)).flat();
  expect(new Set(scores.map((score) => score.toFixed(2))).size).toBe(3);
  const [alone] = await model.score([rows[1]!]);
  expect(alone![0]).toBeCloseTo(scores[1]!, 4);
});

test("a label that it was not adapted to is refused with those it was", async () => {
  await expect(model.generate([{ prompt: toWrite("jazz"), seed: 1 }], sampling)).rejects.toThrow(
    'adapted was not adapted to the label "jazz" (its labels: book_table, set_alarm, route)',
  );
  const asked = { ...toLabel("x"), continuations: [[{ label: "jazz" }]] };
  await expect(model.score([asked])).rejects.toThrow("not adapted to the label");
});
