import { expect, onTestFinished, test } from "vitest";
import { inspectFolder, readKeptFolder, takeFolder } from "#models/hub-folder.ts";
import { ModelPool } from "#models/pool.ts";
import { keepModel, readModel, removeModel } from "#storage/models.ts";
import { openDatabase } from "#storage/schema.ts";
import { modelFolder, withExternalWeights } from "#support/model-folder.ts";
import { observe, recorded } from "#support/recorded-runs.ts";
import { tinyModel } from "#support/tiny-models.ts";

test("a folder with its weights beside the graph is kept in the browser's database and runs from there", async () => {
  const tiny = tinyModel();
  const { model, weights } = withExternalWeights(tiny.model, "model.onnx_data");
  const brought = modelFolder({ ...tiny, model }, "tiny");
  brought.set("tiny/onnx/model.onnx_data", new Blob([weights as BlobPart]));

  const database = await openDatabase(`folders ${Math.random()}`);
  const pool = new ModelPool({ workers: 1 });
  onTestFinished(() => {
    pool.close();
    database.close();
  });
  const kept = await takeFolder(inspectFolder(brought), "onnx/model.onnx");
  const { info } = await pool.open({ id: "folder/tiny", files: () => readKeptFolder(kept) });
  const record = { id: "folder/tiny", weights: "onnx/model.onnx", info, sizeBytes: 1, addedAtMs: 1 };
  await keepModel(database, { ...record, files: Object.fromEntries(kept) });

  const files = new Map(Object.entries((await readModel(database, "folder/tiny")).files));
  const again = await pool.open({ id: "from the database", files: () => readKeptFolder(files) });
  const { texts, scores } = await observe(again, 4);
  expect(texts).toBe(recorded.texts[4]);
  scores.forEach((score, i) => expect(score).toBeCloseTo(recorded.scores[i]!, 3));
  expect(again.info.hash).toBe(info.hash);

  await removeModel(database, "folder/tiny");
  await expect(readModel(database, "folder/tiny")).rejects.toThrow('no model "folder/tiny" in this browser');
});
