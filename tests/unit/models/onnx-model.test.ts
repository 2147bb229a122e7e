import { expect, test } from "vitest";
import type { Runtime } from "#core/runtime.ts";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { classificationRow } from "#tasks/classification/prompts.ts";
import { ProtobufWriter } from "#onnx/protobuf.ts";
import { scriptedConfig, scriptedSession } from "#support/scripted-session.ts";
import { scriptedTokenizer, scriptedTokens, scriptedVocabulary } from "#support/scripted-tokenizer.ts";

const config = { ...scriptedConfig, vocab_size: scriptedVocabulary, eos_token_id: 0, pad_token_id: 0 };
const files = { ...scriptedTokenizer(), config: { ...config, selfsame: scriptedTokens }, model: new Uint8Array() };
const sampling = { temperature: 1, topK: 0, topP: 1, maxNewTokens: 8 };

function scriptedRuntime(wrong?: "batches" | "NaN" | "cache"): Runtime {
  return {
    ...{ device: "cpu", threads: 1, version: "scripted" },
    async createSession() {
      const bias = (token: number) => (wrong === "NaN" && token === 9 ? NaN : 0);
      const { session } = scriptedSession({ vocabulary: scriptedVocabulary, bias });
      return {
        ...session,
        run: (feeds) => {
          const ids = feeds["input_ids"]!;
          const mask = feeds["attention_mask"]!.data as BigInt64Array;
          const ignoresPadding = wrong === "batches" && ids.dims[0]! > 1;
          const late = wrong === "cache" && ids.dims[1]! > 1 && mask.length > ids.data.length;
          if (ignoresPadding || late) mask.fill(1n).fill(0n, 0, late ? 1 : 0);
          return session.run(feeds);
        },
      };
    },
  };
}

const load = (wrong?: "batches" | "NaN" | "cache") =>
  loadOnnxModel({ id: "scripted", files, runtime: scriptedRuntime(wrong) });

test("a model says what it is", async () => {
  const { info } = await load();
  expect(info).toMatchObject({
    id: "scripted",
    family: "scripted",
    capabilities: { promptStyle: "control", score: true, seeded: true, maxTokens: 64 },
  });
  expect(info.capabilities.labels).toEqual(["set_alarm", "play_music"]);
  expect(info.hash).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("generation returns text, tokens, log-probability and how it ended", async () => {
  const model = await load();
  const prompt = { parts: [{ control: "gen" }, { label: "set_alarm" }] };
  let tokens = 0;
  const texts = await model.generate(
    [1, 2, 3].map((seed) => ({ prompt, seed })),
    sampling,
    { onTokens: (n) => (tokens += n) },
  );
  expect(texts.reduce((sum, text) => sum + text.tokens, 0)).toBe(tokens);
  for (const text of texts) {
    expect(text.logProb).toBeLessThan(0);
    expect(text.finish === "length" ? text.tokens : 8).toBe(8);
  }
});

test("scores are those of label tokens and of texts", async () => {
  const model = await load();
  const prompt = { parts: [{ control: "cls" }, { text: "wake me" }, { control: "lab" }] };
  const [scores] = await model.score([{ prompt, continuations: [[{ label: "set_alarm" }], [{ text: "set" }]] }]);
  expect(scores!.every((score) => score < 0)).toBe(true);
  await expect(model.score([{ prompt, continuations: [[{ text: "" }]] }])).rejects.toThrow(
    "Row 1: continuation 1 is empty",
  );
});

test("a row that is too long is refused before the call, by its number", async () => {
  const model = await load();
  const short = { parts: [{ text: "hi" }] };
  const long = { parts: [{ text: "x ".repeat(40) }] };
  const rows = [short, long].map((prompt) => ({ prompt, seed: 1 }));
  await expect(model.generate(rows, sampling)).rejects.toThrow(
    "Row 2: 80 tokens of prompt and 8 new ones are more than the 64 of scripted. Shorten the text",
  );
  await expect(model.generate([{ prompt: { parts: [] }, seed: 1 }], sampling)).rejects.toThrow("the prompt is empty");
});

test("a graph that is wrong for batches, for cached prompts or gives no numbers is not accepted", async () => {
  await expect(load("batches")).rejects.toThrow("not right for padded batches");
  await expect(load("cache")).rejects.toThrow("does not continue a cached prompt");
  await expect(load("NaN")).rejects.toThrow("not finite");
});

test("a graph with grouped attention is never asked to continue a cached batch by several tokens", async () => {
  const node = new ProtobufWriter().string(4, "GroupQueryAttention");
  const model = new ProtobufWriter().message(7, new ProtobufWriter().message(1, node)).finish();
  const { createSession, ...facts } = scriptedRuntime();
  const runtime: Runtime = {
    ...facts,
    async createSession(bytes) {
      const session = await createSession(bytes);
      return {
        ...session,
        run: (feeds, fetches) => {
          const ids = feeds["input_ids"]!;
          const cached = feeds["attention_mask"]!.data.length > ids.data.length;
          if (cached && ids.dims[1]! > 1) throw new Error("batch_size must be 1 when sequence_length > 1");
          return session.run(feeds, fetches);
        },
      };
    },
  };
  const asked = await loadOnnxModel({ id: "grouped", files: { ...files, model }, runtime });
  const rows = [{ prompt: { parts: [{ text: "wake me" }] }, continuations: [[{ text: "set an" }], [{ text: "a" }]] }];
  expect(await asked.score(rows)).toEqual(await (await load()).score(rows));
});

test("a chat model from elsewhere scores replies with their end, which is its own end token", async () => {
  const template = "{% for m in messages %}{{ m.content }}\n{% endfor %}";
  const chat = { ...files, config, tokenizerConfig: { ...files.tokenizerConfig, chat_template: template } };
  const model = await loadOnnxModel({ id: "chat", files: chat, runtime: scriptedRuntime() });
  expect(model.info.capabilities).toMatchObject({ promptStyle: "chat", labels: [] });
  const rows = ["lamp", "lamp music"].map((text) =>
    classificationRow("chat", text, { labels: ["a", "b"], demonstrations: [] }),
  );
  const scores = await model.score(
    rows.map((row) => ({ ...row, prompt: { messages: [{ role: "user", content: "hi" }] } })),
  );
  expect(scores.flat().every((score) => Number.isFinite(score) && score < 0)).toBe(true);
  const parts = { prompt: { parts: [{ control: "gen" }] }, continuations: [[{ text: "a" }]] };
  await expect(model.score([parts])).rejects.toThrow('no control token "gen"');
});

test("a config that is not a language model's is refused by the field", async () => {
  const broken = { ...files, config: { hidden_size: 1 } };
  await expect(loadOnnxModel({ id: "x", files: broken, runtime: scriptedRuntime() })).rejects.toThrow(
    'x: config.json has no number "num_attention_heads"',
  );
});
