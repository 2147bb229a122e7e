import { describe, expect, it } from "vitest";
import { parseGenerated } from "#tasks/classification/parse.ts";

const ended = (text: string) => ({ text, finish: "end" as const });
const cut = (text: string) => ({ text, finish: "length" as const });

describe("a generated text", () => {
  it.each([
    ["all of it in control style", ended(" wake me  at six "), "control", { text: "wake me at six" }],
    ["nothing written", ended("  "), "control", { reason: "empty" }],
    ["the length limit in control style", cut("wake me at"), "control", { reason: "unfinished" }],
    ["the marked part of a chat", ended('Sure!\n<text>"wake me"</text> Ok?'), "chat", { text: "wake me" }],
    ["the marked part although the rest was cut", cut("<text>wake me</text> and"), "chat", { text: "wake me" }],
    ["a missing closing mark", ended("<text>wake me"), "chat", { text: "wake me" }],
    ["a cut inside the marks", cut("<text>wake me"), "chat", { reason: "unfinished" }],
    ["no marks", ended("wake me"), "chat", { reason: "unparsed" }],
    ["empty marks", ended("<text> </text>"), "chat", { reason: "empty" }],
    ["inner quotation marks", ended("<text>play “x” and “y”</text>"), "chat", { text: "play “x” and “y”" }],
    ["thoughts", ended("<think><text>no</text></think><text>yes</text>"), "chat", { text: "yes" }],
    ["the first line of plain text", cut(" wake me\n\nIntent: card"), "text", { text: "wake me" }],
    ["a line that never ends", cut(" wake me and"), "text", { reason: "unfinished" }],
    ["an end without a line break", ended(" wake me"), "text", { text: "wake me" }],
  ] as const)("%s", (_, generation, style, expected) => {
    expect(parseGenerated(generation, style)).toEqual(expected);
  });
});
