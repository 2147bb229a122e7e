import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { microSpanScores } from "#measures/span-schemes.ts";
import { readSpans } from "#measures/spans.ts";
import { answerOf, readAnswer } from "#tasks/entities/answer.ts";
import { entities } from "#tasks/entities/task.ts";
import { runsOf, tokensOf } from "#tasks/entities/tokens.ts";
import { likeliestTags } from "#tasks/entities/viterbi.ts";
import type { TaskContext } from "#tasks/task.ts";

const labels = ["LOC", "PER"];
const text = "Paris Hilton flew from Paris to Rome with Ada.";
const read = (reply: string) => readAnswer(reply, text, labels).prediction;

describe("an answer in words", () => {
  it("is the first JSON object, whatever stands around it", () => {
    const found = '[[0,12,"PER"],[32,36,"LOC"]]';
    const object = '{"PER": ["Paris Hilton"], "LOC": ["Rome"]}';
    for (const reply of [
      object,
      "```json\n" + object + "\n```",
      `<think>{"LOC": ["Ada"]}</think>Here {you are}: ${object} and {"PER": []}`,
      '{"per": "Paris Hilton", "Loc": [{"text": "Rome"},],}',
    ]) {
      expect(read(reply)).toBe(found);
    }
  });

  it("takes the first free place of each text, in its spelling or in other case", () => {
    expect(read('{"LOC": ["Paris", "Paris", "Paris"]}')).toBe('[[0,5,"LOC"],[23,28,"LOC"]]');
    expect(read('{"LOC": ["rome", "Par", "Berlin", "ROME"], "PER": ["ada"]}')).toBe('[[32,36,"LOC"],[42,45,"PER"]]');
  });

  it("may name nothing; types of its own are dropped, or make it unparsed where there are no others", () => {
    expect(read("{}")).toBe("[]");
    expect(read('{"LOC": []}')).toBe("[]");
    expect(read('{"DATE": ["Ada"], "LOC": ["Rome"]}')).toBe('[[32,36,"LOC"]]');
    for (const reply of ["none", "", '["Rome"]', '{"text": "Rome", "type": "LOC"}', '{"LOC": ["Rome"']) {
      expect(read(reply)).toBeNull();
    }
  });

  it("is what demonstrations show", () => {
    const target = '[[0,5,"LOC"],[0,12,"PER"],[32,36,"LOC"]]';
    expect(answerOf(text, target, labels)).toBe('{"LOC": ["Paris", "Rome"], "PER": ["Paris Hilton"]}');
    expect(read(answerOf(text, target, labels))).toBe(target);
  });
});

describe("the likeliest tags", () => {
  const tokens = tokensOf("a b c d");
  const sure = (place: number) => [0, 1, 2].map((tag) => (tag === place ? -0.1 : -4));

  it("join neighbours of one type and keep types apart", () => {
    expect(likeliestTags(tokens, [sure(1), sure(1), sure(0), sure(2)], labels)).toEqual([
      "B-LOC",
      "I-LOC",
      "O",
      "B-PER",
    ]);
    expect(likeliestTags(tokens, [sure(1), sure(2), sure(2), sure(0)], labels)).toEqual([
      "B-LOC",
      "B-PER",
      "I-PER",
      "O",
    ]);
  });

  it("do not change the type inside a name for a small gain", () => {
    const torn = [-3, -1, -0.8];
    expect(likeliestTags(tokens, [sure(1), torn, sure(1), sure(0)], labels)).toEqual(["B-LOC", "I-LOC", "I-LOC", "O"]);
  });

  it("are the best of all sequences, found by trying each, and always valid", () => {
    const random = new Random(4);
    for (let trial = 0; trial < 50; trial++) {
      const rows = tokens.map(() => [0, 1, 2].map(() => -3 * random.next()));
      const score = (path: readonly number[]) =>
        path.reduce((sum, tag, i) => {
          const last = path[i - 1] ?? 0;
          return sum + rows[i]![tag]! + (last > 0 && tag > 0 && last !== tag ? Math.log(0.1) : 0);
        }, 0);
      const every = Array.from({ length: 81 }, (_, n) => [27, 9, 3, 1].map((unit) => Math.floor(n / unit) % 3));
      const tags = likeliestTags(tokens, rows, labels);
      const path = tags.map((tag) => (tag === "O" ? 0 : 1 + labels.indexOf(tag.slice(2))));
      expect(score(path)).toBeCloseTo(Math.max(...every.map(score)), 10);
      tags.forEach((tag, i) => {
        if (tag.startsWith("I-")) expect(tags[i - 1]?.slice(2)).toBe(tag.slice(2));
      });
      expect(runsOf(tags).every(({ end, start }) => end > start)).toBe(true);
    }
  });

  it("need a number for each tag of each token", () => {
    expect(() => likeliestTags(tokens, [sure(1)], labels)).toThrow("Expected 4 rows of 3 log-probabilities, found 1");
  });
});

