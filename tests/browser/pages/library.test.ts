import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;
let shown: Record<string, unknown>;

beforeEach(async () => {
  database = await openDatabase(`library ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await lab.library.start();
  location.hash = "#/library";
});
afterEach(async () => {
  await unmount(shown);
  await lab.storage.weigh(); // the page has asked for it too
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
});

const show = () =>
  (shown = mount(Rooms, {
    target: document.body,
    props: { arrival: new Arrival(() => Promise.resolve(lab), lab.router) },
  }));
const entries = () => page.getByRole("region", { name: "Kept in this browser" }).getByRole("listitem");

async function finished(changes: object = {}): Promise<string> {
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  const id = await lab.queue.begin({ ...minePlan, ...changes });
  await lab.queue.settled();
  return id!;
}

test("an empty library says what to do", async () => {
  show();
  await expect.element(page.getByRole("link", { name: "Begin one" })).toBeVisible();
  await expect.element(page.getByRole("link", { name: "Bring labelled rows" })).toBeVisible();
});

test("a study is renamed by keyboard: Escape leaves the name, Enter changes it", async () => {
  await finished();
  show();
  const rename = page.getByRole("button", { name: "Rename 3 models on mine" });
  await rename.click();
  await userEvent.keyboard("Never{Escape}");
  await expect.element(rename).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("textbox", { name: "New name of 3 models on mine" })).toHaveFocus();
  await userEvent.keyboard("Tuesday{Enter}");
  await expect.element(page.getByRole("link", { name: "Tuesday" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Rename Tuesday" })).toHaveFocus();
  expect(lab.library.studies[0]!.name).toBe("Tuesday");
});

test("a deletion is told with a way back, by button and by key", async () => {
  await finished();
  show();
  const remove = page.getByRole("button", { name: /^Delete 3 models on mine/ });
  await remove.click();
  await expect.element(page.getByText("Deleted: 3 models on mine")).toBeVisible();
  await expect.poll(() => entries().elements().length).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(remove).toBeVisible();
  await remove.click();
  await expect.element(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(remove).toBeVisible();
  expect(await database.blocks.count()).toBeGreaterThan(0);
});

test("a deletion becomes final after a while, but not while its bar is focused", async () => {
  await finished();
  show();
  await expect.element(page.getByRole("button", { name: /^Delete 3 models/ })).toBeVisible();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await lab.library.removeStudy(lab.library.studies[0]!.id);
    await vi.waitFor(() => expect(page.getByRole("button", { name: "Undo" }).elements()).toHaveLength(1));
    (page.getByRole("button", { name: "Undo" }).element() as HTMLElement).focus();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lab.library.removed).toHaveLength(1);
    (document.activeElement as HTMLElement).blur();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lab.library.removed).toHaveLength(0);
  } finally {
    vi.useRealTimers();
  }
  await vi.waitFor(async () => expect(await database.blocks.count()).toBe(0));
});

test("a dataset that an unfinished study needs is deleted only after a warning", async () => {
  const id = await finished();
  await database.studies.update(id, { status: "stopped" });
  await lab.library.readStudies();
  show();
  await page.getByRole("button", { name: "Delete mine" }).click();
  await expect.element(page.getByRole("alert").filter({ hasText: "3 models on mine is not finished" })).toBeVisible();
  expect(Object.keys(lab.library.imported)).toEqual(["mine"]);
  await page.getByRole("button", { name: "Delete them all the same" }).click();
  await expect.element(page.getByText("None of your own yet.")).toBeVisible();
});

test("two chosen studies are laid side by side", async () => {
  const [first, second] = [await finished(), await finished({ seed: 8 })];
  show();
  const boxes = page.getByRole("checkbox", { name: /^Compare 3 models/ });
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await page.getByRole("link", { name: "Lay them side by side" }).click();
  await expect.element(page.getByRole("heading", { name: "Two runs side by side" })).toBeVisible();
  expect(lab.router.route).toMatchObject({ page: "compare", first: second, second: first });
});

test("a series stands above with its studies in it; parted, they stand alone; deleted, they come back with it", async () => {
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  await keepCsv(lab, "other", "other.csv", mineCsv);
  await lab.series.begin({ ...minePlan, data: [{ test: { name: "mine" } }, { test: { name: "other" } }] });
  await lab.queue.settled();
  show();
  const kept = page.getByRole("region", { name: "Kept in this browser" });
  await expect.element(kept.getByRole("link", { name: "3 models on mine and other" })).toBeVisible();
  await expect.element(kept.getByText("2 of 2 studies finished")).toBeVisible();
  expect(entries().elements()).toHaveLength(0); // folded
  await kept.getByText("Its 2 studies").click();
  expect(entries().elements()).toHaveLength(2);
  await kept.getByRole("button", { name: /^Delete with its studies/ }).click();
  await expect.element(page.getByText("Deleted: other")).toBeVisible();
  await expect.poll(() => kept.getByRole("heading", { level: 3 }).elements().length).toBe(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.element(kept.getByText("2 studies finished, 1 deleted")).toBeVisible();
  await kept.getByRole("button", { name: /^Part it, keep its studies/ }).click();
  await expect.poll(() => lab.series.all.length).toBe(0);
  await expect.element(kept.getByRole("link", { name: "mine" })).toBeVisible();
});

test("a plan is taken up again as a draft", async () => {
  await finished();
  show();
  await page.getByRole("button", { name: /^Use its plan again: 3 models/ }).click();
  await expect.poll(() => lab.router.route.page).toBe("plan");
  expect(lab.draft.parsed).toMatchObject({ plan: { seed: 7, data: { test: { name: "mine" } } } });
});

test.each([1280, 390])("the library is accessible and fits, %i px wide", async (width) => {
  await page.viewport(width, 900);
  await finished();
  await finished({ seed: 8 });
  show();
  await page
    .getByRole("button", { name: /^Delete 3 models/ })
    .first()
    .click();
  await expect.element(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect.element(page.getByText(/SRCC|cannot rank/).first()).toBeVisible();
  const { violations } = await axe.run(document.body);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
