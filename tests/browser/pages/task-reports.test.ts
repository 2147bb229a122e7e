import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { hrefOf } from "#state/route.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { keepStudy } from "#study/keep.ts";
import { scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { type ScriptedTask, taskStudy } from "#support/task-study.ts";

let database: SelfsameDatabase;
let shown: Record<string, unknown> | null = null;

beforeEach(async () => {
  database = await openDatabase(`tasks ${Math.random()}`);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
  await setTheme("");
});

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

async function openReport(task: ScriptedTask): Promise<void> {
  const { document: written, input } = taskStudy(task, { rows: 40 });
  const { plan } = written;
  const whole = { name: "Mine", plan, planHash: task, document: written, attempts: [], auditSet: [] };
  const { id } = await keepStudy({ ...whole, input: { ...input, audit: [] } }, database);
  const lab = new Lab(scriptedLaboratory(database));
  await lab.library.start();
  location.hash = hrefOf({ page: "study", id });
  const arrival = new Arrival(() => Promise.resolve(lab), lab.router);
  shown = mount(Rooms, { target: document.body, props: { arrival } });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function accessible(): Promise<void> {
  for (const width of [1280, 390]) {
    await page.viewport(width, 800);
    for (const theme of ["light", "dark"]) {
      await setTheme(theme);
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
    }
  }
}

function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}
const dialog = page.getByRole("dialog");
const firstScore = () =>
  page
    .getByRole("table", { name: /^Score matrix/ })
    .element()
    .querySelector<HTMLElement>("[data-mark]")!;
const headings = (level: number) =>
  page
    .getByRole("heading", { level })
    .elements()
    .map((heading) => heading.textContent);

test("pairs have their other metrics beside the headline, and two texts behind a score", async () => {
  await openReport("similarity");
  expect(headings(2)).toContain("Other metrics");
  expect(headings(2)).not.toContain("By entity type");
  unfold();
  const squared = page.getByRole("table", { name: /^Mean squared error of each solver/ }).element() as HTMLTableElement;
  expect(squared.querySelectorAll(".own-cell")).toHaveLength(4);
  expect(squared.tBodies[0]!.lastElementChild!.textContent).toMatch(/Unread answers.*%/);
  await expect.element(page.getByText(/pairs? of solvers changes? places/).first()).toBeVisible();
  await accessible();

  firstScore().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog.getByRole("article")).toBeVisible();
  expect(dialog.element().querySelector(".sum")!.textContent).toMatch(/is less than a level off on \d+ of 40 pairs/);
  expect(dialog.getByRole("article").element().querySelectorAll(".text")).toHaveLength(2);
  expect(dialog.getByRole("article").element().textContent).toMatch(/off by [+−]?\d|could not be read/);
  expect(dialog.getByRole("article").element().textContent).not.toMatch(/✓|✗/);
  await accessible();
});

test("entities are marked in their text, as true and as found, and told by type", async () => {
  await openReport("entities");
  const types = page.getByRole("table", { name: /^F1 by entity type/ }).element() as HTMLTableElement;
  expect([...types.querySelectorAll("tbody th")].map((th) => th.textContent)).toEqual(["LOC", "PER"]);
  unfold();
  await accessible();
  firstScore().focus();
  await userEvent.keyboard("{Enter}");
  const article = dialog.getByRole("article");
  await expect.element(article).toBeVisible();
  const [truth, found] = article.element().querySelectorAll(".sides .text");
  expect([...truth!.querySelectorAll("mark .label")].map((label) => label.textContent)).toEqual(["PER", "LOC"]);
  expect(found).toBeDefined();
  await page.getByRole("combobox", { name: "Show" }).selectOptions("wrong");
  expect(dialog.element().querySelector(".list small")!.textContent).toMatch(/missed|spurious|other bounds/);
  await accessible();
});

test("questions show what was said as text, and the audit asks for their origin alone", async () => {
  await openReport("answers");
  firstScore().focus();
  await userEvent.keyboard("{Enter}");
  await page.getByRole("combobox", { name: "Show" }).selectOptions("wrong");
  expect(dialog.getByText("about <b>two</b> pears").elements().length).toBeGreaterThan(0);
  expect(dialog.element().querySelector("b")).toBeNull();
  expect(page.getByRole("combobox", { name: "Label" }).elements()).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Begin the audit" }).click();
  await expect.element(dialog.getByRole("heading", { name: "Real, or generated by a model?" })).toBeVisible();
  const first = dialog.element().querySelector("blockquote")!.textContent;
  await userEvent.keyboard("r");
  await expect.poll(() => dialog.element().querySelector("blockquote")!.textContent).not.toBe(first);
  await expect.element(dialog.getByText("Text 2 of 60")).toBeVisible();
  await userEvent.keyboard("{Backspace}");
  await expect.element(dialog.getByText("Text 1 of 60")).toBeVisible();
  await expect.element(dialog.getByRole("heading", { name: "Real, or generated by a model?" })).toHaveFocus();
});
