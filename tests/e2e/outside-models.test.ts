import { existsSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import type { StudyDocument } from "#study/results.ts";
import { chatServer } from "#support/chat-server.ts";
import { expect, test } from "./fixture.ts";

const plan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 5,
  data: { test: { name: "reference-test", rows: 48 }, training: { name: "reference-train" } },
  models: [] as string[],
  generate: { perGenerator: 24 },
  blockRows: 12,
};

async function openModels(page: Page): Promise<void> {
  await page.goto("./#/models");
  await expect(page.getByRole("heading", { level: 1, name: "Models" })).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

/** Runs a plan on screen; the finished study. */
async function run(page: Page, changes: object): Promise<StudyDocument> {
  await page.goto("./#/plan");
  const text = page.getByRole("textbox", { name: /Edit it/ });
  if (!(await text.isVisible())) await page.getByText("The plan as JSON").click();
  await text.fill(JSON.stringify({ ...plan, ...changes }));
  await page.getByRole("button", { name: "Run the study" }).click();
  const button = page.getByRole("button", { name: /study\.json/ });
  await expect(button.first()).toBeVisible({ timeout: 90_000 });
  const download = page.waitForEvent("download");
  await button.first().click();
  return JSON.parse(readFileSync(await (await download).path(), "utf8")) as StudyDocument;
}

test("a folder is refused by what is missing, brought, tried, named in a plan, and removed", async ({ page }) => {
  await openModels(page);
  const folder = page.getByLabel("Drop a model folder here, or choose one");
  await folder.setInputFiles("public/models/zoo/formal-65k/onnx");
  await expect(page.getByText(/but no config\.json\. Bring a folder/)).toBeVisible();

  await folder.setInputFiles("public/models/zoo/formal-65k");
  await expect(page.getByText("folder/formal-65k is kept")).toBeVisible();
  await folder.setInputFiles("public/models/zoo/formal-65k");
  await expect(page.getByText("This model is here already: folder/formal-65k has the same weights.")).toBeVisible();

  await page.reload();
  await expect(page.getByText(/set_alarm, set_timer/)).toBeVisible();
  await page.getByRole("button", { name: "Let it write one line: folder/formal-65k" }).click();
  await expect(page.locator("q")).toContainText(/\w+/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 900 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const study = await run(page, { models: ["zoo/formal-65k", "folder/formal-65k"], solve: ["direct", "answer"] });
  for (const { solvers, datasets } of study.results) {
    const { scores } = datasets["reference-test"]!;
    expect(scores[solvers.indexOf("folder/formal-65k")]).toBe(scores[solvers.indexOf("zoo/formal-65k")]);
    expect(datasets["folder/formal-65k"]!.scores.every((score) => score !== null)).toBe(true);
  }
  expect(study.manifest.models["folder/formal-65k"]).toEqual(study.manifest.models["zoo/formal-65k"]);

  await openModels(page);
  await page.getByRole("button", { name: "Remove folder/formal-65k", exact: true }).click();
  await page.getByRole("button", { name: "Remove folder/formal-65k from this browser" }).click();
  await expect(page.getByText("No folder was brought yet.")).toBeVisible();
});

test("a dropped folder is taken as a picked one", async ({ page }) => {
  await openModels(page);
  const files = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"].map((path) => ({
    path,
    content: readFileSync(`public/models/zoo/formal-narrow-32k/${path}`).toString("base64"),
  }));
  await page.getByRole("group", { name: "Bring a folder" }).evaluate((target, given) => {
    /** Entries as a drop gives them; a script cannot make real ones. */
    const bytes = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const fileEntry = (fullPath: string, content: string) => ({
      ...{ isFile: true, isDirectory: false, fullPath, name: fullPath.split("/").pop() },
      file: (done: (file: File) => void) => done(new File([bytes(content)], fullPath)),
    });
    const folderEntry = (fullPath: string, entries: unknown[]) => ({
      ...{ isFile: false, isDirectory: true, fullPath, name: fullPath.split("/").pop() },
      createReader: () => {
        const batches = [entries, []]; // a reader gives its entries piece by piece until none is left
        return { readEntries: (done: (some: unknown[]) => void) => done(batches.shift() ?? []) };
      },
    });
    const entries = given.map(({ path, content }) => fileEntry(`/tiny/${path}`, content));
    const root = folderEntry("/tiny", [...entries.slice(0, 3), folderEntry("/tiny/onnx", entries.slice(3))]);
    const event = new Event("drop", { bubbles: true, cancelable: true });
    const items = [{ webkitGetAsEntry: () => root }];
    target.dispatchEvent(Object.assign(event, { dataTransfer: { items } }));
  }, files);
  await expect(page.getByText("folder/tiny is kept")).toBeVisible();
});

