import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { toParquet } from "#storage/parquet.ts";

const columns = [
  { name: "text", type: "text" },
  { name: "run", type: "integer" },
  { name: "score", type: "number" },
  { name: "logProbs", type: "numbers" },
] as const;

/** The reader gives a null list as undefined. */
async function read(bytes: Uint8Array) {
  const rows = await parquetReadObjects({ file: bytes.slice().buffer });
  return rows.map((row) => ({ ...row, logProbs: (row["logProbs"] as unknown) ?? null }));
}

test("Parquet returns text of any script, numbers, lists and nulls as they were", async () => {
  const rows = [
    { text: "wake me 🕖 早上 שלום\n\0", run: 1, score: 0.1, logProbs: [-0.1, -Infinity, 1e-300] },
    { text: null, run: null, score: null, logProbs: null },
    { text: "", run: -2_000_000, score: -0, logProbs: [] },
    { text: "=1+1", run: 3, score: 1 / 3, logProbs: [-2] },
  ];
  expect(await read(toParquet({ columns, rows }))).toEqual(rows);
});

test("Parquet has typed columns even without rows, and absent cells are null", async () => {
  const empty = toParquet({ columns, rows: [] });
  expect(
    parquetMetadata(empty.slice().buffer)
      .schema.slice(1)
      .map(({ name, type }) => [name, type]),
  ).toEqual([
    ["text", "BYTE_ARRAY"],
    ["run", "INT32"],
    ["score", "DOUBLE"],
    ["logProbs", undefined],
    ["list", undefined],
    ["element", "DOUBLE"],
  ]);
  expect(await read(empty)).toEqual([]);
  expect(await read(toParquet({ columns, rows: [{ text: "a" }] }))).toEqual([
    { text: "a", run: null, score: null, logProbs: null },
  ]);
});

test("Parquet holds more rows than one row group", async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => ({ text: `row ${i}`, run: i, score: i / 7, logProbs: [i, -i] }));
  expect(await read(toParquet({ columns, rows }))).toEqual(rows);
});
