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

async function writePlan(page: Page, changes: object = {}): Promise<void> {
  await page.goto("./#/plan");
  await page.getByText("The plan as JSON").click();
  await page.getByRole("textbox", { name: "Edit it" }).fill(JSON.stringify({ ...plan, ...changes }));
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
  const button = page.getByRole("button", { name: "Download study.json" });
  await expect(button).toBeVisible({ timeout: 90_000 });
  const download = page.waitForEvent("download");
  await button.click();
  return (JSON.parse(readFileSync(await (await download).path(), "utf8")) as StudyDocument).results;
}

test("a page killed in the middle of a study resumes to the same measures", async ({ context, page }) => {
  await writePlan(page);
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect.poll(() => solvedBlocks(page), { intervals: [20], timeout: 60_000 }).toBeGreaterThan(3);
  await page.close();

  const again = await context.newPage();
  await again.goto("./#/library");
  const kept = await solvedBlocks(again);
  await again.getByRole("link", { name: "2 models on reference-test" }).click();
  await again.getByRole("button", { name: "Continue" }).click();
  const continued = await results(again);
  expect(kept).toBeLessThan(await solvedBlocks(again));

  await writePlan(again);
  await again.getByRole("button", { name: "Run the study" }).click();
  expect(continued).toEqual(await results(again));
});

/** Presses Stop and tells how long it took until the page said that the study is stopped. */
async function stoppedAfterMs(page: Page): Promise<number> {
  const button = page.getByRole("button", { name: "Stop" });
  await button.waitFor();
  const tookMs = page.evaluate(async () => {
    const stop = [...document.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === "Stop")!;
    const askedMs = performance.now();
    stop.click();
    while (!document.body.textContent.includes("What was made is kept."))
      await new Promise((resolve) => setTimeout(resolve, 10));
    return performance.now() - askedMs;
  });
  return tookMs;
}

for (const { phase, changes } of [
  { phase: "Writing the sets", changes: { generate: { perGenerator: 2000 }, blockRows: 64 } },
  { phase: "Solving the sets", changes: {} },
  {
    phase: "Preparing the models",
    changes: {
      data: { test: { name: "reference-test", rows: 60 }, demonstrations: { name: "reference-train", perLabel: 20 } },
      models: ["zoo/formal-narrow-32k", "zoo/formal-65k", "zoo/formal-290k"],
    },
  },
]) {
  test(`a study stops within a second while it is ${phase.toLowerCase()}, and continues`, async ({ page }) => {
    await writePlan(page, changes);
    await page.getByRole("button", { name: "Run the study" }).click();
    await expect(page.getByRole("progressbar", { name: phase })).toBeVisible({ timeout: 90_000 });
    await page.waitForTimeout(300); // some of it is under way
    expect(await stoppedAfterMs(page)).toBeLessThan(1000);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("progressbar")).toBeVisible();
    if (phase !== "Solving the sets") return; // the others go on for long
    expect((await results(page))[0]!.solvers).toContain("zoo/formal-65k");
  });
}
