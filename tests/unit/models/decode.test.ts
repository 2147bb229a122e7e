import { expect, test } from "vitest";
import type { Sampling } from "#core/language-model.ts";
import { seedOf } from "#core/random.ts";
import { readConfig } from "#models/config.ts";
import { decode, type DecodeRow } from "#models/decode.ts";
import { scriptedConfig, scriptedSession } from "#support/scripted-session.ts";

const config = readConfig("scripted", scriptedConfig);
const sampling: Sampling = { temperature: 1, topP: 1, topK: 0, maxNewTokens: 12 };
const prompts = [[1, 2, 3], [4], [5, 6, 7, 8, 9, 1], [2, 2], [3], [9, 8, 7]];
const rows: DecodeRow[] = prompts.map((prompt, i) => ({ prompt, seed: seedOf(7, "row", i) }));
const graph = () => ({ session: scriptedSession().session, config });

test("a row of a right-padded batch equals the row alone: tokens and log-probabilities, bit for bit", async () => {
  for (const temperature of [0, 0.7, 1]) {
    const batch = await decode(graph(), rows, { ...sampling, temperature });
    const alone = [];
    for (const row of rows) alone.push(...(await decode(graph(), [row], { ...sampling, temperature })));
    expect(batch).toEqual(alone);
    expect(new Set(batch.map((row) => row.ids.length)).size).toBeGreaterThan(1);
  }
});

test("a row's text follows from its seed, not from its place among the rows", async () => {
  const forwards = await decode(graph(), rows, sampling);
  const backwards = await decode(graph(), rows.toReversed(), sampling);
  expect(backwards.toReversed()).toEqual(forwards);
  const other = await decode(
    graph(),
    rows.map((row) => ({ ...row, seed: row.seed + 1 })),
    sampling,
  );
  expect(other).not.toEqual(forwards);
});

test("every row ends on its own end token; the batch shrinks as rows end", async () => {
  const { session, runs } = scriptedSession({ bias: (token, seen) => (token === 11 ? 3 * Math.sin(seen) : 0) });
  const batch = await decode({ session, config }, rows, sampling);
  expect(new Set(batch.map((row) => row.finish))).toEqual(new Set(["end", "length"]));
  for (const { ids, logProbs, finish } of batch) {
    expect(ids).not.toContain(11);
    expect(logProbs.length).toBe(finish === "end" ? ids.length + 1 : ids.length);
  }
  expect(runs.at(-1)!.rows).toBeLessThan(rows.length);
});

test("log-probabilities are those of temperature 1 and agree with exp-sum over the vocabulary", async () => {
  const flat = scriptedSession({ vocabulary: 12, bias: () => 0 });
  const seen: number[] = [];
  const [row] = await decode({ session: flat.session, config }, [rows[0]!], { ...sampling, temperature: 0.3 });
  const again = await flat.session.run({
    input_ids: { type: "int64", dims: [1, 3], data: BigInt64Array.of(1n, 2n, 3n) },
    position_ids: { type: "int64", dims: [1, 3], data: BigInt64Array.of(0n, 1n, 2n) },
    attention_mask: { type: "int64", dims: [1, 3], data: BigInt64Array.of(1n, 1n, 1n) },
    "past_key_values.0.key": { type: "float32", dims: [1, 1, 0, 1], data: new Float32Array(0) },
    "past_key_values.0.value": { type: "float32", dims: [1, 1, 0, 1], data: new Float32Array(0) },
  });
  const logits = (again["logits"]!.data as Float32Array).slice(24);
  for (const logit of logits) seen.push(Math.exp(logit));
  const total = seen.reduce((sum, weight) => sum + weight, 0);
  expect(row!.logProbs[0]).toBeCloseTo(Math.log(seen[row!.ids[0]!]! / total), 10);
});

test("a constraint holds for sampled and greedy rows; one that forbids all says so", async () => {
  for (const temperature of [0, 1]) {
    const even = await decode(
      graph(),
      rows,
      { ...sampling, temperature },
      { allow: (row, ids, id) => id % 2 === (row + ids.length) % 2 && id < 10 },
    );
    even.forEach(({ ids }, row) => expect(ids.every((id, at) => id % 2 === (row + at) % 2)).toBe(true));
  }
  await expect(decode(graph(), rows, sampling, { allow: () => false })).rejects.toThrow("forbids");
});

test("tokens stream in order; abort stops between steps", async () => {
  const streamed = rows.map((): number[] => []);
  const whole = await decode(graph(), rows, sampling, { onToken: (row, id) => streamed[row]!.push(id) });
  expect(streamed.map((ids) => ids.filter((id) => id !== 11))).toEqual(whole.map((row) => row.ids));

  const controller = new AbortController();
  let tokens = 0;
  const run = decode(graph(), rows, sampling, {
    signal: controller.signal,
    onToken: () => {
      if (++tokens === 10) controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  expect(tokens).toBeLessThanOrEqual(2 * rows.length);
});

test("logits that are no numbers stop the run with the reason", async () => {
  const { session } = scriptedSession({ bias: (token) => (token === 3 ? NaN : 0) });
  await expect(decode({ session, config }, rows, sampling)).rejects.toThrow("not finite");
});

test("no rows and no tokens give no text", async () => {
  expect(await decode(graph(), [], sampling)).toEqual([]);
  const none = await decode(graph(), rows, { ...sampling, maxNewTokens: 0 });
  expect(none.map((row) => row.ids)).toEqual(rows.map(() => []));
});
