import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "#core/random.ts";
import { batches } from "#training/adaptation/batches.ts";
import { encodeDemonstrations, wordsOfLabel, type EncodedRow } from "#training/adaptation/demonstrations.ts";
import { noisy } from "#training/adaptation/noise.ts";
import { adaptationRecipe } from "#training/adaptation/recipe.ts";

const controls = { pad: 256, gen: 257, cls: 258, lab: 259, end: 260 };
const encode = (text: string): number[] => [...new TextEncoder().encode(text)];
const recipe = adaptationRecipe(290_000, 2, 6);
const demonstrations = ["wake me at six", "set an alarm", "रात दस बजे जगाना"]
  .map((input) => ({ input, target: "SetAlarm" }))
  .concat(["will it rain", "is it sunny ☀️ today", "كيف الطقس"].map((input) => ({ input, target: "get_weather" })));

describe("the recipe", () => {
  test("follows the sizes that were measured on seven labels within a fifth", () => {
    const measured = { 70: 100e3, 140: 150e3, 350: 220e3, 700: 300e3, 1400: 400e3 };
    for (const [rows, tokens] of Object.entries(measured)) {
      const planned = 18 * adaptationRecipe(290_000, 7, Number(rows)).sequences;
      expect(planned / tokens).toBeGreaterThan(0.8);
      expect(planned / tokens).toBeLessThan(1.2);
    }
  });

  test("gives many labels more sequences and less dropout, small models larger steps and less dropout", () => {
    const [few, many, small] = [
      adaptationRecipe(290_000, 7, 1540),
      adaptationRecipe(290_000, 77, 1540),
      adaptationRecipe(67_000, 77, 1540),
    ];
    expect(many.sequences).toBeGreaterThan(few.sequences);
    expect(many.embeddingDropout).toBeLessThan(few.embeddingDropout);
    expect(small.embeddingDropout).toBeLessThan(many.embeddingDropout);
    expect(small.learningRate).toBeGreaterThan(many.learningRate);
  });

  test("repeats a few rows at most 45 times and ends on many", () => {
    expect(adaptationRecipe(290_000, 2, 4).sequences).toBe(4 * 2 * 45);
    expect(adaptationRecipe(290_000, 150, 100_000).sequences).toBe(45_000);
  });
});

describe("noise", () => {
  test("keeps at least one word and breaks no character", () => {
    const random = new Random(1);
    for (let i = 0; i < 200; i++) {
      const text = noisy("👩‍🚀 fliegt übermorgen 🚀🚀🚀🚀 हिन्दी", { wordDrop: 0.9, typos: 0.5 }, random);
      expect(text.trim()).not.toBe("");
      expect(text).not.toMatch(/\p{Surrogate}/u); // a lone half of a pair
    }
  });

  test("at rate zero gives the text as it was", () => {
    const text = "  Two  spaces\tand a tab ";
    expect(noisy(text, { wordDrop: 0, typos: 0 }, new Random(1)).trimEnd()).toBe(text.trimEnd());
    expect(noisy("   ", { wordDrop: 1, typos: 1 }, new Random(1))).toBe("   ");
  });

  test("drops about the asked share of words", () => {
    const random = new Random(3);
    const text = Array.from({ length: 20 }, (_, i) => `w${i}`).join(" ");
    let words = 0;
    for (let i = 0; i < 300; i++) words += noisy(text, { wordDrop: 0.1, typos: 0 }, random).split(" ").length;
    expect(words / 300).toBeCloseTo(1 + 19 * 0.9, 0);
  });
});

