import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Download, Page } from "@playwright/test";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "./fixture.ts";

test.setTimeout(240_000);

/** What a press on a button or link saves. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer; path: string }> {
  const download = page.waitForEvent("download");
  await press();
  const file: Download = await download;
  const path = await file.path();
  return { name: file.suggestedFilename(), bytes: await readFile(path), path };
}
const press = (page: Page, name: string | RegExp) => () => page.getByRole("button", { name }).first().click();
const matrixOf = (page: Page) => page.getByRole("table", { name: /Score matrix/ }).locator("tbody tr");
const plain = (texts: readonly string[]) => texts.map((text) => text.replace(/\s+/g, " ").trim());

async function openRecorded(page: Page): Promise<void> {
  await page.goto("./#/study/recorded:home");
  await expect(matrixOf(page).first()).toBeVisible();
}

test("the report is one page that shows the same numbers offline, without script and without a request", async ({
  page,
  browser,
}, info) => {
  await openRecorded(page);
  const shown = plain(await matrixOf(page).allTextContents());
  const file = await saved(page, press(page, "Save the report as one page"));
  expect(file.name).toMatch(/report\.html$/);
  const path = info.outputPath("report.html");
  await writeFile(path, file.bytes);

  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const alone = await context.newPage();
  const requests: string[] = [];
  alone.on("request", (request) => requests.push(request.url()));
  await alone.goto(pathToFileURL(path).href);
  expect(requests).toEqual([pathToFileURL(path).href]);
  expect(plain(await matrixOf(alone).allTextContents())).toEqual(shown);
  for (const left of ["button", "script", "input", "select", "dialog", "[onclick]", "link"]) {
    expect(await alone.locator(left).count(), left).toBe(0);
  }
  expect(await alone.locator("figure svg").count()).toBeGreaterThan(5);
  await expect(alone.getByText(/Plan: SHA-256 [0-9a-f]{64}/)).toBeVisible();
  await expect(alone.getByText('"kind": "fidelity"')).toBeVisible();
  await expect(alone.getByText("Shown: solved directly.")).toBeVisible();
  await expect(alone.getByText("Press a score")).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await alone.emulateMedia({ colorScheme });
    const colours = await alone.locator("body").evaluate((body) => {
      const { backgroundColor, color } = getComputedStyle(body);
      return [backgroundColor, color];
    });
    expect(colours).toEqual(
      colorScheme === "light" ? ["rgb(251, 250, 247)", "rgb(34, 32, 29)"] : ["rgb(23, 22, 20)", "rgb(236, 232, 225)"],
    );
  }
  await alone.setViewportSize({ width: 390, height: 900 });
  expect(await alone.locator("html").evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

test("a chart is saved as SVG that stands by itself and as PNG", async ({ page }) => {
  await openRecorded(page);
  await page.getByLabel("Save chart: Bias factor, Score points").click();
  const { bytes } = await saved(page, press(page, "Save Bias factor, Score points as SVG"));
  const svg = bytes.toString("utf8");
  expect(svg).toContain("<title>Bias factor, Score points</title>");
  expect(svg).toContain('fill="rgb(251, 250, 247)"');
  expect(svg).toContain('font-family="sans-serif"');
  expect(svg).not.toMatch(/class=| style=|<!--|var\(|tabindex|NaN/);
  const labels = await page.locator("figure", { hasText: "Score points" }).first().locator("svg text").count();
  expect(svg.match(/<text/g)).toHaveLength(labels);
  const png = await saved(page, press(page, "Save Bias factor, Score points as PNG"));
  expect(png.name).toBe("bias-factor-score-points.png");
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  const width = png.bytes.readUInt32BE(16);
  expect(width).toBe(2 * Number(/ width="(\d+)"/.exec(svg)![1]));
  const colours = await page.evaluate(
    async (data) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      canvas.drawImage(bitmap, 0, 0);
      const { data: pixels } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      const found = new Set<number>();
      for (let i = 0; i < pixels.length; i += 4) found.add((pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!);
      return [found.size, found.has(0xa93f22)] as const; // the colour of own data
    },
    [...png.bytes],
  );
  expect(colours[0]).toBeGreaterThan(10);
  expect(colours[1]).toBe(true);
});

test("a recorded study is kept, takes own systems in, leaves as one file and is opened again", async ({ page }) => {
  await openRecorded(page);
  await press(page, "Keep a copy of this study")();
  await expect(page.getByText("1. Take the rows")).toBeVisible({ timeout: 90_000 });

  const questions = await saved(page, press(page, "Rows without labels as CSV"));
  const [header, ...lines] = questions.bytes.toString("utf8").trim().split("\n");
  expect(header).toBe("dataset,instance,text");
  const answers = (label: string, rows: readonly string[]) =>
    ["dataset,instance,prediction", ...rows.map((line) => [...line.split(",").slice(0, 2), label].join(","))].join(
      "\n",
    );
  const bring = (text: string) =>
    page
      .getByLabel("File with answers")
      .setInputFiles({ name: "constant.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await bring(answers("set_alarm", [...lines, "reference-test,nobody,x"]));
  await expect(page.getByRole("alert")).toContainText('instance "nobody"');
  await bring(answers("set_alarm", lines.slice(2)));
  await expect(page.getByText("2 rows have no answer and will count as unparsed.")).toBeVisible();
  await page.getByLabel("Name of the system").fill("always alarm");
  await press(page, "Add to the study")();
  await expect(page.getByText("1 system added")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("table", { name: /Score matrix/ }).locator("thead")).toContainText("always alarm");

  const predictions = await saved(page, () =>
    page
      .getByRole("group", { name: /Predictions/ })
      .getByRole("button", { name: "Parquet" })
      .click(),
  );
  const rows = await parquetReadObjects({ file: new Uint8Array(predictions.bytes).buffer });
  const mine = rows.filter((row) => row["solver"] === "always alarm");
  expect(mine).toHaveLength(lines.length);
  expect(mine.filter((row) => row["prediction"] === null)).toHaveLength(2);

  const study = await saved(page, press(page, "Save the study as one file"));
  expect(study.name).toMatch(/\.selfsame\.json\.gz$/);
  const shown = plain(await matrixOf(page).allTextContents());
  await page.goto("./#/library");
  const file = page.getByLabel("Open a study file");
  await file.setInputFiles({
    name: "cut.selfsame.json.gz",
    mimeType: "application/gzip",
    buffer: study.bytes.subarray(0, 5000),
  });
  await expect(page.getByText("cut.selfsame.json.gz is broken off or damaged")).toBeVisible();
  await file.setInputFiles({ name: study.name, mimeType: "application/gzip", buffer: study.bytes });
  await expect(page.getByText("Its numbers follow from its rows.")).toBeVisible({ timeout: 90_000 });
  await page.getByRole("status").getByRole("link").click();
  await expect(matrixOf(page).first()).toBeVisible();
  expect(plain(await matrixOf(page).allTextContents())).toEqual(shown);

  await press(page, "Remove always alarm from the study")();
  await expect(page.getByText("always alarm is removed")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("table", { name: /Score matrix/ }).locator("thead")).not.toContainText("always alarm");
});
