/** @file A study over several datasets and tasks: run, broken off, continued, read together, taken away and opened again. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { SeriesDocument, SeriesFile } from "#study/series/series-file.ts";
import { expect, test } from "./fixture.ts";

test.setTimeout(300_000);

const plan = {
  ...{ version: 1, kind: "fidelity", task: "intent", seed: 3 },
  data: [
    { test: { name: "reference-test", rows: 24 }, training: { name: "reference-train" } },
    {
      task: "entities",
      test: { name: "home-entities-test", rows: 24 },
      demonstrations: { name: "home-entities-train", rows: 15 },
    },
  ],
  models: ["zoo/formal-narrow-32k", "zoo/casual-narrow-65k"],
  generate: { perGenerator: 12 },
};

test("intents and entities in one series, with a reload in the middle, and in another browser", async ({
  page,
  browser,
  recorder,
  baseURL,
}) => {
  await page.goto("./#/plan");
  await page.getByText("The plan as JSON").click();
  await page.getByRole("textbox", { name: /Edit it/ }).fill(JSON.stringify(plan));
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect(page).toHaveURL(/#\/series\//);
  await expect(page.getByText("1 of 2 studies finished")).toBeVisible({ timeout: 120_000 });
  await page.reload();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page.getByText("All 2 studies are finished.")).toBeVisible({ timeout: 200_000 });
  await expect(page.getByRole("heading", { level: 2, name: "Fidelity by task" })).toBeVisible();
  const short = page.getByRole("region", { name: "The short answer" });
  await expect(short).toContainText("named entities");
  const answers = (await short.textContent()) ?? "";

  const document = page.waitForEvent("download");
  await page.getByRole("button", { name: /study\.json/ }).click();
  const { results, across } = JSON.parse(readFileSync(await (await document).path(), "utf8")) as SeriesDocument;
  expect(results.map(({ arm, task, metric }) => [arm, task, metric])).toEqual([
    ["reference-test", "intent", "accuracy"],
    ["home-entities-test", "entities", "entityTypeF1"],
  ]);
  expect(across[0]!.arms).toEqual(["reference-test", "home-entities-test"]);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: /as one file/ }).click();
  const saved = await (await saving).path();
  const file = JSON.parse(gunzipSync(readFileSync(saved)).toString()) as SeriesFile;
  expect(file.arms.map(({ setting }) => setting)).toEqual(["no demonstrations", "15 in all"]);

  const elsewhere = await browser.newContext({
    baseURL: baseURL!,
    proxy: { server: recorder.url, bypass: "<-loopback>" },
  });
  const other = await elsewhere.newPage();
  await other.goto("./#/library");
  const brought = { name: "series.selfsame.json.gz", mimeType: "application/gzip", buffer: readFileSync(saved) };
  await other.getByLabel("Open a study file").setInputFiles(brought);
  await expect(other.getByText("The series is opened")).toBeVisible({ timeout: 60_000 });
  await other.getByText("Its numbers follow from its rows.").getByRole("link").click();
  await expect(other.getByRole("region", { name: "The short answer" })).toHaveText(answers, { timeout: 30_000 });
  await elsewhere.close();
});
