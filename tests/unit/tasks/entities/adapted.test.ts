import { describe, expect, it } from "vitest";
import { Random } from "#core/random.ts";
import { loadOnnxModel } from "#models/onnx-model.ts";
import { readSpans } from "#measures/spans.ts";
import { nodeRuntime } from "#support/node-runtime.ts";
import { filesOf, planted } from "#support/planted-labels.ts";
import { entities } from "#tasks/entities/task.ts";
import { adaptModel } from "#training/adaptation/adapt.ts";

const labels = ["LOC", "PER"];
const people = ["Ada", "Bob", "Zoe"];
const places = ["Rome", "Oslo", "Lima"];
const demonstrations = people.flatMap((person, i) =>
  places.map((place, j) => {
    const input = (i + j) % 2 ? `${person} is in ${place}` : `in ${place} is ${person}`;
    const span = (name: string, label: string) => [input.indexOf(name), input.indexOf(name) + name.length, label];
    return { input, target: JSON.stringify([span(person, "PER"), span(place, "LOC")].sort()) };
  }),
);
const context = { labels, demonstrations };
const sampling = { temperature: 0.3, topP: 1, topK: 0, maxNewTokens: 40 };
const { materials } = entities.write;

describe("a tiny model that was adapted to names", () => {
  it("tags tokens, writes names, and sentences whose slots are filled with them", async () => {
    const runtime = nodeRuntime();
    const learnt = entities.adaptation(labels, demonstrations);
    const input = { ...planted, labels: learnt.labels, demonstrations: learnt.rows };
    const recipe = { sequences: 4000, embeddingDropout: 0.05, learningRate: 8e-3 };
    const model = await loadOnnxModel({
      id: "adapted",
      runtime,
      files: filesOf(await adaptModel({ ...input, recipe }, runtime)),
    });

    const pools = new Map<string, string[]>();
    for (const label of labels) {
      const prompt = materials!.prompt("control", label, context);
      const replies = await model.generate(
        [1, 2, 3, 4, 5, 6].map((seed) => ({ prompt, seed })),
        sampling,
      );
      pools.set(label, [...new Set(replies.flatMap((reply) => materials!.read(reply, "control", label)))]);
    }
    expect(pools.get("PER")!.filter((name) => people.includes(name)).length).toBeGreaterThan(0);
    expect(pools.get("LOC")!.filter((name) => places.includes(name)).length).toBeGreaterThan(0);

    const wanted = Array.from({ length: 12 }, (_, attempt) => {
      const label = labels[attempt % 2]!;
      return { label, attempt, ask: materials!.ask(label, pools, new Random(attempt), "control") };
    });
    const rows = wanted.map((one, seed) => ({ prompt: entities.write.prompt("control", one, context), seed }));
    const replies = await model.generate(rows, sampling);
    const validator = entities.write.validator({ labels, demonstrations: [] });
    const verdicts = wanted.map((one, i) => validator.judge({ ...one, ...replies[i]! }, "control"));
    const kept = verdicts.flatMap((verdict) => ("input" in verdict ? [verdict] : []));
    expect(kept.length).toBeGreaterThan(0);
    for (const one of kept) expect(entities.faultOf(one.target, one, labels)).toBeNull();

    let right = 0;
    for (const { input: text, target } of demonstrations) {
      const scores = await model.score(entities.solve.scoringRows("direct", "control", text, context));
      const { prediction } = entities.solve.readScores("direct", text, scores, context);
      const found = readSpans(prediction!, "found", text).map((span) => JSON.stringify(span));
      right += readSpans(target).filter((span) => found.includes(JSON.stringify(span))).length;
    }
    expect(right / 18).toBeGreaterThan(0.7);
    await model.dispose();
  });
});