const stories = "../shared/models/tinystories-656k";
test("a real model from elsewhere takes part (skipped where ../shared/models is absent)", async ({ page }) => {
  test.skip(!existsSync(stories), "../shared/models is absent");
  await openModels(page);
  await page.getByLabel("Drop a model folder here, or choose one").setInputFiles(stories);
  await expect(page.getByText("folder/tinystories-656k is kept")).toBeVisible({ timeout: 30_000 });
  const study = await run(page, {
    ...{ models: ["zoo/formal-65k", "folder/tinystories-656k"], solve: ["direct", "answer"] },
    generate: { perGenerator: 12, maxNewTokens: 24 },
  });
  const [direct] = study.results;
  expect(direct!.datasets["reference-test"]!.scores[direct!.solvers.indexOf("folder/tinystories-656k")]).not.toBeNull();
  expect(study.manifest.models["folder/tinystories-656k"]).toMatchObject({ parameters: 656_000 });
});

test("a server is out of reach until it is connected and again once it is disconnected; between, it takes part", async ({
  page,
  recorder,
}) => {
  const server = await chatServer();
  const reaches = () =>
    page.evaluate((url) => fetch(url).then(() => true, () => false), `${server.origin}/v1/models`); // prettier-ignore
  try {
    await openModels(page);
    expect(await reaches()).toBe(false);
    await page.getByLabel("Address of the server").fill("https://api.example.com/v1");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByText(/api\.example\.com is not on this machine/)).toBeVisible();
    await page.getByLabel("Address of the server").fill(server.origin);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByText(/The connection is saved/)).toBeVisible();
    expect(await reaches()).toBe(false);
    expect(server.asked).toEqual([]);

    recorder.allowed.add(server.origin);
    await page.getByRole("button", { name: "Reload the page" }).click();
    await page.getByLabel("Key, if the server asks for one").fill("sk-canary");
    await page.getByRole("button", { name: "Which models does it have?" }).click();
    const id = `server/${new URL(server.origin).host}/rule:1b`;
    await page.getByRole("button", { name: `Let it write one line: ${id}` }).click();
    await expect(page.getByText("Turn on the light in the hall.")).toBeVisible();
    await expect(page.getByText(/\d requests since this page was loaded/)).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("sk-canary");
    await expectAccessible(page);

    const study = await run(page, { models: [id, "zoo/formal-65k"], solve: "answer" });
    const { solvers, datasets } = study.results[0]!;
    expect(solvers.slice(0, 2)).toEqual([id, "zoo/formal-65k"]);
    for (const name of ["reference-test", id, "zoo/formal-65k"]) {
      expect(datasets[name]!.scores.every((score) => score !== null)).toBe(true);
    }
    expect(datasets[id]!.scores[0]).toBe(1); // the server's rule finds its own words again
    expect(study.manifest.models[id]).toMatchObject({
      parameters: null,
      hash: expect.stringMatching(/not known/) as unknown,
    });
    expect(JSON.stringify(study)).not.toContain("sk-canary");

    await openModels(page);
    await page.getByRole("button", { name: `Disconnect ${server.origin}` }).click();
    await expect(page.getByText(/is disconnected and not asked any more/)).toBeVisible();
    await page.getByRole("button", { name: "Reload the page" }).click();
    await expect(page.getByText(/No server is connected/)).toBeVisible();
    const before = server.asked.length;
    expect(await reaches()).toBe(false);
    expect(server.asked).toHaveLength(before);
  } finally {
    server.close();
  }
});
