import axe from "axe-core";
import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import "#app/tokens.css";
import ResultArticle from "#pages/report/ResultArticle.svelte";
import type { StudyDocument } from "#study/results.ts";
import { studyDocument } from "#support/study-document.ts";

let shown: Record<string, unknown> | null = null;

const setTheme = (value: string) =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });

async function show(changes: object): Promise<StudyDocument> {
  const made = await studyDocument({
    data: { test: { name: "reference-test", rows: 60 } },
    models: ["zoo/anna-s", "zoo/ben-xs", "zoo/carla-s"],
    generate: { perGenerator: 60 },
    metric: "accuracy",
    ...changes,
  });
  shown = mount(ResultArticle, { target: document.body, props: { document: made, result: made.results[0]! } });
  return made;
}

const region = (name: string) => page.getByRole("region", { name, exact: true }).element();

async function accessible(section: Element): Promise<void> {
  for (const details of section.querySelectorAll("details")) details.open = true;
  for (const theme of ["light", "dark"]) {
    await setTheme(theme);
    await page.viewport(390, 800);
    const { violations } = await axe.run(section, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  }
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await page.viewport(1280, 900);
  await setTheme("");
});

test("the likelihood matrix marks own and real texts, draws its diagonal and relates it to the bias factor", async () => {
  await show({ likelihood: true });
  const section = region("Likelihood of the texts");
  expect(section.textContent).toContain("as if it had written the text for the same label");
  expect(section.textContent).toContain("over 3 models Pearson’s r is");
  expect(section.textContent).toContain("No order of 3 models can reach p < .05.");
  const matrix = [...section.querySelectorAll("table")].at(-1)!;
  expect([...matrix.querySelectorAll("tbody .own-cell")].map(({ textContent }) => textContent!.trim()[0])).toEqual([
    "◆",
    "◆",
    "◆",
  ]);
  expect(matrix.querySelector(".real-row th")!.textContent).toContain("●");
  expect(section.querySelectorAll("svg[role=img]")).toHaveLength(2);
  const interval = /\d to \d/u;
  expect(matrix.textContent).not.toMatch(interval);
  section.querySelector<HTMLInputElement>("input[type=checkbox]")!.click();
  await expect.poll(() => matrix.textContent).toMatch(interval);
  await accessible(section);
});

test("judges are told by how they judge, with every definition, its value or the reason it has none", async () => {
  const made = await show({ likelihood: true, judges: { pairs: 20 } });
  const section = region("Judges");
  expect(section.textContent).toContain("follow no instructions and judge by likelihood");
  expect(section.textContent).toContain("No person has compared these pairs");
  const [how, ...rest] = section.querySelectorAll("table");
  expect(how!.querySelectorAll("tbody tr")).toHaveLength(3);
  const values = rest.find(({ textContent }) =>
    textContent!.includes("0 is neutral, below it a model favours itself"),
  )!;
  const { judges } = made.results[0]!;
  const kinds = new Set(judges!.selfPreference.map(({ definition, against }) => `${definition} ${against}`));
  expect(values.querySelectorAll("tbody tr")).toHaveLength(kinds.size);
  expect(section.textContent).toContain("It needs a preference from outside");
  const meaning = rest.find(({ textContent }) => textContent!.includes("What it cannot tell apart"))!;
  expect(meaning.textContent).toContain("G / (G − 1)");
  await accessible(section);
});

test("a study without likelihoods and judges has no such sections", async () => {
  await show({});
  for (const name of ["Likelihood of the texts", "Judges"]) {
    expect(page.getByRole("region", { name, exact: true }).elements()).toEqual([]);
  }
});
