import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "#app/tokens.css";
import Rooms from "#pages/Rooms.svelte";
import { Arrival } from "#state/arrival.svelte.ts";
import { Lab } from "#state/lab.svelte.ts";
import { openDatabase, type SelfsameDatabase } from "#storage/schema.ts";
import { scriptedLaboratory } from "#support/scripted-laboratory.ts";

let database: SelfsameDatabase;
let lab: Lab;
let shown: Record<string, unknown>;

beforeEach(async () => {
  database = await openDatabase(`data ${Math.random()}`);
  lab = new Lab(scriptedLaboratory(database));
  await lab.library.start();
  location.hash = "#/data";
  shown = mount(Rooms, {
    target: document.body,
    props: { arrival: new Arrival(() => Promise.resolve(lab), lab.router) },
  });
});
afterEach(async () => {
  await unmount(shown);
  lab.importing.cancel();
  await database.delete();
  location.hash = "";
  await page.viewport(1280, 900);
});

const labels = ["delivery", "billing", "refund"];
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => `alpha${i} beta${i} gamma${i},${labels[i % 3]},c${Math.floor(i / 4)},mail`);
const csv = (...more: string[]) => ["text,intent,conversation,channel", ...rows(90), ...more].join("\n");
const heading = (name: string | RegExp) => page.getByRole("heading", { name });
const fileInput = () => page.getByLabelText(/Choose a file/);

