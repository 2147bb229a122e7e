import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import { expect, test } from "./fixture.ts";

/** A bundled plan, small enough for a test. */
async function writeSmallPlan(page: Page, changes: object = {}): Promise<void> {
  await page.goto("./#/plan");
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
  await expect(page.getByRole("progressbar", { name: /Trying|Writing|Solving/ })).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("What was made is kept.")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /stand in for reference-test/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText(/the pilot let expect .* It took/)).toBeAttached();
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

test("a study is estimated from a pilot, kept, and started from there", async ({ page }) => {
  await writeSmallPlan(page);
  await page.getByRole("button", { name: "Estimate first" }).click();
  const start = page.getByRole("button", { name: /^Start \((about )?\d+ (s|min)/ });
  await expect(start).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("180 rows to write and 720 answers")).toBeVisible(); // 3 × 60 and 3 × (60 + 3 × 60)
  await page.getByText("What this assumes").click();
  await expect(page.getByText("3 models by three rows of the pilot")).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await page.goto("./#/library");
  await page.getByRole("link", { name: "3 models on reference-test" }).click();
  await expect(page.getByText("Its pilot has run and is kept.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Start/ }).click();
  await expect(page.getByText(/the pilot let expect/)).toBeAttached({ timeout: 90_000 });
});

test("studies wait in a line that is seen and can be left", async ({ page }) => {
  await writeSmallPlan(page, { generate: { perGenerator: 600 } });
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect(page.getByText("It waits for the study that runs")).toBeVisible();
  await expect(page.getByText("1 study waits.")).toBeVisible();

  await page.reload();
  await expect(page.getByText("waited when the page was closed")).toBeVisible();
  await page.getByRole("button", { name: "Start the line again" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("What was made is kept.")).toBeVisible();
});

test("a plan whose columns the data lack cannot be run, and the reason stands beside", async ({ page }) => {
  await writeSmallPlan(page, {
    data: { test: { name: "mine", label: "intent" }, training: { name: "reference-train" } },
  });
  const rows = "text,label\nwake me at six,set_alarm\nplay some jazz,play_music\n";
  await page.getByLabel("File for mine").setInputFiles({
    ...{ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(rows) },
  });
  const button = page.getByRole("button", { name: "Run the study" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/mine\.csv has no column “intent”/);
});
