import { describe, expect, it } from "vitest";
import { parseAnswer } from "#tasks/classification/answer.ts";

const labels = ["PlayMusic", "GetWeather", "card", "card_arrival", "SMSCode"];

describe("an answer in words", () => {
  it.each([
    ["PlayMusic", "PlayMusic"],
    ["  PlayMusic.\n", "PlayMusic"],
    ['"PlayMusic"', "PlayMusic"],
    ["**PlayMusic**", "PlayMusic"],
    ["Intent: PlayMusic", "PlayMusic"],
    ["**Intent:** PlayMusic", "PlayMusic"],
    ["The intent is `get weather`.", "GetWeather"],
    ["play_music", "PlayMusic"],
    ["play music", "PlayMusic"],
    ["playmusic", "PlayMusic"],
    ["sms code", "SMSCode"],
    ["2", "GetWeather"],
    ["(2)", "GetWeather"],
    ["2. GetWeather", "GetWeather"],
    ["card arrival", "card_arrival"],
    ["It is about card arrival, I think.", "card_arrival"],
    ["card", "card"],
    ["Let me see.\n\nIntent: GetWeather", "GetWeather"],
    ["<think>PlayMusic?</think>\nGetWeather", "GetWeather"],
    ["<text>PlayMusic</text>", "PlayMusic"],
    [" GetWeather\n\nText: play a song\nIntent: PlayMusic", "GetWeather"],
  ])("%j is %s", (raw, label) => {
    expect(parseAnswer(raw, labels)).toBe(label);
  });

  it.each([
    ["", "nothing"],
    ["I do not know", "no label"],
    ["PlayMusic or GetWeather", "two labels"],
    ["a card or the card arrival", "a label and a longer one, each by itself"],
    ["9", "no such number"],
    ["2. PlayMusic", "number and name disagree"],
    ["cards", "part of a word"],
    ["hm\n\nText: play a song\nIntent: PlayMusic", "a label only in an invented next example"],
    ["<think>PlayMusic", "thoughts that never ended"],
  ])("%j stays unparsed: %s", (raw) => {
    expect(parseAnswer(raw, labels)).toBeNull();
  });

  it("reads numbers as names where labels are numbers", () => {
    expect(parseAnswer("3", ["0", "1", "2", "3"])).toBe("3");
    expect(parseAnswer("4", ["0", "1", "2", "3"])).toBeNull();
  });

  it("keeps labels apart that differ in spelling only", () => {
    expect(parseAnswer("Card", ["card", "Card"])).toBe("Card");
    expect(parseAnswer("CARD", ["card", "Card"])).toBeNull();
  });

  it("reads labels of any script", () => {
    expect(parseAnswer("मौसम.", ["मौसम", "संगीत"])).toBe("मौसम");
    expect(parseAnswer("intent: 天气", ["天气", "音乐"])).toBe("天气");
  });
});