describe("encoded demonstrations", () => {
  test("names of labels are read as words", () => {
    expect(["AddToPlaylist", "card_about_to-expire", "top10Songs", "ÄndereÖl"].map(wordsOfLabel)).toEqual([
      ...["add to playlist", "card about to expire", "top10 songs", "ändere öl"],
    ]);
  });

  test("hold the text as it was written, and equal seeds give equal noise", async () => {
    const make = (seed: number) =>
      encodeDemonstrations(["SetAlarm", "get_weather"], demonstrations, encode, recipe, seed);
    const [first, again, other] = [await make(1), await make(1), await make(2)];
    expect(first).toEqual(again);
    expect(first.rows.map((row) => row.noisy)).not.toEqual(other.rows.map((row) => row.noisy));
    expect(first.rows.map((row) => row.ids)).toEqual(demonstrations.map(({ input }) => encode(input)));
    expect(first.rows.map((row) => row.label)).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("what cannot be learnt is refused by row and label", async () => {
    const make = (labels: string[], rows: { input: string; target: string }[]) =>
      expect(encodeDemonstrations(labels, rows, encode, recipe, 1)).rejects;
    await make(["SetAlarm"], demonstrations).toThrow(/at least two/);
    await make(["SetAlarm", "other"], demonstrations).toThrow(/Demonstration 4: the label "get_weather"/);
    await make(["SetAlarm", "get_weather", "rare"], demonstrations).toThrow(/"rare" has no demonstration/);
    await make(["SetAlarm", "get_weather"], [...demonstrations, { input: "", target: "SetAlarm" }]).toThrow(
      /Demonstration 7 .* has no text/,
    );
  });
});

describe("batches", () => {
  let rows: readonly EncodedRow[];
  beforeAll(async () => {
    ({ rows } = await encodeDemonstrations(["SetAlarm", "get_weather"], demonstrations, encode, recipe, 1));
  });
  const all = (seed: number, maxTokens = 64) => [...batches(rows, controls, recipe, maxTokens, seed)];

  test("hold both directions in equal parts, all rows equally often, in an order that follows from the seed", () => {
    const made = all(1);
    expect(made).toHaveLength(Math.ceil(recipe.sequences / recipe.batchRows));
    const written = made.flat().filter(({ direction }) => direction === "write");
    expect(written).toHaveLength(made.flat().length / 2);
    const perText = new Map<string, number>();
    for (const { ids } of written) perText.set(ids.join(), (perText.get(ids.join()) ?? 0) + 1);
    const counts = [...perText.values()];
    expect(counts).toHaveLength(6);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(all(1)).toEqual(made);
    expect(all(2)).not.toEqual(made);
  });

  test("show a row in the direction it is meant for alone, as it is written", async () => {
    const meant = demonstrations.map((row, i) => ({
      ...row,
      direction: i % 3 === 0 ? ("write" as const) : ("solve" as const),
    }));
    const encoded = await encodeDemonstrations(["SetAlarm", "get_weather"], meant, encode, recipe, 1);
    const of = (kept: readonly EncodedRow[]) => [...batches(kept, controls, recipe, 64, 1)].flat();
    const texts = (direction: string) =>
      new Set(of(encoded.rows).flatMap((row) => (row.direction === direction ? [row.ids.slice(1).join()] : [])));
    expect([texts("write").size, texts("solve").size]).toEqual([2, 4]);
    const half = encoded.rows.filter(({ direction }) => direction === "solve");
    expect(new Set(of(half).map(({ direction }) => direction))).toEqual(new Set(["solve"]));
  });

  test("frame the text by its control tokens, fit the model's positions and never teach the end of a cut text", () => {
    const { gen, cls, lab, end } = controls;
    for (const { direction, ids, weights } of all(1, 16).flat()) {
      const read = ids.length - 1; // the last token is only predicted
      expect(read).toBeLessThanOrEqual(16);
      if (direction === "solve") expect([ids[0], ids.at(-2), ids.at(-1)]).toEqual([cls, lab, end]);
      else {
        expect([ids[0], ids.at(-1)]).toEqual([gen, end]);
        const text = ids.slice(1, -1).join();
        expect(weights.at(-1)).toBe(rows.some((row) => row.ids.join() === text) ? 1 : 0);
      }
    }
  });
});
