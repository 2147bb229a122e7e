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
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

const hostile = '<img src="x" onerror="document.title = 1">light lamp';

let database: SelfsameDatabase;
let lab: Lab;
let shown: Record<string, unknown>;

beforeEach(async () => {
  database = await openDatabase(`report ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await lab.library.start();
  const [header, ...rows] = mineCsv.split("\n");
  await keepCsv(lab, "mine", "mine.csv", [header, `"${hostile.replaceAll('"', '""')}",lamp`, ...rows].join("\n"));
  const id = await lab.queue.begin(minePlan);
  await lab.queue.settled();
  location.hash = hrefOf({ page: "study", id: id! });
  shown = mount(Rooms, {
    target: document.body,
    props: { arrival: new Arrival(() => Promise.resolve(lab), lab.router) },
  });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
});
afterEach(async () => {
  await unmount(shown);
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
  await setTheme("");
});

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

const dialog = page.getByRole("dialog");
const matrix = () => page.getByRole("table", { name: /Score matrix/ }).element();

async function accessible(): Promise<void> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
}

test("a score opens the answers behind it by keyboard, and gives the focus back", async () => {
  const marks = [...matrix().querySelectorAll<HTMLElement>("[data-mark]")];
  expect(marks.filter(({ tabIndex }) => tabIndex === 0)).toEqual([marks[0]]); // one stop for the Tab key
  marks[0]!.focus();
  await userEvent.keyboard("{ArrowRight}{Enter}");
  await expect.element(dialog.getByRole("article")).toBeVisible();
  expect(dialog.element().querySelector(".sum")!.textContent).toMatch(/zoo\/anna-m is right on \d+ of 61 rows of mine/);
  await expect.element(dialog.getByText(/zoo\/anna-m is right on \d+ of 61 rows of mine/)).toBeVisible();
  const details = dialog.getByRole("region", { name: "The answer in detail" });
  await expect.element(details.getByText("⟨cls⟩")).toBeVisible();
  await expect.element(details.getByText(/^\d of 3 solvers/)).toBeVisible();
  expect(dialog.getByText(hostile).elements().length).toBeGreaterThan(0); // text, not an element
  expect(dialog.element().querySelector("img")).toBeNull();

  const first = details.element().querySelector(".text")!.textContent;
  await userEvent.keyboard("j");
  await expect.poll(() => details.element().querySelector(".text")!.textContent).not.toBe(first);
  await userEvent.keyboard("k");
  await expect.poll(() => details.element().querySelector(".text")!.textContent).toBe(first);
  for (const width of [1280, 390]) {
    await page.viewport(width, 800);
    for (const theme of ["light", "dark"]) {
      await setTheme(theme);
      await accessible();
    }
  }
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => dialog.elements()).toEqual([]);
  expect(document.activeElement).toBe(marks[1]);
});

async function open(mark: Element, ...says: RegExp[]): Promise<void> {
  mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  for (const sentence of says) await expect.element(dialog.getByText(sentence)).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => dialog.elements()).toEqual([]);
}

test("every kind of mark opens: a dot, a bias factor, a slice; own data are named so", async () => {
  const dot = page
    .getByRole("group", { name: /^ben-xs/ })
    .element()
    .querySelector("[data-mark]")!;
  await open(dot, /rows of zoo\/ben-xs/);
  const bias = page
    .getByRole("group", { name: /^Score points/ })
    .element()
    .querySelector("[data-mark]")!;
  await open(bias, /◆ own data/);
  const slice = page
    .getByRole("table", { name: /^By label|Label/ })
    .first()
    .element()
    .querySelector("[data-mark]")!;
  await open(slice, /slice “lamp”|slice “music”|slice “weather”/);
});

test("marks of a set open it with its own writer, those of the average one of its sets", async () => {
  const marksOf = (chart: RegExp) => {
    const found = page.getByRole("group", { name: chart }).element().querySelectorAll("[data-mark]");
    const named = (name: string) => [...found].find((mark) => mark.getAttribute("aria-label")!.startsWith(`${name}:`))!;
    return { own: named("ben-xs"), average: named("average of generators") };
  };
  const own = [/◆ own data/, /zoo\/ben-xs is right on \d+ of \d+ rows of zoo\/ben-xs/];
  for (const chart of [/^SRCC by/, /^MSPD by/]) {
    await open(marksOf(chart).own, ...own);
    await open(marksOf(chart).average, /average of generators has no rows of its own: it is the mean over 3 sets/);
  }
  await open(
    page
      .getByRole("group", { name: /^Agreement of labels/ })
      .element()
      .querySelector("[data-mark]")!,
    /own data/,
  );
  const worth = page.getByRole("table", { name: /^Worth in real/ }).element();
  const rows = [...worth.querySelectorAll<HTMLElement>("tbody th [data-mark]")];
  await open(
    rows.find((row) => row.textContent.includes("ben-xs"))!,
    ...own,
  );
});

test("the average’s explorer chooses another of its sets", async () => {
  const worth = page.getByRole("table", { name: /^Worth in real/ }).element();
  const rows = [...worth.querySelectorAll<HTMLElement>("tbody th [data-mark]")];
  rows.find((row) => row.textContent.includes("average"))!.click();
  await dialog.getByLabelText("Dataset").selectOptions("zoo/anna-l");
  await expect.element(dialog.getByText(/rows of zoo\/anna-l/)).toBeVisible();
  expect(dialog.getByText(/no rows of its own/).elements()).toEqual([]);
});

test("a condition of the decision leads on to the numbers behind it", async () => {
  const decision = page.getByRole("heading", { name: "Decision" }).element().closest("section")!;
  for (const details of decision.querySelectorAll("details")) details.open = true;
  const condition = page.getByRole("row", { name: /^Typical error of a score/ }).first();
  await condition.getByRole("button", { name: "Distance to the real data" }).click();
  expect(document.activeElement).toBe(page.getByRole("heading", { name: "Distance to the real data" }).element());
});

test("a blind audit runs by keyboard, and its pause puts it into the report", async () => {
  await page.getByRole("button", { name: "Begin the audit" }).click();
  await expect.element(dialog.getByText("Text 1 of 60")).toBeVisible();
  expect(document.activeElement!.textContent).toBe("Which label does it have?"); // not the button that closes
  await accessible();
  expect(dialog.getByText(/zoo\//).elements()).toEqual([]); // blind
  await userEvent.keyboard("1g2r");
  await expect.element(dialog.getByText("Text 3 of 60")).toBeVisible();
  await userEvent.keyboard("{Backspace}");
  await expect.element(dialog.getByText("Labelled: music")).toBeVisible();
  await userEvent.keyboard("g0r3g");
  await expect.element(dialog.getByText("Text 5 of 60")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("table", { name: /The blind audit, 4 rows answered/ })).toBeVisible();
  await page.getByRole("button", { name: "Continue the audit" }).click();
  await expect.element(dialog.getByText("Text 5 of 60")).toBeVisible();
});
