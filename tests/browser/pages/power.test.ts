import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { hrefOf } from "#state/route.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { taskStudy } from "#support/task-study.ts";

let database: SelfsameDatabase;
let shown: Record<string, unknown> | null = null;
afterEach(async () => {
  if (shown) await unmount(shown);
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
  await setTheme("");
});

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

test("a new study says what its rows can show, computed in a worker when it is asked for", async () => {
  database = await openDatabase(`power ${Math.random()}`);
  const lab = new Lab(scriptedLaboratory(database));
  lab.draft.take(JSON.stringify(taskStudy("similarity", { rows: 40 }).document.plan));
  location.hash = hrefOf({ page: "plan" });
  const arrival = new Arrival(() => Promise.resolve(lab), lab.router);
  shown = mount(Rooms, { target: document.body, props: { arrival } });
  await page.getByText("What a study of this size can show").click();
  const table = page.getByRole("table", { name: /^What so many rows/ });
  await expect.element(table).toBeVisible();
  const heads = [...table.element().querySelectorAll("tbody th")].map((th) => th.textContent);
  expect(heads).toEqual(["40 (plan)", "50", "100", "200", "500"]);
  await expect.element(page.getByText(/^With 40 rows a set, four of five such studies/)).toBeVisible();
  await expect.element(page.getByText(/so this is assumed: correlations around \.70/)).toBeVisible();
  for (const width of [1280, 390]) {
    await page.viewport(width, 900);
    for (const theme of ["light", "dark"]) {
      await setTheme(theme);
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    }
  }
});
