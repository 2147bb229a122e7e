import { expect, test } from "vitest";
import { ModelPool } from "#models/pool.ts";
import { filesOf, labels, planted, plantedWords, unseen } from "#support/planted-labels.ts";
import { encodeAdaptation } from "#training/adaptation/adapt.ts";
import { adaptInWorker } from "#training/client.ts";

test("a label set is learnt in the worker, and the files load as a model that labels and writes", async () => {
  const seen: number[] = [];
  const adapted = await adaptInWorker(await encodeAdaptation(planted), {
    onProgress: ({ done, loss }) => {
      expect(loss).toBeGreaterThan(0);
      seen.push(done);
    },
  });
  expect(adapted.runtime.device).toBe("wasm");
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);

  const pool = new ModelPool({ workers: 1 });
  const model = await pool.open({ id: "adapted", files: async () => filesOf(adapted) });
  const scores = await model.score(
    unseen.map(({ input }) => ({
      prompt: { parts: [{ control: "cls" }, { text: input }, { control: "lab" }] },
      continuations: labels.map((label) => [{ label }]),
    })),
  );
  const right = unseen.filter(({ target }, i) => labels[scores[i]!.indexOf(Math.max(...scores[i]!))] === target);
  expect(right.length / unseen.length).toBeGreaterThan(0.9);

  const written = await model.generate(
    labels.map((label, seed) => ({ prompt: { parts: [{ control: "gen" }, { label }] }, seed })),
    { temperature: 0, topP: 1, topK: 0, maxNewTokens: 40 },
  );
  written.forEach(({ text }, i) => expect(plantedWords[labels[i]!]!.some((word) => text.endsWith(word))).toBe(true));
  pool.close();
});

test("a cancelled adaptation ends within a second", async () => {
  const controller = new AbortController();
  const plan = await encodeAdaptation({ ...planted, recipe: { sequences: 1_000_000 } });
  let cancelledMs = 0;
  const adapting = adaptInWorker(plan, {
    signal: controller.signal,
    onProgress: () => {
      if (cancelledMs > 0) return;
      cancelledMs = performance.now();
      controller.abort(new Error("enough"));
    },
  });
  await expect(adapting).rejects.toThrow("enough");
  expect(performance.now() - cancelledMs).toBeLessThan(1000);
});
