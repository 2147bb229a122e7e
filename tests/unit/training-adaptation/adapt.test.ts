import { beforeAll, describe, expect, test } from "vitest";
import type { LanguageModel } from "#core/language-model.ts";
import type { Session } from "#core/runtime.ts";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { parseLlamaConfig } from "#onnx/llama-config.ts";
import { readOnnxWeights } from "#onnx/weights.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { int64, logitsAt, range, runStep } from "#support/onnx-run.ts";
import { base, controls, demonstrations, encode, filesOf } from "#support/planted-labels.ts";
import { labels, planted, plantedWords, unseen } from "#support/planted-labels.ts";
import {
  adaptModel,
  type AdaptationInput,
  type AdaptationOptions,
  type AdaptedModel,
} from "#training/adaptation/adapt.ts";
import { solving, writing } from "#training/adaptation/batches.ts";
import { adaptationObjective } from "#training/adaptation/objective.ts";
import { trainObjective } from "#training/trainer.ts";

const runtime = nodeRuntime();

const adapt = (changes: Partial<AdaptationInput>, options: AdaptationOptions = {}) =>
  adaptModel({ ...planted, ...changes }, runtime, options);

const load = (adapted: AdaptedModel): Promise<LanguageModel> =>
  loadOnnxModel({ id: "adapted", runtime, files: filesOf(adapted) });

describe("a planted set of three labels", () => {
  let adapted: AdaptedModel;
  let model: LanguageModel;
  beforeAll(async () => {
    adapted = await adapt({});
    model = await load(adapted);
  }, 60_000);

  test("is learnt in the direction text → label", async () => {
    const scores = await model.score(
      unseen.map(({ input }) => ({
        prompt: { parts: [{ control: "cls" }, { text: input }, { control: "lab" }] },
        continuations: labels.map((label) => [{ label }]),
      })),
    );
    const right = unseen.filter(
      ({ target }, row) => labels[scores[row]!.indexOf(Math.max(...scores[row]!))] === target,
    );
    expect(right.length / unseen.length).toBeGreaterThan(0.9);
  });

  test("is learnt in the direction label → text", async () => {
    const asked = labels.flatMap((label) => Array.from({ length: 20 }, () => label));
    const written = await model.generate(
      asked.map((label, seed) => ({ prompt: { parts: [{ control: "gen" }, { label }] }, seed })),
      { temperature: 0.5, topP: 1, topK: 0, maxNewTokens: 40 },
    );
    const follows = written.filter(({ text }, i) => plantedWords[asked[i]!]!.some((word) => text.includes(word)));
    expect(follows.length / written.length).toBeGreaterThan(0.9);
    expect(written.every(({ finish }) => finish === "end")).toBe(true);
  });

  test("leaves a curve of falling losses and counts its tokens", () => {
    const { lossCurve, tokens } = adapted;
    expect(adapted.labels).toEqual(labels);
    expect(lossCurve.at(-1)!.tokens).toBe(tokens);
    expect(lossCurve.at(-1)!.loss).toBeLessThan(lossCurve[0]!.loss / 3);
  });

  test("has the losses of its training graph in its exported graphs", async () => {
    const config = parseLlamaConfig(base.config);
    const trainer = trainObjective({
      runtime,
      weights: readOnnxWeights(adapted.files.classify),
      objective: adaptationObjective(config, { labels: 3, dropout: 0, seed: 1 }),
      optimiser: { learningRate: 0 },
    });
    const rows = demonstrations
      .slice(0, 5)
      .map(({ input, target }) => ({ ids: encode(input), label: labels.indexOf(target) }));
    const written = rows.map(({ ids, label }) => writing(label, ids, controls));
    const solved = rows.map(({ ids, label }) => solving(label, ids, controls));
    const { loss } = await trainer.evaluate([...written, ...solved]);

    const writer = await runtime.createSession(adapted.files.generate);
    const labeller = await runtime.createSession(adapted.files.classify);
    let tokenLoss = 0;
    let count = 0;
    for (const { ids, label } of written) {
      const session: Session = {
        ...writer,
        run: (feeds) => writer.run({ ...feeds, label_ids: int64([label + 1], [1]) }),
      };
      const run = await runStep(session, config, {
        ids: [ids],
        positions: [range(ids.length)],
        mask: [ids.map(() => 1)],
      });
      for (let i = 1; i < ids.length; i++, count++) {
        const logits = logitsAt(run, 0, i - 1);
        tokenLoss += Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[ids[i]!]!;
      }
    }
    let labelLoss = 0;
    for (const { ids, label } of solved) {
      const read = ids.slice(0, -1);
      const { label_log_probs: logProbs } = await labeller.run({
        input_ids: int64(read, [1, read.length]),
        attention_mask: int64(
          read.map(() => 1),
          [1, read.length],
        ),
        position_ids: int64(range(read.length), [1, read.length]),
      });
      labelLoss -= (logProbs!.data as Float32Array)[label]!;
    }
    expect(loss).toBeCloseTo(tokenLoss / count + labelLoss / solved.length, 4);
    expect(
      readOnnxWeights(adapted.files.generate).get("label_conditions.weight")!.data.slice(0, config.hidden),
    ).toEqual(new Float32Array(config.hidden));
    await trainer.dispose();
  });
});

test("texts of any script are learnt and written exactly as they were", async () => {
  const texts: Readonly<Record<string, string>> = {
    wetter: "Wie heiß wird's übermorgen in Köln-Süd?",
    alarm: "मुझे सुबह छह बजे जगाना",
    music: "شغّل أغنية لفيروز من فضلك",
    emoji: "👩‍🚀🚀 to the 🌙 & back – naïve café ☕️",
  };
  const known = Object.keys(texts);
  const shown = known.map((target) => ({ input: texts[target]!, target }));
  const recipe = { sequences: 1600, batchRows: 8, embeddingDropout: 0, noisyShare: 0, learningRate: 5e-3 };
  const model = await load(await adapt({ weights: base.model, labels: known, demonstrations: shown, recipe }));
  const written = await model.generate(
    known.map((label) => ({ prompt: { parts: [{ control: "gen" }, { label }] }, seed: 0 })),
    { temperature: 0, topP: 1, topK: 0, maxNewTokens: 100 },
  );
  expect(written.map(({ text }) => text)).toEqual(Object.values(texts));
});

describe("a short adaptation", () => {
  const recipe = { sequences: 320 };

  test("gives the same files for the same seed, others for another", async () => {
    const [first, again, other] = [await adapt({ recipe }), await adapt({ recipe }), await adapt({ recipe, seed: 2 })];
    expect(Buffer.from(again.files.generate).equals(first.files.generate)).toBe(true);
    expect(Buffer.from(again.files.classify).equals(first.files.classify)).toBe(true);
    expect(Buffer.from(other.files.generate).equals(first.files.generate)).toBe(false);
  });

  test("reports each step and stops at the next one when it is cancelled", async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const running = adapt(
      { recipe },
      {
        signal: controller.signal,
        onProgress: (done) => {
          shares.push(done);
          if (shares.length === 3) controller.abort(new Error("enough"));
        },
      },
    );
    await expect(running).rejects.toThrow("enough");
    expect(shares).toEqual([0.1, 0.2, 0.3]);
  });
});