describe("direct solving", () => {
  it.each(["control", "chat", "text"] as const)("asks %s models for each token and reads the numbers back", (style) => {
    const context: TaskContext = { labels, demonstrations: [] };
    const rows = entities.solve.scoringRows("direct", style, "Ada, in Rome", context);
    expect(rows).toHaveLength(4);
    expect(rows.every(({ continuations }) => continuations.length === 3)).toBe(true);
    const logProbs = [2, 0, 0, 1].map((best) => [0, 1, 2].map((tag) => (tag === best ? -0.1 : -3)));
    expect(entities.solve.readScores("direct", "Ada, in Rome", logProbs, context)).toEqual({
      raw: "B-PER O O B-LOC",
      prediction: '[[0,3,"PER"],[8,12,"LOC"]]',
    });
  });
});

describe("rows from outside", () => {
  it("need spans of known labels inside the text", () => {
    const fault = (value: string) => entities.faultOf(value, { input: "Ada", target: "[]" }, labels);
    expect(fault('[[0,3,"PER"]]')).toBeNull();
    expect(fault('[[0,3,"ORG"]]')).toContain('the label "ORG"');
    expect(fault('[[0,4,"PER"]]')).toContain("the text's length, 3");
    expect(fault("Ada")).toContain("expected a list of spans");
  });
});

describe("fitted solvers", () => {
  const people = ["Ada", "Bob", "Zoë", "Max", "Ida"];
  const places = ["Rome", "Oslo", "Lima", "Bonn", "Kyiv"];
  const rows = people.flatMap((person, i) =>
    places.map((place, j) => {
      const input = (i + j) % 2 ? `Yesterday ${person} went to ${place} .` : `In ${place} lives ${person} .`;
      const span = (name: string, label: string) => [input.indexOf(name), input.indexOf(name) + name.length, label];
      return { input, target: JSON.stringify([span(person, "PER"), span(place, "LOC")]) };
    }),
  );
  const unseen = { input: "Yesterday Eve went to Riga .", target: '[[10,13,"PER"],[22,26,"LOC"]]' };
  const solve = (name: string, input: string) => entities.fitted[name]!(rows, labels)(input).prediction!;
  const strict = (name: string) => {
    const all = [...rows, unseen];
    const found = all.map(({ input }) => readSpans(solve(name, input)));
    return microSpanScores(
      "strict",
      all.map(({ target }) => readSpans(target)),
      found,
    ).f1;
  };

  it("learn windows: names that were never seen", () => {
    expect(solve("classical/entity-windows", unseen.input)).toBe(unseen.target);
    expect(strict("classical/entity-windows")).toBe(1);
  });

  it("know the names that were seen, case aside, and the longest first", () => {
    expect(solve("classical/gazetteer", "ada and Eve saw ROME")).toBe('[[0,3,"PER"],[16,20,"LOC"]]');
    const nested = [{ input: "New York Times of York", target: '[[0,14,"ORG"],[18,22,"LOC"]]' }];
    const solver = entities.fitted["classical/gazetteer"]!(nested, ["LOC", "ORG"]);
    expect(solver("the New York Times , York").prediction).toBe('[[4,18,"ORG"],[21,25,"LOC"]]');
  });

  it("know nothing of types that the study has not", () => {
    const dated = [...rows, { input: "Monday", target: '[[0,6,"DATE"]]' }];
    const solver = entities.fitted["classical/gazetteer"]!(dated, labels);
    expect(solver("Monday in Rome").prediction).toBe('[[10,14,"LOC"]]');
  });

  it("take capitals for names of the commonest type, or find nothing", () => {
    const more = [...rows, { input: "Ulm", target: '[[0,3,"LOC"]]' }];
    const capitals = entities.fitted["classical/capitals"]!(more, labels);
    expect(capitals("Eve Ray left NASA").prediction).toBe('[[0,7,"LOC"],[13,17,"LOC"]]');
    expect(capitals("Then we saw Eve").prediction).toBe('[[12,15,"LOC"]]');
    expect(solve("classical/no-entities", unseen.input)).toBe("[]");
  });
});
