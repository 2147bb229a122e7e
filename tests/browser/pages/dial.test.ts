import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import "#app/tokens.css";
import ResultArticle from "#pages/report/ResultArticle.svelte";
import { studyDocument } from "#support/study-document.ts";

let shown: Record<string, unknown> | null = null;

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

async function show(changes: object): Promise<void> {
  const made = await studyDocument({
    data: { test: { name: "reference-test", rows: 30 } },
    models: ["zoo/anna-s", "zoo/anna-m", "zoo/anna-l", "zoo/ben-xs", "zoo/ben-m"],
    generate: { perGenerator: 60 },
    metric: "accuracy",
    ...changes,
  });
  shown = mount(ResultArticle, { target: document.body, props: { document: made, result: made.results[0]! } });
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await page.viewport(1280, 900);
  await setTheme("");
});

test("a dial is answered, drawn with its intervals, and given as a table, and its screen is accessible", async () => {
  await show({ dial: { generator: "zoo/anna-m", doses: [0, 0.5, 1], seeds: 2 } });
  const section = page.getByRole("region", { name: "What training on a model’s rows does" }).element();
  // These scripted solvers learn nothing from the rows they are adapted on.
  expect(section.textContent).toContain("cannot be told");
  const chart = section.querySelector("svg[role=img]")!;
  expect(chart.querySelectorAll(".own path.mark")).toHaveLength(3);
  expect(chart.querySelectorAll(".ink circle.mark")).toHaveLength(3);
  const table = section.querySelector("table")!;
  expect([...table.querySelectorAll("tbody th")].map((head) => head.textContent)).toEqual([
    "50%",
    "100%",
    "per 10%",
    "per 10%, ben-xs alone",
    "per 10%, ben-m alone",
  ]);
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const theme of ["light", "dark"]) {
    await setTheme(theme);
    await page.viewport(390, 800);
    const { violations } = await axe.run(section, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  }
});

test("without a dial there is no such section", async () => {
  await show({});
  expect(document.body.textContent).not.toContain("What training on a model’s rows does");
});
