import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { hrefOf } from "#state/route.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";
import { scriptedRows } from "#support/study-document.ts";

let database: SelfsameDatabase;
let lab: Lab;
let shown: Record<string, unknown> | null = null;
/** Resolves before each block of a model. */
let gate: Promise<void> = Promise.resolve();

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

const plan = {
  ...minePlan,
  data: [{ test: { name: "mine" } }, { test: { name: "other" } }, { test: { name: "third" } }],
  models: ["zoo/anna-xs", "zoo/ben-xs", "zoo/anna-s", "zoo/carla-m"],
};

beforeEach(async () => {
  gate = Promise.resolve();
  database = await openDatabase(`series ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database, () => gate));
  await Promise.all([lab.library.start(), lab.series.start()]);
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
  for (const [i, name] of ["other", "third"].entries()) {
    const rows = scriptedRows(60, 5 + i).map(({ text, label }) => `${text},${label}`);
    await keepCsv(lab, name, `${name}.csv`, ["text,label", ...rows].join("\n"));
  }
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
  await setTheme("");
});

function show(id: string): void {
  location.hash = hrefOf({ page: "series", id });
  const arrival = new Arrival(() => Promise.resolve(lab), lab.router);
  shown = mount(Rooms, { target: document.body, props: { arrival } });
}

async function finished(): Promise<string> {
  const id = (await lab.series.begin(plan))!;
  await lab.queue.settled();
  return id;
}

const answer = (question: string) =>
  page.getByText(question, { exact: true }).element().nextElementSibling!.textContent!.replace(/\s+/g, " ").trim();
const table = (name: RegExp) => page.getByRole("table", { name, includeHidden: true }).element() as HTMLTableElement;
function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}
const ready = () => expect.element(page.getByRole("heading", { name: "The short answer" })).toBeVisible();

test("a series is read from its studies: a dot a dataset, the mean of them, and the numbers in a table", async () => {
  show(await finished());
  await ready();
  unfold();
  expect(page.getByText("All 3 studies are finished.").elements()).toHaveLength(1);
  const { biasFactors } = lab.series.open!.across![0]!.measures;
  const chart = page.getByRole("img", { name: /^Bias factor by model, fewest parameters first/ }).element();
  const titles = [...chart.querySelectorAll("title")].map((title) => title.textContent);
  expect(titles.filter((title) => !title.includes(", mean:"))).toHaveLength(3 * plan.models.length);
  expect(titles.filter((title) => title.includes(", mean:"))).toHaveLength(plan.models.length);
  const rows = [...table(/^Bias factor by dataset/).querySelectorAll("tbody tr")];
  expect(rows.map((row) => row.querySelector("th")!.textContent)).toEqual(
    biasFactors.map(({ model }) => model.replace("zoo/", "")),
  );
  const [dot] = biasFactors[0]!.dots;
  const shownDot = rows[0]!.querySelectorAll("td")[2]!.textContent.replace(/\s+/g, " ").trim();
  expect(shownDot).toContain(`n ${dot!.n}`);
  expect(Number(shownDot.split(" ")[0]!.replace("−", "-"))).toBeCloseTo(dot!.estimate!, 3);
});

test("the short answer follows from the intervals", async () => {
  show(await finished());
  await ready();
  const { measures } = lab.series.open!.across![0]!;
  expect(answer("Does fidelity fall from task to task?")).toMatch(/^All of this is one task, text classification/);
  const favouring = measures.biasFactors.filter(({ mean }) => mean.adjustedP! < 0.05 && mean.estimate! > 0);
  const own = answer("Who favours its own data, over the datasets?");
  for (const { model } of favouring) expect(own).toContain(model.replace("zoo/", ""));
  expect(own).toMatch(favouring.length === 0 ? /^Nobody|^Worse/ : /after Holm’s correction for 4 models/);
  const { adjustedP, estimate } = measures.trend.over.slope;
  const trend = adjustedP! >= 0.05 ? /^No trend/ : estimate! < 0 ? /^Yes: per ten times/ : /^No, it rises/;
  expect(answer("Does that preference fall with size?")).toMatch(trend);
  expect(answer("What cannot be told?")).toMatch(/One generation run/);
});

test("tied solvers share a letter, and those told apart do not", async () => {
  show(await finished());
  await ready();
  unfold();
  const { real } = lab.series.open!.across![0]!.measures.rankings[0]!;
  const letters = new Map(
    [...table(/^mine: macro-F1/).querySelectorAll("tbody tr")].map((row) => [
      row.querySelector("th")!.textContent,
      row.querySelectorAll("td")[2]!.textContent,
    ]),
  );
  const shared = (a: string, b: string) =>
    [...letters.get(a.replace("zoo/", ""))!].some((letter) => letters.get(b.replace("zoo/", ""))!.includes(letter));
  expect(real.pairs.map(({ better, worse }) => shared(better, worse))).toEqual(
    real.pairs.map(({ adjustedP }) => adjustedP === null || adjustedP >= 0.05),
  );
});

test("while it runs a study is shown at work, the page says what is missing, and all of it stops and goes on", async () => {
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  const id = (await lab.series.begin(plan))!;
  show(id);
  const studies = page.getByRole("region", { name: "Its studies" });
  await expect.element(studies.getByText("Still missing: mine, other and third.")).toBeVisible();
  await expect.element(studies.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop all" }).click();
  open();
  await lab.queue.settled();
  await expect.element(page.getByRole("button", { name: "Continue all 3" })).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Its studies" })).toHaveFocus();
  await page.getByRole("button", { name: "Continue all 3" }).click();
  await ready();
  await lab.queue.settled();
  await expect.element(studies.getByText("All 3 studies are finished.")).toBeVisible();
  await expect.poll(() => lab.series.open?.finished, { timeout: 20_000 }).toEqual(["mine", "other", "third"]);
});

test("without a deleted study the figures say so", async () => {
  const id = await finished();
  await lab.library.removeStudy(lab.series.all[0]!.arms[1]!.studyId);
  show(id);
  await ready();
  await expect.element(page.getByText("Everything below is without other.")).toBeVisible();
  expect(answer("What cannot be told?")).toContain("other");
});

test("a series is renamed on its page, and leaving the page asks for no other", async () => {
  show(await finished());
  await page.getByRole("button", { name: "Rename 4 models on mine, other and third" }).click();
  await page.getByRole("textbox").fill("Autumn");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.element(page.getByRole("heading", { level: 1, name: "Autumn" })).toBeVisible();
  location.hash = "#/plan";
  await expect.element(page.getByRole("heading", { level: 1, name: "New study" })).toBeVisible();
  expect(lab.series.problem).toBeNull();
});

test.each([
  [1280, "light"],
  [390, "dark"],
])("the page is accessible and fits, %i px wide, %s", async (width, theme) => {
  await page.viewport(width, 900);
  await setTheme(theme);
  show(await finished());
  await ready();
  unfold();
  const { violations } = await axe.run();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
