import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import "#app/tokens.css";
import { parseScoreMatrix } from "#measures/parse-score-matrix.ts";
import Rooms from "#pages/Rooms.svelte";
import { publishedSets } from "#published/fidelity.ts";
import { Arrival } from "#state/arrival.svelte.ts";
import { hrefOf, Router } from "#state/route.svelte.ts";

let shown: Record<string, unknown>;

afterEach(async () => {
  await unmount(shown);
  location.hash = "";
  await page.viewport(1280, 900);
});

/** The page needs no lab: nothing is stored and nothing runs. */
async function show(set: string | null): Promise<void> {
  location.hash = hrefOf({ page: "published", set });
  const noLab = () => Promise.reject(new Error("The page asked for a lab."));
  shown = mount(Rooms, { target: document.body, props: { arrival: new Arrival(noLab, new Router()) } });
  await expect.element(page.getByRole("heading", { level: 1, name: /published numbers/i })).toBeVisible();
}

/** The cells of a row of a table, as they are read. */
function row(table: RegExp, name: string): string[] {
  const header = page.getByRole("table", { name: table }).getByRole("rowheader", { name, exact: true }).element();
  const cells = [...header.closest("tr")!.querySelectorAll("td")];
  return cells.map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
}

test("every printed figure of a set stands beside ours with its difference", async () => {
  await show("D");
  await expect.element(page.getByRole("heading", { name: /^Set D/ })).toBeVisible();
  const [printed, ours, gap] = row(/^Bias factor, printed by cell 28/, "Mixtral-8x7B");
  expect(printed).toBe(".223");
  expect(ours).toBe("+.224 ± .007");
  expect(gap).toContain("+.001 ≈");
  expect(row(/^Bias factor, printed/, "gpt-4o")[2]).toContain("=");
  const distances = row(/^Each synthetic set/, "llama3_8B");
  expect(distances.slice(0, 3)).toEqual(["–", ".0276 ± .0011", "–"]); // the authors printed no MSPD of this set
  expect(distances.slice(3, 6)).toEqual([".77", ".771", expect.stringContaining("+.001 =")]);
  expect(distances.slice(7)).toEqual([".73", ".736 ± .012", expect.stringContaining("+.006 ≈")]);
  const scores = row(/^Score matrix/, "mixtral8x7B");
  expect(scores[4]).toContain("own data");
  expect(scores[4]).toContain(".130");
});

test("a set is chosen by its link, and set C is compared in full precision", async () => {
  await show(null);
  await expect.element(page.getByRole("heading", { name: /^Set A/ })).toBeVisible();
  await page.getByRole("navigation", { name: "Published sets" }).getByRole("link", { name: /^C / }).click();
  await expect.element(page.getByRole("heading", { name: /^Set C/ })).toBeVisible();
  expect(location.hash).toBe("#/published/C");
  const [printed, ours, gap] = row(/^Bias factor, printed by cell 26/, "gpt-4o");
  expect([printed, ours]).toEqual([".03969812677350132", ".039698126774"]);
  expect(gap).toContain("under 10⁻¹² =");
});

test("an unknown set is named, and one that exists is shown", async () => {
  await show("Q");
  await expect.element(page.getByRole("status")).toHaveTextContent("There is no set “Q”");
  await expect.element(page.getByRole("heading", { name: /^Set A/ })).toBeVisible();
});

test("what the sets show stands beside the claims, taken from their own numbers", async () => {
  await show("A");
  const table = /^Bias factor in score points/;
  expect(row(table, "Llama-3-8B").slice(0, 9)).toEqual([
    "8.03B",
    "8.03B",
    "−.023",
    "−.075",
    "−.055",
    "−.102",
    "−.074",
    "+.010",
    "1 of 6",
  ]);
  expect(row(table, "Mixtral-8x7B")[8]).toBe("6 of 6");
  expect(row(table, "gpt-4o")[0]).toBe("–");
  await expect
    .element(page.getByText(/disagree: Llama-3-8B \(8\.03B\) is above zero in 1 of 6 sets, mean −\.053; Mix/))
    .toBeVisible();
  await expect.element(page.getByText(/the sign hangs on how size is counted/)).toBeVisible();
});

test("the saved file is a score matrix that the terminal reads", async () => {
  await show("F");
  const create = vi.spyOn(URL, "createObjectURL");
  await page.getByRole("button", { name: "Save the scores of set F as a file" }).click();
  const saved = create.mock.calls[0]![0] as Blob;
  create.mockRestore();
  expect(parseScoreMatrix(JSON.parse(await saved.text()))).toEqual(publishedSets[5]!.matrix);
});

test.each([1280, 390])("the page is accessible and fits, %i px wide", async (width) => {
  await page.viewport(width, 900);
  await show("F");
  await expect.element(page.getByRole("heading", { name: "What cannot be concluded" })).toBeVisible();
  const { violations } = await axe.run();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
