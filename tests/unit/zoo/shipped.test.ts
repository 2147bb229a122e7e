import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { AutoModelForCausalLM, AutoTokenizer, env, Tensor } from "@huggingface/transformers";
import { describe, expect, test } from "vitest";
import { nodeRuntime } from "#support/node-runtime.ts";
import type { Card } from "#zoo/card.ts";

const FOLDER = "public/models/";

interface Listed {
  id: string;
  bytes: number;
  files: Record<string, { sizeBytes: number; sha256: string }>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(FOLDER + path, "utf8"));
const { models } = json("zoo/index.json") as { models: Listed[] };
const ids = models.map(({ id }) => id);

test("the index lists files as they are, at most 12 MB of them", () => {
  for (const { id, files } of models)
    for (const [path, { sizeBytes, sha256 }] of Object.entries(files)) {
      const content = readFileSync(`${FOLDER}${id}/${path}`);
      expect(content.length, path).toBe(sizeBytes);
      expect(createHash("sha256").update(content).digest("hex"), path).toBe(sha256);
    }
  expect(models.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(12e6);
});

test.each(ids)("%s has a card with its figures", (id) => {
  const card = json(`${id}/card.json`) as Card;
  const page = readFileSync(`${FOLDER}${id}/README.md`, "utf8");
  expect(card.id).toBe(id);
  for (const figure of [card.corpus.sha256, card.license, "What it cannot do", String(card.referenceAccuracy.all)])
    expect(page).toContain(figure);
});

describe("in the real library", () => {
  env.localModelPath = FOLDER;
  env.allowRemoteModels = false;
  const text = "Wake me at 7:30, Grüße an Jürgen 🎉";

  test.each(ids)("%s loads and gives the logits of our own runtime", async (id) => {
    const tokenizer = await AutoTokenizer.from_pretrained(id);
    const model = await AutoModelForCausalLM.from_pretrained(id, { dtype: "fp32", device: "cpu" });
    const prompt = `<|cls|>${text}<|lab|>`;
    const inputs = tokenizer(prompt, { add_special_tokens: false });
    expect(tokenizer.decode(inputs.input_ids.tolist()[0], { skip_special_tokens: true })).toBe(text);
    const { logits } = (await model(inputs)) as { logits: Tensor };

    const { selfsame, num_hidden_layers, ...config } = json(`${id}/config.json`) as Record<string, never>;
    const { cls, lab } = selfsame!["controls"] as unknown as Record<string, number>;
    const tokens = inputs.input_ids.data as BigInt64Array;
    expect([Number(tokens[0]), Number(tokens.at(-1))]).toEqual([cls, lab]);

    const session = await nodeRuntime().createSession(readFileSync(`${FOLDER}${id}/onnx/model.onnx`));
    const size = tokens.length;
    const int64 = (data: BigInt64Array, dims: number[]) => ({ type: "int64", dims, data }) as const;
    const empty = { type: "float32", data: new Float32Array(0) } as const;
    const cache = [1, config["num_key_value_heads"]!, 0, config["head_dim"]!];
    const past = Array.from({ length: num_hidden_layers! }, (_, layer) =>
      ["key", "value"].map((kind) => [`past_key_values.${layer}.${kind}`, { ...empty, dims: cache }] as const),
    ).flat();
    const own = await session.run({
      input_ids: int64(tokens, [1, size]),
      attention_mask: int64(new BigInt64Array(size).fill(1n), [1, size]),
      position_ids: int64(
        BigInt64Array.from({ length: size }, (_, i) => BigInt(i)),
        [1, size],
      ),
      num_logits_to_keep: int64(BigInt64Array.of(0n), []),
      ...Object.fromEntries(past),
    });
    const [ours, theirs] = [own["logits"]!.data as Float32Array, logits.data as Float32Array];
    expect(theirs.length).toBe(ours.length);
    expect(Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)))).toBeLessThan(1e-4);
    await Promise.all([session.release(), model.dispose()]);
  });
});
