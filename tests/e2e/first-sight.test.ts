import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import { expect, test } from "./fixture.ts";

const picture = (page: Page) => page.getByRole("img", { name: /on their own test/ });

interface FirstSight {
  /** From the start of the navigation to the frame that has the picture. */
  pictureMs: number;
  /** Script as it is after unpacking, in kB: until then, and once the page has come to rest. */
  firstKilobytes: number;
  restKilobytes: number;
}

/** Measured in the page; the service worker's own copies are not the page's. */
function measureFirstSight(page: Page): Promise<FirstSight> {
  return page.evaluate(() => {
    const [mark] = performance.getEntriesByName("picture");
    const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(({ name }) =>
      /\.m?js$/.test(new URL(name).pathname),
    );
    const kilobytes = (before: number) =>
      scripts.reduce(
        (sum, { responseEnd, decodedBodySize }) => sum + (responseEnd <= before ? decodedBodySize : 0),
        0,
      ) / 1000;
    const pictureMs = mark!.startTime;
    return { pictureMs, firstKilobytes: kilobytes(pictureMs), restKilobytes: kilobytes(Infinity) };
  });
}

test.describe("with a cold cache", () => {
  test.use({ serviceWorkers: "block" });

  test("the recorded study is on screen soon, and no other script is fetched before a model is asked for", async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector("figure [role=img]")) performance.mark("picture");
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto("./");
    await expect(picture(page)).toBeVisible();
    await page.waitForLoadState("networkidle");
    const { pictureMs, firstKilobytes, restKilobytes } = await measureFirstSight(page);
    console.log(
      `picture after ${Math.round(pictureMs)} ms with ${firstKilobytes.toFixed(0)} kB of script, ` +
        `${restKilobytes.toFixed(0)} kB at rest`,
    );
    expect(firstKilobytes).toBeGreaterThan(40); // something was counted
    expect(restKilobytes).toBeLessThan(300);
    expect(pictureMs).toBeLessThan(3000);
  });
});

test("one press runs the study live", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Run it here" }).click();
  await expect(page).toHaveURL(/#\/study\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The zoo on its own reference data");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.goto("./#/");
  await expect(page.getByRole("link", { name: "The zoo on its own reference data" })).toBeVisible();
});

test("the walk is done with the keyboard alone, and shows the predictions again", async ({ page }) => {
  await page.goto("./#/walk/1");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText("Which model favours its own data?");
  await page.getByRole("radio", { name: /^casual-narrow-65k/ }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight"); // in a group of radio buttons the key chooses; it turns no page
  await expect(page.getByRole("radio", { name: /^terse-narrow-65k/ })).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: /^casual-narrow-65k/ })).toBeChecked();
  await page.getByRole("link", { name: "Next →" }).focus();
  await page.keyboard.press("ArrowRight");

  await expect(title).toHaveText("What came out");
  await expect(title).toBeFocused();
  await expect(page.getByText("You chose casual-narrow-65k: its interval lies above zero")).toBeVisible();

  await page.keyboard.press("ArrowRight");
  await expect(title).toHaveText("How much of that is the dialect?");
  await page.getByRole("radio", { name: /^About half/ }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("You said: About half")).toBeVisible();

  await page.keyboard.press("End");
  await page.getByRole("radio", { name: /same dialect/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("textbox", { name: /Why/ }).fill("rivals alike");
  await page.getByRole("button", { name: /^Compare/ }).press("Enter");

  await page.reload();
  const said = page.getByRole("table").locator("tbody tr");
  await expect(said.nth(0).locator("td").first()).toHaveText("casual-narrow-65k");
  await expect(said.nth(1).locator("td").first()).toHaveText("About half");
  await expect(said.nth(2).locator("td").first()).toHaveText("nothing");
  await expect(said.nth(3).locator("td").first()).toHaveText(/same dialect/);
  await expect(page.getByText("rivals alike")).toBeVisible();

  await page.getByRole("button", { name: "Start again" }).press("Enter");
  await expect(title).toHaveText("Which model favours its own data?");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`home and walk are accessible and fit, ${colorScheme}, ${width} px wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      for (const hash of ["", "walk/1", "walk/2", "walk/3", "walk/4", "walk/5"]) {
        await page.goto(`./#/${hash}`);
        await expect(hash === "" ? picture(page) : page.getByText(/^Step \d of 5/)).toBeVisible();
        const show = page.getByRole("button", { name: /^(Show|Compare)/ });
        if (await show.isVisible()) await show.click();
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
        expect(violations.map(({ id, nodes }) => [hash, id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
  }
}
