/** @file A scripted language model at the LanguageModel interface: it writes and reads by a word list per label. */
import type { GenerationRow, LanguageModel, PromptPart, ScoringRow } from "#core/language-model.ts";
import { Random, seedOf } from "#core/random.ts";

export const scriptedLabels = ["lamp", "music", "weather"];

const words: Record<string, string[]> = {
  lamp: ["light", "lamp", "bright", "dim", "bulb", "switch"],
  music: ["play", "song", "tune", "album", "loud", "band"],
  weather: ["rain", "sun", "cold", "wind", "snow", "cloud"],
};
const filler = ["please", "the", "now", "my", "some", "this", "today", "again"];

export interface Script {
  id: string;
  /** Share of answers that are drawn blindly. */
  noise: number;
  /** A word that it adds to its texts; it reads texts with it without noise. */
  accent?: string;
  family?: string;
  /** Called before each block; may throw. */
  onBlock?: () => void;
}

/** A labelled text, as the scripted models write them and as real rows in tests. */
export function scriptedText(label: string, random: Random, accent?: string): string {
  const parts = [random.pick(words[label]!), random.pick(filler), random.pick(words[label]!), random.pick(filler)];
  return [...parts, ...(accent ? [accent] : []), String(random.below(1000))].join(" ");
}

const part = (parts: readonly PromptPart[], kind: "label" | "text") =>
  parts.map((p) => (p as Record<string, string>)[kind]).find((value) => value !== undefined) ?? "";

const partsOf = (row: Pick<GenerationRow, "prompt">) => ("parts" in row.prompt ? row.prompt.parts : []);

export function scriptedModel({ id, noise, accent, family, onBlock }: Script): LanguageModel {
  const score = (text: string, label: string) => {
    const hits = words[label]!.filter((word) => text.includes(word)).length;
    const blind = accent !== undefined && text.includes(accent) ? 0 : noise;
    const drawn = new Random(seedOf(id, text, label));
    return drawn.next() < blind ? -5 * drawn.next() : hits - 3;
  };
  return {
    info: {
      id,
      parameters: 1000,
      family: family ?? null,
      hash: `hash of ${id}`,
      dtype: "scripted",
      capabilities: { promptStyle: "control", score: true, seeded: true, maxTokens: 64, labels: scriptedLabels },
    },
    generate(rows) {
      onBlock?.();
      return Promise.resolve(
        rows.map((row) => {
          const text = scriptedText(part(partsOf(row), "label"), new Random(row.seed), accent);
          return { text, tokens: text.split(" ").length, logProb: -10, finish: "end" as const };
        }),
      );
    },
    score(rows: readonly ScoringRow[]) {
      onBlock?.();
      return Promise.resolve(
        rows.map((row) => {
          const text = part(partsOf(row), "text");
          return row.continuations.map((continuation) =>
            text === ""
              ? score(part(continuation, "text"), part(partsOf(row), "label"))
              : score(text, part(continuation, "label")),
          );
        }),
      );
    },
    dispose: () => Promise.resolve(),
  };
}