async function accessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { "heading-order": { enabled: true }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

async function choose(name: string, text: string): Promise<void> {
  await expect.element(fileInput()).toBeVisible();
  await fileInput().upload(new File([text], name));
}

test("a file goes from the picker to a plan, by keyboard once it is chosen, and focus follows", async () => {
  await choose("tickets.csv", csv("no label,,c1,mail", "where, is it,billing,c2,mail"));
  await expect.element(heading(/1. tickets.csv/)).toHaveFocus();
  await expect.element(heading("Too many or too few values: 1 row")).toBeVisible();
  await expect.element(heading("No label: 1 row")).toBeVisible();
  await expect.element(page.getByText("90 of 92 rows will be kept, with 3 labels.")).toBeVisible();
  await accessible();

  (page.getByLabelText("Name").element() as HTMLInputElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(heading("tickets")).toHaveFocus();
  const use = page.getByRole("button", { name: "Use these in a study" });
  await expect.element(use).toBeEnabled();
  await expect.element(page.getByText(/No group is on both sides/)).toBeVisible();
  await accessible();
  (use.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(heading("New study")).toBeVisible();
  expect(lab.draft.parsed).toHaveProperty("plan.data.test.group", "conversation");
  expect(Object.keys(lab.library.imported).sort()).toEqual(["tickets", "tickets-demonstrations", "tickets-test"]);
});

test("what cells hold is shown as text, in its own direction", async () => {
  const markup = `<b>bold</b><img src=x onerror="document.title='run'">`;
  await choose("odd.csv", `text,label\n"${markup.replaceAll('"', '""')}",1\nأين طلبي,2\n😀 🎉,1\nmore words,2\n`);
  const table = page.getByRole("table", { name: /The first 4 rows/ });
  await expect.element(table.getByText(markup)).toBeVisible();
  expect(table.element().querySelector("b, img")).toBeNull();
  const arabic = table.getByText("أين طلبي").element();
  expect(getComputedStyle(arabic).direction).toBe("rtl");
  await expect.element(table.getByText("😀 🎉")).toBeVisible();
});

const pairs = [
  "one,two,score",
  ...Array.from({ length: 60 }, (_, i) => `alpha${i} beta${i},gamma${i} delta${i},${i % 5}`),
];

test("pairs are shown on two lines with their scale; what cannot be read is told by row and column", async () => {
  await choose("pairs.csv", [...pairs, "some text,another one,much"].join("\n"));
  await expect.element(page.getByLabelText("Task")).toHaveValue("similarity");
  await expect.element(page.getByLabelText("Second text")).toHaveValue("two");
  await expect.element(page.getByText(/The scale is read as 0 to 4/)).toBeVisible();
  await expect.element(page.getByRole("table", { name: "Pairs by the nearest level of the scale" })).toBeVisible();
  await expect.element(heading("No score that can be read: 1 pair")).toBeVisible();
  await page.getByText("Which they are").click();
  await expect.element(page.getByText(/“score” is "much"; expected a number/)).toBeVisible();
  await accessible();
});

test("entities are marked in the text with their types, and the task is described in the user's words", async () => {
  const names = (i: number) => [[0, 3, "person"], [13, 17 + String(i).length, "place"]]; // prettier-ignore
  const rows = Array.from({ length: 40 }, (_, i) => ({ text: `Ana moved to Oslo${i}.`, entities: names(i) }));
  await choose("names.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
  await expect.element(page.getByText(/80 entities of 2 types in 40 sentences/)).toBeVisible();
  const first = page
    .getByRole("table", { name: /The first 8 rows/ })
    .element()
    .querySelectorAll("tbody tr")[0]!;
  expect([...first.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["Anaperson", "Oslo0place"]);
  await page.getByRole("button", { name: "Keep these rows" }).click();
  await expect.element(page.getByText(/15 sentences are few|5 sentences are few/)).toBeVisible();
  await page.getByText(/What each entity type means/).click();
  await page.getByLabelText("place", { exact: true }).fill("a town or a country");
  await page.getByLabelText("Guideline").click();
  await accessible();
  await page.getByRole("button", { name: "Use these in a study" }).click();
  await expect.element(heading("New study")).toBeVisible();
  expect(lab.draft.parsed).toHaveProperty("plan.card.labels.place", "a town or a country");
  await expect.element(page.getByText(/fine-tuned on 5 sentences/)).toBeVisible();
});

/** Files that are dragged over the page. */
function dragged(name: string, text: string): (type: "dragenter" | "drop") => void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  return (type) => document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}

test("a file is dropped anywhere on the page, which shows that it will take it", async () => {
  await expect.element(fileInput()).toBeVisible();
  const drag = dragged("dropped.csv", csv());
  drag("dragenter");
  await expect.element(page.getByText(/Drop the file to read it here/)).toBeVisible();
  drag("drop");
  await expect.element(heading(/1. dropped.csv/)).toBeVisible();
  await expect.element(page.getByText(/Drop the file to read it here/)).not.toBeInTheDocument();
});

test("another choice about a fault changes what is kept; another role reads the file anew", async () => {
  await choose("tickets.csv", csv("one more here,Billing,c1,mail"));
  await page.getByRole("combobox", { name: /Labels that differ only/ }).selectOptions("Keep them apart");
  await expect.element(page.getByText("All 91 rows will be kept, with 4 labels.")).toBeVisible();
  await page.getByLabelText("Label", { exact: true }).selectOptions("channel");
  await expect.element(page.getByText("All 91 rows will be kept, with 1 label.")).toBeVisible();
  await page.getByLabelText("Label", { exact: true }).selectOptions("text");
  await expect.element(page.getByText("Text and label are the same column. Choose two.")).toBeVisible();
});

test("50,000 rows are read, kept and parted while the page stays alive", async () => {
  await expect.element(fileInput()).toBeVisible();
  const drag = dragged("big.csv", ["text,intent,conversation,channel", ...rows(50_000)].join("\n"));
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  drag("drop");
  await expect
    .element(page.getByText("All 50,000 rows will be kept, with 3 labels."), { timeout: 60_000 })
    .toBeVisible();
  await page.getByRole("button", { name: "Keep these rows" }).click();
  const use = page.getByRole("button", { name: "Use these in a study" });
  await expect.element(use, { timeout: 60_000 }).toBeEnabled();
  await use.click();
  await expect.element(heading("New study"), { timeout: 60_000 }).toBeVisible();
  clearInterval(ticking);
  console.info(`50,000 rows: the longest pause was ${Math.round(longest)} ms`);
  expect(longest).toBeLessThan(1_000); // 135 ms when measured; other work on the machine must not fail the test
});

test.each([1280, 390])("empty, with a file and with a dataset the page fits, %i px wide", async (width) => {
  await page.viewport(width, 900);
  const fits = () => expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  await expect.element(page.getByText("What a file should look like")).toBeVisible();
  await accessible();
  fits();
  await choose(`${"very-long-name-".repeat(6)}.csv`, csv());
  await expect.element(page.getByRole("button", { name: "Keep these rows" })).toBeVisible();
  fits();
  await page.getByRole("button", { name: "Keep these rows" }).click();
  await page.getByLabelText(/Cross-fitting/).click();
  await expect.element(page.getByText(/serve both roles/)).toBeVisible();
  fits();
  await page.getByRole("button", { name: "Use these in a study" }).click();
  await expect.element(heading("New study")).toBeVisible();
  fits();
});
