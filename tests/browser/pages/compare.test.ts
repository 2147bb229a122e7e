import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { hrefOf } from "#state/route.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { keepCsv } from "#support/keep-csv.ts";
import { mineCsv, minePlan, scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;
let shown: Record<string, unknown>;

beforeEach(async () => {
  database = await openDatabase(`compare ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await lab.library.start();
  await keepCsv(lab, "mine", "mine.csv", mineCsv);
});
afterEach(async () => {
  await unmount(shown);
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
});

async function finished(changes: object = {}): Promise<string> {
  const id = await lab.queue.begin({ ...minePlan, ...changes });
  await lab.queue.settled();
  return id!;
}

function show(first: string | null, second: string | null): void {
  location.hash = hrefOf({ page: "compare", first, second });
  shown = mount(Rooms, {
    target: document.body,
    props: { arrival: new Arrival(() => Promise.resolve(lab), lab.router) },
  });
}

test("two equal runs are told to be identical, and every difference is zero", async () => {
  show(await finished(), await finished());
  await expect.element(page.getByText("Identical rows, as the plan promises")).toBeVisible();
  await expect.element(page.getByText("Both ran the same plan, field by field.")).toBeVisible();
  const scores = page.getByRole("table", { name: /^Differences of scores/ }).element();
  const cells = [...scores.querySelectorAll("tbody td:nth-child(n + 4)")];
  expect(cells.length).toBeGreaterThan(10);
  for (const cell of cells) expect(cell.textContent).toContain(".000 to .000");
  expect(page.getByText("changed beyond chance").elements()).toEqual([]);
});

test("a run with other models says where the plans differ and what changed", async () => {
  const models = ["zoo/ben-xs", "zoo/anna-m", "zoo/anna-l", "zoo/carla-m"];
  show(await finished(), await finished({ models, seed: 8 }));
  await expect.element(page.getByRole("heading", { name: "Scores" })).toBeVisible();
  const fields = page.getByRole("table", { name: /Where the two plans differ/ });
  await expect.element(fields.getByRole("rowheader", { name: "seed" })).toBeVisible();
  await expect.element(fields.getByRole("rowheader", { name: "models" })).toBeVisible();
  await expect.element(page.getByText(/The real rows are the same in both/)).toBeVisible();
  await expect.element(page.getByText(/left out: zoo\/carla-m \(second run only\)/)).toBeVisible();
});

test("runs on different questions are not compared, and the fields are named", async () => {
  show(await finished(), await finished({ metric: "accuracy" }));
  await expect.element(page.getByRole("alert")).toHaveTextContent('they differ in "metric"');
  expect(page.getByRole("heading", { name: "Scores" }).elements()).toEqual([]);
});

test("with nothing chosen there is a choice of finished studies", async () => {
  const id = await finished();
  show(null, null);
  await page.getByLabelText("First run").selectOptions(id);
  await expect.poll(() => lab.router.route).toMatchObject({ page: "compare", first: id, second: null });
});

test.each([1280, 390])("the comparison is accessible and fits, %i px wide", async (width) => {
  await page.viewport(width, 900);
  show(await finished(), await finished({ seed: 8 }));
  await expect.element(page.getByRole("heading", { name: "Scores" })).toBeVisible();
  const { violations } = await axe.run(document.body);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
