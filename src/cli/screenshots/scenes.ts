/** @file What the pictures show: every page on recorded studies, and on two small ones that are run for them. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright";

const root = resolve(import.meta.dirname, "../../..");

interface Automation {
  runPlan(plan: unknown, files: readonly object[], onProgress: (line: string) => void): Promise<unknown>;
}

const plan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 7,
  data: { test: { name: "reference-test" }, training: { name: "reference-train" } },
  models: ["zoo/casual-narrow-65k", "zoo/terse-narrow-65k", "zoo/formal-65k", "zoo/mixed-290k"],
  generate: { perGenerator: 120 },
};

/** The bundled reference rows as somebody's own file, with columns that need to be mapped. */
function ownFile(rows = 400): { name: string; mimeType: string; buffer: Buffer } {
  const lines = readFileSync(join(root, "public/examples/reference-test.jsonl"), "utf8").trim().split("\n");
  const cells = lines.slice(0, rows).map((line, i) => {
    const { text, label } = JSON.parse(line) as { text: string; label: string };
    return [`C-${1000 + Math.floor(i / 2)}`, `"${text.replaceAll('"', '""')}"`, label, i % 3 === 0 ? "phone" : "chat"];
  });
  const table = [["conversation", "utterance", "intent", "channel"], ...cells].map((row) => row.join(","));
  return { name: "support-requests.csv", mimeType: "text/csv", buffer: Buffer.from(table.join("\n")) };
}

/** Runs the small plan with two seeds in the page and keeps a dataset; the ids of the two studies. */
export async function furnish(page: Page, url: string): Promise<[string, string]> {
  await page.goto(url);
  const file = ownFile();
  await page.evaluate(
    async ({ document, data }) => {
      const selfsame = await (globalThis as unknown as { selfsame: Promise<Automation> }).selfsame;
      await selfsame.runPlan(document, [data], () => undefined);
      await selfsame.runPlan({ ...document, seed: 8 }, [], () => undefined);
    },
    { document: plan, data: { name: "support-requests", filename: file.name, text: file.buffer.toString() } },
  );
  await page.reload();
  await page.goto(`${url}#/library`);
  const links = page.locator('main h3 a[href^="#/study/"]:not([href*="recorded"])');
  await links.nth(1).waitFor();
  const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")!));
  const [second, first] = hrefs.map((href) => decodeURIComponent(href.slice("#/study/".length)));
  return [first!, second!];
}

export interface Scene {
  name: string;
  /** The address after `#/`. */
  hash: string;
  /** Brings the page into the state that is shown. */
  prepare?: (page: Page) => Promise<unknown>;
  /** The picture begins here instead of at the top. */
  from?: (page: Page) => ReturnType<Page["locator"]>;
  /** Height in CSS pixels; absent: the whole page. */
  height?: number;
}

const heading = (text: RegExp) => (page: Page) => page.getByRole("heading", { name: text }).first();

/** The report comes in parts; its scores say that the numbers are there. */
const withTable = (page: Page) => heading(/^scores$/i)(page).waitFor({ timeout: 120_000 });

/** The walk asks before it shows. */
const revealed = async (page: Page) => {
  await page.getByRole("button", { name: "Show without predicting" }).click();
  await page.locator("main svg").first().waitFor();
};

const bringFile = async (page: Page) => {
  await page.locator('main input[type="file"]').first().setInputFiles(ownFile());
  await page.locator("main").getByText("utterance").first().waitFor({ state: "attached" }); // it may be a closed choice
};

/** A picture of the README, 1280 pixels wide. */
export type ReadmeScene = Scene & { dark?: boolean };

/** What a newcomer sees, in a browser that holds nothing yet. */
export const newcomerScenes: readonly ReadmeScene[] = [
  { name: "home", hash: "", height: 860 },
  { name: "home-dark", hash: "", height: 860, dark: true },
  { name: "walk", hash: "walk/3", prepare: revealed, height: 820 },
  { name: "my-data", hash: "data", prepare: bringFile, height: 900 },
  {
    name: "decision",
    hash: "study/recorded%3Ahome",
    prepare: withTable,
    from: heading(/^decision$/i),
    height: 760,
  },
  {
    name: "score-matrix",
    hash: "study/recorded%3Ahome",
    prepare: withTable,
    from: heading(/^scores$/i),
    height: 640,
  },
];

export function comparisonScene(first: string, second: string): ReadmeScene {
  return {
    name: "comparison",
    hash: `compare/${first}/${second}`,
    prepare: withScores,
    from: heading(/what changed/i),
    height: 820,
  };
}

const withScores = (page: Page) => heading(/^scores$/i)(page).waitFor({ timeout: 120_000 });

/** Every page as it is reached. */
export function allScenes(first: string, second: string): Scene[] {
  return [
    { name: "home", hash: "" },
    ...[1, 2, 3, 4, 5].map((step) => ({ name: `walk-${step}`, hash: `walk/${step}` })),
    { name: "data", hash: "data" },
    { name: "data-mapping", hash: "data", prepare: bringFile },
    { name: "data-kept", hash: "data/support-requests" },
    { name: "new-study", hash: "plan" },
    { name: "report-recorded", hash: "study/recorded%3Ahome", prepare: withTable },
    { name: "report", hash: `study/${first}`, prepare: withTable },
    { name: "library", hash: "library", prepare: (page) => page.getByText("SRCC").first().waitFor() },
    { name: "library-undo", hash: "library", prepare: deleteAndWait },
    { name: "compare", hash: `compare/${first}/${second}`, prepare: withScores },
    { name: "compare-empty", hash: "compare" },
    { name: "models", hash: "models" },
    { name: "nowhere", hash: "no/such/page" },
  ];
}

/** A copy is deleted, so that the dataset stays for the other pictures. */
const deleteAndWait = async (page: Page) => {
  await page.getByRole("button", { name: "Duplicate support-requests", exact: true }).click();
  await page.getByRole("button", { name: /^Delete support-requests copy/ }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
};
