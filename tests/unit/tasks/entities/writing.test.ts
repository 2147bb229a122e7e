import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { readSpans } from "#measures/spans.ts";
import { readAsk, writeAsk } from "#tasks/entities/asks.ts";
import { nameLabel, sentenceLabel, tagLabel } from "#tasks/entities/adaptation.ts";
import { coverage } from "#tasks/entities/coverage.ts";
import { placesOf } from "#tasks/entities/locate.ts";
import { fillSlots, withSlots } from "#tasks/entities/slots.ts";
import { entities } from "#tasks/entities/task.ts";
import type { TaskContext } from "#tasks/task.ts";

const labels = ["LOC", "PER"];
const demonstrations = [{ input: "Ada lives in Rome .", target: '[[0,3,"PER"],[13,17,"LOC"]]' }];
const context: TaskContext = { labels, demonstrations };
const names = entities.write.materials!;

describe("pools of names", () => {
  const read = (text: string, style: "chat" | "text" | "control", finish: "end" | "length" = "end") =>
    names.read({ text, finish }, style, "person");

  it("are read from JSON, fenced, cut off or after thoughts, and from lines", () => {
    const both = ["Ada Byron", "Zoë"];
    expect(read('```json\n["Ada Byron", "Zoë", "Ada Byron"]\n```', "chat")).toEqual(both);
    expect(read('<think>["no"]</think>{"names": ["Ada Byron", "Zoë", "Cut o', "chat", "length")).toEqual(both);
    expect(read("Here are some:\n1. Ada Byron\n2) “Zoë”\n", "chat")).toEqual(both);
    expect(read(" Ada Byron\n- Zoë\n\nAnother list:\n- Rome", "text")).toEqual(both);
    expect(read(" Ada Byron\n- Zoë\n- Cut o", "text", "length")).toEqual(both);
  });

  it("leave out what is no name", () => {
    expect(read(`["", "Person", "--", "[X]", "${"x".repeat(81)}", "Ada"]`, "chat")).toEqual(["Ada"]);
    expect(read("Ada", "control", "length")).toEqual([]);
    expect(read(" Ada ", "control")).toEqual(["Ada"]);
  });
});

describe("what a text must contain", () => {
  const pools = new Map([
    ["LOC", ["Rome", "Kenya", "Paris"]],
    ["PER", ["Ada", "Zoë", "Paris"]],
    ["ORG", ["UN", "WHO", "EU"]],
  ]);

  it("is one to four types with one or two different names each, the wanted one among them", () => {
    const counts = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const asked = readAsk(names.ask("PER", pools, new Random(seed), "chat"));
      const types = [...new Set(asked.map(({ label }) => label))];
      expect(types[0]).toBe("PER");
      expect(new Set(asked.map(({ name }) => name)).size).toBe(asked.length);
      for (const type of types) counts.add(`${types.length} ${asked.filter(({ label }) => label === type).length}`);
    }
    expect([...counts].sort()).toEqual(["1 1", "1 2", "2 1", "2 2", "3 1", "3 2"]);
  });

  it("is nothing of a type whose pool is empty, and then no text is kept", () => {
    const ask = names.ask("PER", new Map([["LOC", ["Rome"]]]), new Random(1), "control");
    expect(readAsk(ask)).toEqual([{ label: "LOC", name: "Rome" }]);
    const reply = { text: "In [2] .", finish: "end" as const, label: "PER", attempt: 0, ask };
    expect(entities.write.validator(context).judge(reply, "control")).toEqual({ reason: "no name of its type" });
  });
});

describe("names in a text", () => {
  const found = (text: string, name: string) => placesOf(text, name).map(({ start, end }) => text.slice(start, end));

  it("are found at word borders, in their own spelling first", () => {
    expect(placesOf("USA, US and us", "US")).toEqual([{ start: 5, end: 7 }]);
    expect(found("the united nations", "United Nations")).toEqual(["united nations"]);
    expect(found("Kenya's coast, Kenyan tea", "Kenya")).toEqual(["Kenya"]);
    expect(found("İİ istanbul", "Istanbul")).toEqual(["istanbul"]); // İ has a longer lower case
    expect(found("東京都に行く", "東京")).toEqual(["東京"]);
    expect(found("anything", " ")).toEqual([]);
  });

  const judge = (text: string, asked: [string, string][], label = "PER") => {
    const ask = writeAsk(asked.map(([type, name]) => ({ label: type, name })));
    const reply = { text: `<text>${text}</text>`, finish: "end" as const, label, attempt: 0, ask };
    return entities.write.validator(context).judge(reply, "chat");
  };

  it("are marked at every mention, a longer name before one inside it", () => {
    const text = "Ada met Ada Byron; ada left.";
    const asked: [string, string][] = [
      ["PER", "Ada"],
      ["PER", "Ada Byron"],
    ];
    expect(judge(text, asked)).toEqual({ input: text, target: '[[0,3,"PER"],[8,17,"PER"]]' });
  });

  it.each([
    ["entity missing", "Adam met Rome .", "Ada"],
    ["entity inside another", "Rome met Ada Byron .", "Ada"],
    ["copy of a demonstration", "ada lives in Rome.", "ada"],
    ["too long", `Rome, Ada Byron, Ada ${"x".repeat(300)}`, "Ada"],
    ["empty", " ", "Ada"],
  ])("reject a text: %s", (reason, text, name) => {
    const asked: [string, string][] = [
      ["PER", name],
      ["LOC", "Rome"],
    ];
    if (text.includes("Byron")) asked.push(["PER", "Ada Byron"]);
    expect(judge(text, asked)).toEqual({ reason });
  });
});

