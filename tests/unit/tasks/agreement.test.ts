import { describe, expect, it } from "vitest";
import type { Instance } from "#core/words.ts";
import { fitAgreementJudge } from "#tasks/agreement.ts";

const frames = [
  "please %",
  "% now",
  "can you % for me",
  "i want to %",
  "% tomorrow",
  "% again",
  "just %",
  "could you %",
];
const phrases: Record<string, string[]> = {
  alarm: ["wake me up", "set an alarm", "ring the alarm"],
  music: ["play a song", "play some jazz", "start the music"],
  weather: ["check the weather", "tell me if it rains", "look at the forecast"],
};
const labels = Object.keys(phrases);

function rowsOf(place: number): Instance[] {
  return labels.flatMap((target) =>
    frames.flatMap((frame, f) =>
      phrases[target]!.map((phrase, p) => ({
        id: `${target}-${f}-${p}`,
        input: `${frame.replace("%", phrase)} ${place}`,
        target,
      })),
    ),
  );
}
const [real, training, synthetic] = [rowsOf(1), rowsOf(2), rowsOf(3)];
const source = { labels, real, training, demonstrations: [], seed: 7 };
/** Labels moved on by one for the first `count` rows. */
const mislabelled = (count: number) =>
  synthetic.map((row, i) =>
    i < count ? { ...row, target: labels[(labels.indexOf(row.target) + 1) % labels.length]! } : row,
  );

describe("classifier agreement", () => {
  it("counts rows whose asked label the classifier gives too, beside its own accuracy on real rows", () => {
    const judge = fitAgreementJudge(source);
    expect(judge.basis).toBe("training");
    expect(judge.ceiling).toEqual({ hits: real.length, n: real.length });
    expect(judge.agreement(mislabelled(20))).toEqual({ hits: synthetic.length - 20, n: synthetic.length });
  });

  it("is cross-fitted on the real rows where training rows are missing", () => {
    const judge = fitAgreementJudge({ ...source, training: training.slice(0, 5) });
    expect(judge.basis).toBe("cross-fitted");
    expect(judge.ceiling.n).toBe(real.length);
    expect(judge.agreement(mislabelled(20)).hits).toBe(synthetic.length - 20);
  });

  it("does not fit on demonstrations", () => {
    expect(fitAgreementJudge({ ...source, demonstrations: training }).basis).toBe("cross-fitted");
  });

  it("is refused where the classifier fails on real rows", () => {
    const noise = real.map((row, i) => ({ ...row, target: labels[(i * 7 + Math.floor(i / 5)) % labels.length]! }));
    const judge = fitAgreementJudge({ ...source, real: noise });
    expect(judge.agreement(synthetic)).toEqual({
      hits: null,
      n: synthetic.length,
      reason: expect.stringMatching(/right on only \d+% of the real rows/u),
    });
  });

  it("never checks a row on its own copies or its own group", () => {
    // Random labels, every text twice: only a leak between folds could label them rightly.
    const copies = real.flatMap((row, i) => {
      const target = labels[(i * 7 + Math.floor(i / 5)) % labels.length]!;
      return [0, 1].map((copy) => ({ id: `${row.id}/${copy}`, input: row.input + "!".repeat(copy), target }));
    });
    expect(fitAgreementJudge({ ...source, training: [], real: copies }).ceiling.hits / copies.length).toBeLessThan(0.6);
    const oneGroup = real.map((row) => ({ ...row, group: "g" }));
    expect(fitAgreementJudge({ ...source, training: [], real: oneGroup }).agreement(synthetic).reason).toMatch(
      "there are 1",
    );
  });
});
