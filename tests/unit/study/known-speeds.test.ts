import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openDatabase } from "#storage/schema.ts";
import { createStudy, keepCheckpoint } from "#storage/studies.ts";
import { knownSpeeds } from "#study/known-speeds.ts";

const work = (base: string, rows = 100) => ({
  ...{ base, preparation: "zero-shot", parameters: 1000, kind: "direct" },
  ...{ rows, tokens: 1000, ms: 50, bytes: 10 },
});

test("speeds are those of the newest studies that ran on this browser, and of the newest adaptations", async () => {
  const database = await openDatabase("known speeds");
  const keep = (id: string, createdAtMs: number, changes: object, status: "finished" | "stopped" = "finished") =>
    createStudy(database, {
      ...{ id, plan: {}, planHash: id, status, createdAtMs },
      manifest: { userAgent: "this", finishedAt: new Date(createdAtMs + 1000).toISOString(), ...changes },
    });
  await keep("old", 1000, { work: [{ ...work("a"), ms: 70 }, work("b")] });
  await keep("new", 2000, { work: [work("a"), { ...work("b", 10), ms: 1 }] });
  await keep("other browser", 3000, { userAgent: "that", work: [work("c")] });
  await keep("stopped", 4000, { work: [work("d")] }, "stopped");
  await keep("brought from elsewhere", 5000, { finishedAt: new Date(10).toISOString(), work: [work("e")] });
  await keep("of an earlier version", 6000, {});
  for (const [createdAtMs, seconds] of [
    [2, 4],
    [1, 9],
  ] as const) {
    const meta = { base: "a", generateBytes: 1, tokens: 1000, seconds, lossCurve: [] };
    await keepCheckpoint(database, { key: `key ${createdAtMs}`, bytes: new Uint8Array(2), meta, createdAtMs });
  }
  const known = await knownSpeeds(database, "this");
  expect(known.work).toEqual([work("a"), work("b")]);
  expect(known.trainingMsPerToken).toEqual({ a: 4 });
});
