import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import { expect, test } from "./fixture.ts";

/** A bundled plan, small enough for a test. */
async function writeSmallPlan(page: Page, changes: object = {}): Promise<void> {
  await page.goto("./");
  await page.getByText("The plan as JSON").click();
  const text = page.getByRole("textbox", { name: /Edit it/ });
  const plan = JSON.parse(await text.inputValue()) as { data: { test: object }; models: string[]; generate: object };
  const small = {
    ...plan,
    data: { ...plan.data, test: { ...plan.data.test, rows: 60 } },
    models: plan.models.slice(0, 3),
    generate: { ...plan.generate, perGenerator: 60 },
    blockRows: 16,
    ...changes,
  };
  await text.fill(JSON.stringify(small, null, 2));
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

test("a plan is chosen, run, stopped, continued after a reload, read and downloaded", async ({ page }) => {
  await writeSmallPlan(page);
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect(page.getByRole("progressbar", { name: /Writing|Solving/ })).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("What was made is kept.")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: /^Continue \d+ models on reference-test/ }).click();
  await expect(page.getByText("The study is finished", { exact: true })).toBeVisible({ timeout: 90_000 });

  await page.getByRole("link", { name: "Read the results" }).click();
  await expect(page.getByRole("heading", { name: /stand in for reference-test/ })).toBeInViewport();
  const matrix = page.getByRole("table", { name: /Score matrix/ });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download study.json" }).click();
  const study = JSON.parse(await readFile(await (await download).path(), "utf8")) as {
    results: { solvers: string[]; datasets: Record<string, { scores: number[] }> }[];
  };
  const { solvers, datasets } = study.results[0]!;
  await expect(matrix.locator("tbody tr")).toHaveCount(Object.keys(datasets).length);
  await expect(matrix.locator("tbody tr").first()).toContainText("real data");
  const shown = await matrix.locator("tbody tr").first().locator("td").allTextContents();
  expect(shown.slice(1).map(Number)).toEqual(datasets["reference-test"]!.scores.map((s) => Number(s.toFixed(3))));
  expect(shown).toHaveLength(solvers.length + 1);

  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 900 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("own rows are brought, refused with their place, and taken once mended", async ({ page }) => {
  await writeSmallPlan(page, { data: { test: { name: "mine" }, training: { name: "reference-train" } } });
  await expect(page.getByText("Bring mine first.")).toBeVisible();
  const file = page.getByLabel("File for mine");
  const csv = (text: string) => ({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await file.setInputFiles(csv("text,label\nwake me at six,set_alarm,extra\n"));
  await expect(page.getByText("mine.csv, line 2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Run the study" })).toBeDisabled();
  await file.setInputFiles(csv("text,label\nwake me at six,set_alarm\nplay some jazz,play_music\n"));
  await expect(page.getByText("2 rows from mine.csv")).toBeVisible();
  await expect(page.getByRole("button", { name: "Run the study" })).toBeEnabled();
  await expectAccessible(page);
});