describe("sentences with slots", () => {
  const fill = (template: string) =>
    fillSlots(template, "PER", labels, [
      { label: "PER", name: "Zoë" },
      { label: "LOC", name: "Kenya" },
    ]);

  it("give the text back when the slots take the names that were there", () => {
    const { input, target } = demonstrations[0]!;
    const template = withSlots(input, readSpans(target), labels);
    expect(template).toBe("[2] lives in [1] .");
    const own = readSpans(target).map(({ start, end, label }) => ({ label, name: input.slice(start, end) }));
    expect(fillSlots(template, "LOC", labels, own)).toEqual({ input, target });
  });

  it("have a slot for the outermost of nested entities, and no other brackets", () => {
    const spans = readSpans('[[4,17,"ORG"],[12,17,"LOC"]]');
    expect(withSlots("[1] Bank of Kenya", spans, ["LOC", "ORG"])).toBe("(1) [2]");
    expect(withSlots("[1] Bank of Kenya", spans, ["LOC"])).toBe("(1) Bank of [1]");
  });

  it("contain the asked names by construction", () => {
    expect(fill("In [1] , [2 sang .")).toEqual({
      input: "In Kenya , Zoë sang .",
      target: '[[3,8,"LOC"],[11,14,"PER"]]',
    });
  });

  it.each([
    ["unknown slot", "[2] and [3]"],
    ["unknown slot", "[2] and [LO"],
    ["entity missing", "only [1]"],
    ["entity inside a word", "in[2] ."],
    ["too many entities", "[2] and [2]"],
  ])("are rejected: %s in %s", (reason, template) => {
    expect(fill(template)).toEqual({ reason });
  });
});

describe("what a tiny model is adapted on", () => {
  it("is a name, a sentence and tags of every type, even of one that no row has", () => {
    const learnt = entities.adaptation([...labels, "ORG"], demonstrations);
    expect(new Set(learnt.rows.map(({ target }) => target))).toEqual(new Set(learnt.labels));
    const of = (label: string) => learnt.rows.filter(({ target }) => target === label).map(({ input }) => input);
    expect(of(nameLabel("PER"))).toEqual(["Ada"]);
    expect(of(sentenceLabel("LOC"))).toEqual(["[2] lives in [1] ."]);
    expect(of(tagLabel("LOC"))).toEqual(["x Xx . Rome | lives in _ . $"]);
    expect(of("outside")).toHaveLength(3);
    expect([of(nameLabel("ORG")), of(sentenceLabel("ORG")), of(tagLabel("ORG"))]).toEqual([
      ["ORG"],
      ["[3]"],
      ["^ XX $ ORG | ^ _ $"],
    ]);
  });
});

describe("demonstrations", () => {
  const row = (id: string, ...own: string[]) => ({
    id,
    input: own.join(" "),
    target: JSON.stringify(own.map((label, i) => [i, i + 1, label])),
  });

  it("show every type in each draw where that can be", () => {
    const rows = [
      row("1"),
      row("2", "a"),
      row("3", "a"),
      row("4", "b"),
      row("5", "c"),
      row("6", "a", "b"),
      row("7", "c"),
    ];
    const order = coverage(rows, ["a", "b", "c"], 3).map(({ id }) => id);
    expect(order.slice(0, 3).sort()).toEqual(["2", "4", "5"]);
    expect(order.slice(3, 6).sort()).toEqual(["3", "6", "7"]);
    expect(new Set(order).size).toBe(7);
    expect(
      coverage(rows, ["a", "b", "c"], 2)
        .slice(0, 2)
        .map(({ id }) => id),
    ).toEqual(["6", "5"]);
  });
});
