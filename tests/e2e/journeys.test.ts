/** @file A practitioner's way from a file of labelled rows to a decision, and from there to another browser. */
import { existsSync, readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import Papa from "papaparse";
import { expect, test } from "./fixture.ts";

test.setTimeout(300_000);

const snips = "../shared/data/snips/train.jsonl";
const banking = "../shared/data/banking77/train.csv";

/** The first `perLabel` rows of every label of a file. */
function someOf<Row>(rows: readonly Row[], labelOf: (row: Row) => string, perLabel: number): Row[] {
  const taken = new Map<string, number>();
  return rows.filter((row) => {
    const n = taken.get(labelOf(row)) ?? 0;
    taken.set(labelOf(row), n + 1);
    return n < perLabel;
  });
}

/** Brings a table on the page My data and goes on with what is proposed, up to the plan. */
async function bringAndPrepare(page: Page, name: string, csv: string): Promise<void> {
  await page.goto("./#/data");
  await page
    .getByLabel("Choose a file, or drop it anywhere on this page")
    .setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByRole("button", { name: "Keep these rows" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Makes the plan that was handed over smaller, so that a test can run it. */
async function runSmaller(page: Page, models: readonly string[], perGenerator: number): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "New study" })).toBeVisible();
  await page.getByText("The plan as JSON").click();
  const text = page.getByRole("textbox", { name: /Edit it/ });
  const plan = JSON.parse(await text.inputValue()) as object;
  await text.fill(JSON.stringify({ ...plan, models, generate: { perGenerator } }));
  await page.getByRole("button", { name: "Run the study" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Decision" })).toBeVisible({ timeout: 240_000 });
}

const scores = (page: Page) =>
  page
    .getByRole("table", { name: /Score matrix/ })
    .locator("tbody tr")
    .allTextContents();

test("SNIPS by CSV: mapped, split, adapted to, decided, saved as one file and opened elsewhere", async ({
  page,
  browser,
  recorder,
  baseURL,
}) => {
  test.skip(!existsSync(snips), "../shared/data is absent");
  const rows = readFileSync(snips, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { text: string; intent: string });
  const some = someOf(rows, ({ intent }) => intent, 60);
  await bringAndPrepare(page, "requests", Papa.unparse(some.map(({ text, intent }) => ({ utterance: text, intent }))));
  await page.getByLabel("Demonstrations per label").fill("20");
  await page.getByLabel("Demonstrations per label").blur();
  await expect(page.getByRole("table", { name: /Rows per label/ }).locator("tbody tr")).toHaveCount(7);
  await page.getByRole("button", { name: "Use these in a study" }).click();
  await runSmaller(page, ["zoo/formal-65k", "zoo/casual-65k"], 70);

  await expect(page.getByText("To choose between systems like these")).toBeVisible();
  await expect(page.getByRole("table", { name: /Worth|worth/ }).first()).toBeVisible();
  const shown = await scores(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the study as one file" }).click();
  const saved = await saving;

  const elsewhere = await browser.newContext({
    baseURL: baseURL!,
    proxy: { server: recorder.url, bypass: "<-loopback>" },
  });
  const other = await elsewhere.newPage();
  await other.goto("./#/library");
  await other.getByLabel("Open a study file").setInputFiles({
    name: saved.suggestedFilename(),
    mimeType: "application/gzip",
    buffer: readFileSync(await saved.path()),
  });
  await expect(other.getByText("Its numbers follow from its rows.")).toBeVisible({ timeout: 90_000 });
  await other.getByRole("status").getByRole("link").click();
  await expect(other.getByRole("table", { name: /Score matrix/ })).toBeVisible();
  expect(await scores(other)).toEqual(shown);
  await elsewhere.close();
});

test("BANKING77 by CSV: 77 labels from the file to the decision", async ({ page }) => {
  test.skip(!existsSync(banking), "../shared/data is absent");
  const { data } = Papa.parse<{ text: string; category: string }>(readFileSync(banking, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  const some = someOf(data, ({ category }) => category, 14);
  await bringAndPrepare(page, "banking", Papa.unparse(some.map(({ text, category }) => ({ text, category }))));
  await page.getByLabel("Demonstrations per label").fill("10");
  await page.getByLabel("Demonstrations per label").blur();
  await page.getByRole("button", { name: "Use these in a study" }).click();
  await runSmaller(page, ["zoo/casual-narrow-65k", "zoo/formal-narrow-32k"], 154);
  await expect(page.getByText("To report scores in place of banking-test")).toBeVisible();
  await expect(page.getByText("card_arrival").first()).toBeAttached();
});

/** Presses Tab until an element of the locator has the focus. */
async function tabTo(page: Page, targets: Locator): Promise<void> {
  await expect(targets.first()).toBeVisible();
  const reached = () =>
    targets.evaluateAll((elements) => elements.some((element) => element === document.activeElement));
  for (let presses = 0; presses < 150; presses++) {
    if (await reached()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not get there.");
}

test("keyboard only: from the first page to the answers behind a score and back", async ({ page }) => {
  await page.goto("./");
  await tabTo(page, page.getByRole("link", { name: /whole recorded report/ }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /stand in for reference-test/ })).toBeVisible();
  await tabTo(page, page.getByRole("table", { name: /Score matrix/ }).getByRole("button"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const place = () =>
    page.evaluate(() => {
      const cell = document.activeElement!.closest("td")!;
      return { row: cell.closest("tr")!.querySelector("th")!.textContent.trim(), column: cell.cellIndex };
    });
  const left = await place();
  expect(left).toEqual({ row: "zoo/formal-narrow-32k", column: 3 }); // below the real row, the second solver
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("casual-narrow-65k", { timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await place()).toEqual(left);
});

test("offline: after one visit a study is run, its report read and its rows opened without network", async ({
  page,
  context,
}) => {
  await page.goto("./");
  await expect(page.getByText("Kept for use without network")).toBeVisible({ timeout: 90_000 });
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Run it here" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Decision" })).toBeVisible({ timeout: 240_000 });
  await page.goto("./#/study/recorded%3Ahome");
  await page
    .getByRole("button", { name: /own data/ })
    .first()
    .click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible({ timeout: 30_000 });
});
