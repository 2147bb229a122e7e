import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { StudyDocument } from "#study/results.ts";
import { expect, test } from "./fixture.ts";

const plan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 11,
  data: { test: { name: "reference-test", rows: 60 }, training: { name: "reference-train" } },
  models: ["zoo/formal-narrow-32k", "zoo/formal-65k"],
  generate: { perGenerator: 60 },
  blockRows: 6,
};

async function writePlan(page: Page): Promise<void> {
  await page.goto("./");
  await page.getByText("The plan as JSON").click();
  await page.getByRole("textbox", { name: "Edit it" }).fill(JSON.stringify(plan));
}

/** How many blocks of predictions the browser holds. */
function solvedBlocks(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("selfsame");
        opening.onerror = () => reject(new Error("The database did not open."));
        opening.onsuccess = () => {
          const keys = opening.result.transaction("blocks").objectStore("blocks").getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            resolve((keys.result as [string, string, number][]).filter(([, step]) => step.startsWith("solve/")).length);
          };
        };
      }),
  );
}

async function results(page: Page): Promise<StudyDocument["results"]> {
  await expect(page.getByText("The study is finished", { exact: true })).toBeVisible({ timeout: 90_000 });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download study.json" }).first().click();
  return (JSON.parse(readFileSync(await (await download).path(), "utf8")) as StudyDocument).results;
}

test("a page killed in the middle of a study resumes to the same measures", async ({ context, page }) => {
  await writePlan(page);
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect.poll(() => solvedBlocks(page), { intervals: [20], timeout: 60_000 }).toBeGreaterThan(3);
  await page.close();

  const again = await context.newPage();
  await again.goto("./");
  const kept = await solvedBlocks(again);
  await again.getByRole("button", { name: /^Continue/ }).click();
  const continued = await results(again);
  expect(kept).toBeLessThan(await solvedBlocks(again));

  await writePlan(again);
  await again.getByRole("button", { name: "Run the study" }).click();
  expect(continued).toEqual(await results(again));
});

test("a stopped study continues", async ({ page }) => {
  await writePlan(page);
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect.poll(() => solvedBlocks(page), { intervals: [20], timeout: 60_000 }).toBeGreaterThan(0);
  const askedMs = Date.now();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("What was made is kept.")).toBeVisible();
  expect(Date.now() - askedMs).toBeLessThan(2000);
  await page.getByRole("button", { name: "Continue", exact: true }).first().click();
  expect((await results(page))[0]!.solvers).toContain("zoo/formal-65k");
});
