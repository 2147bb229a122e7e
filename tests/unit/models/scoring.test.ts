import { expect, test } from "vitest";
import type { Graph } from "#models/forward.ts";
import { readConfig } from "#models/config.ts";
import { scoreContinuations, type ScoreRow } from "#models/scoring.ts";
import { scriptedConfig, scriptedSession } from "#support/scripted-session.ts";
import { naiveScores } from "#support/naive-scores.ts";

const config = readConfig("scripted", scriptedConfig);
const rows: ScoreRow[] = [
  { prompt: [1, 2, 3, 4, 5], continuations: [[1], [2, 3], [4, 5, 6, 7]] },
  { prompt: [9], continuations: [[3], [3, 3], [3, 3, 3]] },
  { prompt: [7, 8], continuations: [[0, 1, 2, 3, 4]] },
  { prompt: [6, 6, 6], continuations: [] },
];

test("scores equal those of whole sequences, one by one", async () => {
  const graph = { session: scriptedSession().session, config };
  const scores = await scoreContinuations(graph, rows);
  const naive = await naiveScores(graph, rows);
  expect(scores.map((row) => row.length)).toEqual([3, 3, 1, 0]);
  scores.flat().forEach((score, i) => expect(score).toBeCloseTo(naive.flat()[i]!, 6));
});

test("a graph that cannot continue a cached prompt gives the same scores from whole sequences", async () => {
  const { session, runs } = scriptedSession();
  const scores = await scoreContinuations({ session, config, wholeScoring: true }, rows);
  const cached = await scoreContinuations({ session: scriptedSession().session, config }, rows);
  scores.flat().forEach((score, i) => expect(score).toBeCloseTo(cached.flat()[i]!, 6));
  expect(runs).toEqual([{ rows: 7, columns: 8 }]);
});

test("single tokens cost one run; several tokens one more for all rows and continuations", async () => {
  const single = scriptedSession();
  const labels = [[1], [2], [3]];
  const prompts = rows.map(({ prompt }) => ({ prompt, continuations: labels }));
  await scoreContinuations({ session: single.session, config }, prompts);
  expect(single.runs).toEqual([{ rows: 4, columns: 5 }]);

  const several = scriptedSession();
  await scoreContinuations({ session: several.session, config }, rows);
  expect(several.runs).toEqual([
    { rows: 4, columns: 5 },
    { rows: 5, columns: 4 },
  ]);
});

test("large requests are cut into runs without a change of the scores", async () => {
  const whole = scriptedSession();
  const cut = scriptedSession();
  const small: Graph = { session: whole.session, config };
  const large: Graph = { session: cut.session, config: { ...config, layers: 2 ** 19 } }; // counts as a huge cache
  expect(await scoreContinuations(large, rows)).toEqual(await scoreContinuations(small, rows));
  expect(cut.runs.length).toBeGreaterThan(whole.runs.length);
});
