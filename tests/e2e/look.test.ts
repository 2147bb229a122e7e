import axe, { type AxeResults } from "axe-core";
import { expect, test } from "./fixture.ts";

const pages = ["", "#/data", "#/plan", "#/library", "#/models", "#/published/D"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`pages are accessible and fit, ${colorScheme}, ${width} px wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const path of pages) {
        await page.goto(`./${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
        expect(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          path,
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    });
  }
}
