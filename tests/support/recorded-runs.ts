/** @file What the tiny model writes and scores natively in Node; browsers must give the same. */
import type { LanguageModel, Sampling } from "#core/language-model.ts";
import { sha256 } from "#core/hash.ts";
import { seedOf } from "#core/random.ts";

const texts = ["wake me", "play some of the songs I like", "a", "what is the weather", "set a timer for nine", "⏰"];
const sampling: Omit<Sampling, "maxNewTokens"> = { temperature: 0.9, topK: 0, topP: 0.95 };

/** A digest of sampled texts, by their length in tokens, and label scores of the first and the longest prompt. */
export const recorded = {
  texts: { 4: "6ae5eba95fbb055b", 24: "4c56389b57f5b756" },
  scores: [-9.51226, -20.65547, -66.76793, -9.67449, -23.6371, -59.9285],
};

export async function observe(model: LanguageModel, maxNewTokens: number) {
  const generations = await model.generate(
    texts.map((text, row) => ({ prompt: { parts: [{ control: "gen" }, { text }] }, seed: seedOf(5, row) })),
    { ...sampling, maxNewTokens },
  );
  const scores = await model.score(
    texts.slice(0, 2).map((text) => ({
      prompt: { parts: [{ control: "cls" }, { text }, { control: "lab" }] },
      continuations: [[{ label: "set_alarm" }], [{ text: "play" }], [{ text: "a timer" }]],
    })),
  );
  return {
    texts: (await sha256(generations.map(({ text }) => text).join("\n"))).slice(0, 16),
    scores: scores.flat(),
  };
}
