import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import "#app/tokens.css";
import ResultArticle from "#pages/report/ResultArticle.svelte";
import type { StudyDocument } from "#state/lab.svelte.ts";
import { contenders, studyDocument } from "#support/study-document.ts";

let shown: Record<string, unknown> | null = null;

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

function show(document: StudyDocument): void {
  shown = mount(ResultArticle, { target: globalThis.document.body, props: { document, result: document.results[0]! } });
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await page.viewport(1280, 900);
  await setTheme("");
});

const table = (name: RegExp) => page.getByRole("table", { name }).element() as HTMLTableElement;
/** Tables of the numbers that a chart shows wait behind their summaries. */
function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}
const texts = (elements: Iterable<Element>) => [...elements].map((element) => element.textContent.trim());

test("the score matrix marks own data and the real row, for eye and ear", async () => {
  show(await studyDocument());
  const matrix = table(/Score matrix/);
  const own = matrix.querySelectorAll(".own-cell");
  expect(own).toHaveLength(contenders.length);
  for (const cell of own) {
    expect(cell.textContent).toContain("◆");
    expect(cell.textContent).toContain("own data");
    const row = (cell.parentElement as HTMLTableRowElement).rowIndex - 2; // below two rows of headers and the real one
    expect((cell as HTMLTableCellElement).cellIndex - 2).toBe(row - 1);
  }
  expect(matrix.querySelector(".real-row th")!.textContent).toContain("(real data)");
});

test("every undefined value has its reason below the table", async () => {
  const models = ["zoo/ben-xs", "zoo/carla-s"]; // of different families, so without rivals in their own
  show(await studyDocument({ models }));
  unfold();
  const bias = table(/Bias factor/);
  const undefinedCells = [...bias.querySelectorAll("td")].filter((cell) => cell.textContent.includes("–"));
  const letters = undefinedCells.map((cell) => cell.querySelector("sup")?.textContent);
  expect(letters).toEqual(["a", "b"]);
  const notes = texts(bias.closest("figure")!.querySelectorAll("li"));
  expect(notes).toEqual(
    models.map(
      (model, i) => `${letters[i]} "${model}" has no other generator to be compared with; two or more are needed.`,
    ),
  );
});

test("no ranks are drawn where real data cannot rank the panel", async () => {
  const few = { rows: 30, name: "reference-test" };
  show(
    await studyDocument({ models: ["zoo/anna-s", "zoo/carla-s"], data: { test: few }, generate: { perGenerator: 30 } }),
  );
  expect(document.body.textContent).toContain("cannot be ranked even by real data");
  expect(page.getByText("The order that each dataset gives").elements()).toEqual([]);
});

test("ranks are drawn where it can, best on real data first", async () => {
  show(await studyDocument());
  await page.getByText("The order that each dataset gives").click();
  const ranks = table(/Ranks by score/);
  const real = texts(ranks.querySelectorAll("tbody td.real")).map(Number);
  expect(real).toEqual([...real].sort((a, b) => a - b));
  expect(texts(ranks.querySelectorAll("tbody th")).at(-1)).toBe("classical/majority");
});

test("a chart’s numbers are one press away, and the same", async () => {
  show(await studyDocument());
  const image = page.getByRole("img", { name: /^MSPD by synthetic set/ });
  await expect.element(image).toBeVisible();
  const chart = image.element();
  const drawn = texts(chart.querySelectorAll(".number"));
  expect(page.getByRole("table", { name: /^MSPD against/ }).elements()).toEqual([]);
  const folded = chart.closest("section")!.querySelector("details:not([data-left-out])")!;
  folded.querySelector("summary")!.click();
  const rows = [...table(/^MSPD against/).tBodies[0]!.rows];
  const corrected = rows.map((row) => /[−.\d]+/.exec(row.cells[6]!.textContent)?.[0]);
  expect(corrected).toEqual(drawn);
});

const looks = [1280, 390].flatMap((width) => ["light", "dark"].map((theme) => ({ width, theme })));
test.each(looks)("the report is accessible and fits, $width px wide, $theme", async ({ width, theme }) => {
  await setTheme(theme);
  await page.viewport(width, 900);
  const demonstrations = { name: "reference-train", perLabel: 20, draws: 2 };
  show(
    await studyDocument({
      models: ["zoo/ben-xs", "zoo/anna-m"],
      data: { test: { name: "reference-test", rows: 90 }, demonstrations },
      solve: ["direct", "generative"],
    }),
  );
  unfold();
  const { violations } = await axe.run(document.body, {
    rules: { "heading-order": { enabled: true }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
