import { describe, expect, test } from "vitest";
import { Random } from "#core/random.ts";
import { dialects } from "#zoo/corpora/dialects.ts";
import { intents } from "#zoo/corpora/intents/all.ts";
import { noNoise, withNoise } from "#zoo/corpora/noise.ts";
import { drawRequest, type Coverage, type Request } from "#zoo/corpora/requests.ts";
import { isHeldOut, type Sample } from "#zoo/corpora/sample.ts";
import { heldOutValues, slotLists, trainedValues } from "#zoo/corpora/slots.ts";
import { drawSample } from "#zoo/corpora/stream.ts";
import { slotsOf } from "#zoo/corpora/template.ts";
import { referenceData } from "#zoo/reference.ts";

const coverageOf = (dialect: Coverage["dialect"], rest: Partial<Coverage> = {}): Coverage => ({
  ...{ dialect, leak: 0, paraphrase: 0, wordings: Infinity, noise: noNoise },
  ...rest,
});

const draws = (coverage: Coverage, count: number, seed = 1): Request[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => drawRequest(coverage, random));
};

/** Bare words, so that a dialect's case and punctuation do not hide a text. */
const words = (text: string): string =>
  ` ${text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)!
    .join(" ")} `;

/** The longest run of a template's own words. */
const fixedPart = (template: string): string =>
  template
    .split(/[({|})]/u)
    .map(words0)
    .sort((a, b) => b.length - a.length)[0]!;
const words0 = (part: string): string => (/\p{L}/u.test(part) ? words(part) : "");

describe("what is held out", () => {
  const stream = dialects.flatMap((dialect) => draws(coverageOf(dialect, { leak: 0.3, paraphrase: 0.3 }), 20_000));
  const texts = stream.map(({ text }) => words(text)).join("|");

  test("held-out values are in no list that is trained on", () => {
    for (const slot of Object.keys(slotLists))
      for (const dialect of dialects) {
        const trained = trainedValues(slot, dialect);
        expect(trained.length, slot).toBeGreaterThanOrEqual(4);
        expect(heldOutValues(slot).filter((value) => trained.includes(value))).toEqual([]);
      }
  });

  test("names that are held out never occur in the training stream", () => {
    const names = ["city", "song", "artist", "playlist", "restaurant", "content", "chore"];
    const values = names.flatMap((slot) => heldOutValues(slot).filter((value) => words(value).trim().includes(" ")));
    expect(values.length).toBeGreaterThan(25);
    expect(values.filter((value) => texts.includes(words(value)))).toEqual([]);
  });

  test("held-out wordings never occur in the training stream", () => {
    const parts = intents.flatMap(({ heldOut }) => heldOut.map(fixedPart)).filter((part) => part.split(" ").length > 5);
    expect(parts.length).toBeGreaterThan(30);
    expect(parts.filter((part) => texts.includes(part))).toEqual([]);
  });

  test("one text in 32 is kept for the held-out loss", () => {
    expect(stream.filter(({ text }) => isHeldOut(text))).toEqual([]);
    const random = new Random(2);
    const kept = Array.from({ length: 50 }, () => drawRequest(coverageOf("formal"), random, true));
    expect(kept.every(({ text }) => isHeldOut(text))).toBe(true);
  });

  test("no reference row is in the training stream, whatever the case", () => {
    const seen = new Set(stream.map(({ text }) => words(text)));
    const { test: rows, train } = referenceData();
    expect([...rows, ...train].filter(({ text }) => seen.has(words(text)))).toEqual([]);
  });
});

describe("the dialects", () => {
  const share = (dialect: Coverage["dialect"], pattern: RegExp): number =>
    draws(coverageOf(dialect), 2000).filter(({ text }) => pattern.test(text)).length / 2000;

  test("differ in case, punctuation and length", () => {
    expect(share("formal", /^\p{Lu}/u)).toBeGreaterThan(0.95);
    expect(share("formal", /[.?]$/u)).toBe(1);
    expect(share("casual", /\p{Lu}/u)).toBe(0);
    expect(share("casual", /[.?]$/u)).toBeLessThan(0.2);
    const length = (dialect: Coverage["dialect"]) =>
      draws(coverageOf(dialect), 2000).reduce((sum, { text }) => sum + text.length, 0) / 2000;
    expect(length("terse")).toBeLessThan(0.75 * length("formal"));
  });

  test("share hardly any text", () => {
    const sets = dialects.map((dialect) => new Set(draws(coverageOf(dialect), 5000).map(({ text }) => text)));
    const common = [...sets[0]!].filter((text) => sets[1]!.has(text) || sets[2]!.has(text)).length;
    expect(common / sets[0]!.size).toBeLessThan(0.01);
  });

  test("have thousands of utterances for each intent", () => {
    const counts = new Map<string, Set<string>>();
    for (const { text, label } of dialects.flatMap((dialect) => draws(coverageOf(dialect), 20_000)))
      counts.set(label, (counts.get(label) ?? new Set()).add(text));
    expect(counts.size).toBe(12);
    for (const [label, texts] of counts) expect(texts.size, label).toBeGreaterThan(3000);
  });
});

test("every wording has a slot, and every slot has a list", () => {
  for (const intent of intents)
    for (const kind of ["shared", "paraphrase", "heldOut", ...dialects] as const)
      for (const template of intent[kind]) {
        expect(slotsOf(template).length, template).toBeGreaterThan(0);
        for (const slot of slotsOf(template)) expect(slotLists).toHaveProperty(slot);
      }
});

describe("the training stream", () => {
  const coverage = coverageOf("terse", { leak: 0.2, paraphrase: 0.2, noise: { typos: 0.1, wordDrop: 0.1 } });
  const stream = (seed: number): Sample[] => {
    const random = new Random(seed);
    return Array.from({ length: 3000 }, () => drawSample(coverage, random));
  };

  test("is the same for the same seed and another for another", () => {
    expect(stream(5)).toEqual(stream(5));
    expect(stream(5)).not.toEqual(stream(6));
  });

  test("holds every later task, in 10 to 15% of its characters", () => {
    const size = (samples: Sample[]) =>
      samples.flat().reduce((sum, { part }) => sum + ("text" in part ? part.text.length : 4), 0);
    const controls = (sample: Sample) => sample.map(({ part }) => ("control" in part ? part.control : ""));
    const later = stream(5).filter((sample) => !sample.some(({ part }) => "label" in part));
    expect(new Set(later.flatMap(controls))).toEqual(
      new Set(["", "gen", "sim", "txt", "sep", "a", "end", "ner", "math", "if", "js"]),
    );
    const share = size(later) / size(stream(5));
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.15);
  });
});

test("noise changes some words, drops some, and never empties a text", () => {
  const random = new Random(3);
  const text = "set an alarm for seven tomorrow morning";
  const noisy = Array.from({ length: 500 }, () => withNoise(text, { typos: 0.1, wordDrop: 0.5 }, random));
  const shortened = noisy.filter((changed) => changed.split(" ").length === 6).length;
  expect(shortened).toBeGreaterThan(200);
  expect(shortened).toBeLessThan(300);
  expect(noisy.every((changed) => changed.split(" ").length >= 6)).toBe(true);
  expect(new Set(noisy).size).toBeGreaterThan(50);
  expect(withNoise("call Anna now", { typos: 0, wordDrop: 1 }, random)).toBe("call Anna now");
});
