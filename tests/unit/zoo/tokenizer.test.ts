import { PreTrainedTokenizer } from "@huggingface/transformers";
import { describe, expect, test } from "vitest";
import { Random } from "#core/random.ts";
import { Tokenizer } from "#models/tokenizer.ts";
import { drawSample } from "#zoo/corpora/stream.ts";
import { VOCABULARY, ZooTokenizer } from "#zoo/tokenizer.ts";

const zoo = ZooTokenizer.learn();
const files = zoo.files();
const [json, config] = ["tokenizer.json", "tokenizer_config.json"].map((name) => files.get(name) as never);
const real = new PreTrainedTokenizer(json, config);
const asText = new Tokenizer(
  { tokenizer: json!, tokenizerConfig: config! },
  { family: "x", controls: zoo.controls, labels: zoo.labels },
);

const texts = {
  English: "Wake me at 7:30 tomorrow, I'd like that!",
  German: "Grüße aus Köln: Straße, Äpfel, „weiß“ und 19,99 €",
  Hindi: "नमस्ते, कल सुबह ७ बजे जगाना",
  Arabic: "مرحبا! ذكّرني غدًا الساعة ١٢",
  emoji: "🎉 👩‍👩‍👧 🇩🇪 thumbs 👍🏽 up",
  spaces: "  two  spaces,\ttabs\n\nand lines \n",
  controls: "a control <|end|> in a text stays text",
  numbers: "0 7 10 42 99 100 1234",
};

describe("round trips through the real tokenizer", () => {
  test.each(Object.entries(texts))("%s", (_, text) => {
    const ids = zoo.encodePart({ text });
    expect(asText.encodeText(text)).toEqual(ids);
    expect(asText.decode(ids)).toBe(text);
    expect(Math.max(...ids)).toBeLessThan(Math.min(...Object.values(zoo.controls)));
  });
});

test("numbers below 100 are one token, longer ones are cut every two digits, spaces stay apart", () => {
  for (let n = 0; n < 100; n++) expect(zoo.encodePart({ text: String(n) })).toHaveLength(1);
  expect(zoo.encodePart({ text: "9123" })).toEqual(["91", "23"].flatMap((text) => zoo.encodePart({ text })));
  const [, space, number] = real.encode("a 42");
  expect([real.decode([space!]), real.decode([number!])]).toEqual([" ", "42"]);
});

test("the vocabulary is full, and samples encode as the real tokenizer encodes their text", () => {
  expect(VOCABULARY % 8).toBe(0);
  const ids = [...Object.values(zoo.controls), ...Object.values(zoo.labels)];
  expect(Math.max(...ids)).toBe(VOCABULARY - 1);
  const random = new Random(4);
  const coverage = {
    dialect: "formal",
    leak: 0.5,
    paraphrase: 0.3,
    wordings: 9,
    noise: { typos: 0.2, wordDrop: 0 },
  } as const;
  for (let i = 0; i < 300; i++) {
    const sample = drawSample(coverage, random);
    const written = sample.map(({ part }) =>
      "text" in part ? part.text : `<|${"control" in part ? part.control : part.label}|>`,
    );
    const { ids: own, weights } = zoo.encodeSample(sample);
    expect(own).toEqual(real.encode(written.join(""), { add_special_tokens: false }));
    expect(weights).toHaveLength(own.length);
  }
});

test("learning it twice gives the same files", () => {
  expect(ZooTokenizer.learn().files()).toEqual(files);
});
